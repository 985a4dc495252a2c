// What a dashboard leaves behind: processor time while it is hidden or closed, and memory after it was opened and closed
// 50 times. Both of the extension host, where everything of ours runs that is not the page; a closed page is gone.
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { benchWindowSize, withHost } from './benchWindow';
import type { OpenCloseReport } from './openClose.host';
import { cpuShare, findDescendant } from './processTime';
import { median, spread, type BenchContext, type BenchRow } from './row';
import { writeScalarLog } from './scalarLog';

const timeoutMs = 240_000;
const idleSeconds = 15;
const bars = { growth: 0.1, share: 0.005 };

export async function measure({ scratch, bundled, extension }: BenchContext): Promise<BenchRow[]> {
  const workspace = path.join(scratch, 'openClose');
  mkdirSync(workspace);
  const tags = Array.from({ length: 40 }, (_, i) => `group${i % 4}/metric${i}`);
  for (let run = 0; run < 20; run++) {
    writeScalarLog(path.join(workspace, `run${run}`), { tags, steps: 500 });
  }
  const files = (name: string): string => path.join(scratch, name);
  return withHost(async (host) => {
    await host.open({
      workspace,
      extension: { folder: extension },
      tests: path.join(bundled, 'openClose.host.js'),
      env: { TRACKSIDE_BENCH_REPORTS: scratch },
      size: benchWindowSize,
      label: 'bench-openClose',
    });
    const shares: Record<string, number> = {};
    for (const name of ['absent', 'hidden', 'closed']) {
      await whenThere(files(name));
      shares[name] = await cpuShare(findDescendant('--type=extensionHost'), idleSeconds);
      mkdirSync(files(`${name}-seen`));
    }
    await whenThere(files('report.json'));
    const report = JSON.parse(readFileSync(files('report.json'), 'utf8')) as OpenCloseReport;
    return [...shareRows(shares), heapRow(report)];
  });
}

function shareRows(shares: Readonly<Record<string, number>>): BenchRow[] {
  const rest = shares['absent'] ?? NaN;
  return ['hidden', 'closed'].map((name) => {
    const more = (shares[name] ?? NaN) - rest;
    return {
      what: `a dashboard of 40 charts × 20 runs that is ${name}: processor time more than before it was opened`,
      bar: `≤ ${bars.share * 100} % of a core`,
      measured: `${(more * 100).toFixed(2)} %`,
      beside: `before: ${(rest * 100).toFixed(2)} %`,
      met: more <= bars.share,
    };
  });
}

function heapRow({ before, after }: OpenCloseReport): BenchRow {
  const growth = median(after) / median(before) - 1;
  const inMb = (values: readonly number[]): string =>
    spread(
      values.map((bytes) => bytes / 1e6),
      1,
    );
  return {
    what: 'heap of the extension host after 50 times open and close',
    bar: `≤ ${bars.growth * 100} % more`,
    measured: `${(growth * 100).toFixed(1)} % more: ${inMb(after)} MB`,
    beside: `before: ${inMb(before)} MB`,
    met: growth <= bars.growth,
  };
}

async function whenThere(file: string): Promise<void> {
  const deadline = Date.now() + timeoutMs;
  while (!existsSync(file)) {
    if (Date.now() > deadline) throw new Error(`the extension host did not get to ${file}`);
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}
