// What axe-core finds wrong with a page: only what it calls serious or critical.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { projectRoot } from './projectRoot';

interface Finding {
  readonly id: string;
  readonly impact: string | null;
  readonly help: string;
  readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[];
}

/** One line a rule that is broken, with the first places. */
export async function findBarriers(page: Page): Promise<readonly string[]> {
  const script = readFileSync(path.join(projectRoot, 'node_modules/axe-core/axe.min.js'), 'utf8');
  await page.evaluate(script);
  const findings = await page.evaluate<readonly Finding[]>(
    `axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) => violations)`,
  );
  return findings
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, help, nodes }) => {
      const places = nodes
        .slice(0, 4)
        .map(({ html, failureSummary = '' }) => `  ${html.slice(0, 160)} ${failureSummary}`);
      return [`${id}: ${help} (${nodes.length})`, ...places].join('\n');
    });
}
