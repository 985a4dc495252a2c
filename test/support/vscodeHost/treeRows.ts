// What a tree of the side bar shows, row by row.
import type { Locator } from 'playwright-core';

export interface TreeRow {
  readonly label: string;
  readonly description: string;
  /** 1 for the outermost rows. */
  readonly level: number;
  /** Null when the row cannot be expanded. */
  readonly expanded: boolean | null;
  /** Null when the row has no checkbox. */
  readonly checked: boolean | null;
}

/** Reads the rows that are in sight, from the top; rows that are scrolled away do not exist in the window. */
export async function readTreeRows(view: Locator): Promise<TreeRow[]> {
  const rows = await view.locator('.monaco-list-row').evaluateAll((nodes) =>
    nodes.map((node) => {
      const text = (selector: string) => node.querySelector(selector)?.textContent ?? '';
      const is = (value: string | null | undefined) => (value == null ? null : value === 'true');
      return {
        at: Number(node.getAttribute('data-index')),
        row: {
          label: text('.label-name'),
          description: text('.label-description'),
          level: Number(node.getAttribute('aria-level')),
          expanded: is(node.getAttribute('aria-expanded')),
          checked: is(node.querySelector('[role="checkbox"]')?.getAttribute('aria-checked')),
        },
      };
    }),
  );
  return rows.sort((a, b) => a.at - b.at).map(({ row }) => row);
}
