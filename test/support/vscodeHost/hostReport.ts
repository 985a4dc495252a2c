// Runs the facts about VS Code's API inside an extension host and brings back what came of them.
import { existsSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { logFolder } from './logs';
import type { OpenOptions, VscodeHost } from './vscodeHost';

export interface HostTest {
  readonly title: string;
  /** Null when it passed. */
  readonly error: string | null;
}

/** What the extension host writes to the file named in `TRACKSIDE_HOST_REPORT`. */
export interface HostReport {
  /** False while tests are still to come: an extension host that dies leaves it so. */
  readonly ended: boolean;
  readonly tests: readonly HostTest[];
}

export interface HostTestOptions extends OpenOptions {
  /** The module whose `run()` runs the tests. */
  readonly tests: string;
  readonly grep?: string | undefined;
  readonly timeoutMs: number;
}

/** Opens a window that runs the tests; resolves when they have ended, or with what there is when the time is up. */
export async function runHostTests(
  host: VscodeHost,
  { grep, timeoutMs, ...options }: HostTestOptions,
): Promise<HostReport> {
  const file = path.join(logFolder(options.label), 'report.json');
  rmSync(file, { force: true });
  const env = {
    ...options.env,
    TRACKSIDE_HOST_REPORT: file,
    ...(grep === undefined ? {} : { TRACKSIDE_HOST_GREP: grep }),
  };
  const workbench = await host.open({ ...options, env });
  try {
    const deadline = Date.now() + timeoutMs;
    for (;;) {
      const report = readReport(file);
      if (report.ended || Date.now() > deadline) return report;
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  } finally {
    await workbench.close();
  }
}

function readReport(file: string): HostReport {
  if (!existsSync(file)) return { ended: false, tests: [] };
  return JSON.parse(readFileSync(file, 'utf8')) as HostReport;
}
