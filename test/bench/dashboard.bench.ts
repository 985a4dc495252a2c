// How soon a dashboard of 100 charts of 50 runs shows something, and how smoothly it scrolls, in a real workbench.
import path from 'node:path';
import type { Frame } from 'playwright-core';
import type { Workbench } from '../support/vscodeHost/workbench';
import { benchWindowSize, noteFirstCharts, notePresses, pressedAt, withHost } from './benchWindow';
import { framesPerSecond, sampleFrames, type FrameTimes } from './frameTimes';
import { median, percentile, spread, type BenchContext, type BenchRow } from './row';
import { writeScalarLog } from './scalarLog';

const runs = 50;
const tags = Array.from({ length: 100 }, (_, i) => `group${i % 10}/metric${i}`);
const steps = 300;
const rounds = 5;
const scrollMs = 4_500;
const barMs = 1000;
const barFps = 50;

export async function measure(context: BenchContext): Promise<BenchRow[]> {
  const workspace = path.join(context.scratch, 'wide');
  for (let run = 0; run < runs; run++) {
    writeScalarLog(path.join(workspace, `run${run}`), { tags, steps });
  }
  return withHost(async (host) => {
    const workbench = await host.open({
      workspace,
      extension: { folder: context.extension },
      size: benchWindowSize,
      label: 'bench-dashboard',
    });
    await noteFirstCharts(workbench.page);
    await notePresses(workbench.page);
    await workbench.openContainer('Trackside');
    await workbench.treeRowsWhen('Runs', (rows) =>
      rows.some((row) => row.description.includes('299')),
    );
    await workbench.page.waitForTimeout(5000);
    const opened: number[] = [];
    const scrolled: FrameTimes[] = [];
    for (let round = 0; round < rounds; round++) {
      const { frame, ms } = await open(workbench);
      opened.push(ms);
      await frame.waitForTimeout(1500);
      scrolled.push(await sampleFrames(frame, () => scroll(frame)));
      await workbench.screenshot(`scrolled-${round}.png`);
      await workbench.runCommand('View: Close Editor');
      await workbench.page.waitForTimeout(500);
    }
    return [openRow(opened), scrollRow(scrolled)];
  });
}

function openRow(opened: readonly number[]): BenchRow {
  return {
    what: `${tags.length} charts × ${runs} runs dashboard: from the command to the first chart with data`,
    bar: `≤ ${barMs / 1000} s`,
    measured: `${median(opened).toFixed(0)} ms of ${spread(opened)}`,
    beside: '',
    met: median(opened) <= barMs,
  };
}

function scrollRow(scrolled: readonly FrameTimes[]): BenchRow {
  const fps = scrolled.map(({ gaps }) => framesPerSecond(gaps));
  const gaps = scrolled.flatMap((one) => [...one.gaps]);
  const drawn = scrolled.reduce((sum, one) => sum + one.drawn, 0);
  return {
    what: `${tags.length} charts × ${runs} runs dashboard: scroll`,
    bar: `≥ ${barFps} fps`,
    measured: `${median(fps).toFixed(0)} fps of ${spread(fps)}; frame p95 ${percentile(gaps, 0.95).toFixed(1)} ms, ${drawn} charts drawn`,
    beside: '',
    met: median(fps) >= barFps,
  };
}

/** Opens the dashboard with the mouse; times it from the press to the first chart. */
async function open(workbench: Workbench): Promise<{ frame: Frame; ms: number }> {
  const { page } = workbench;
  await workbench.runCommand('Trackside: Open Dashboard');
  const frame = await workbench.webview('.chart[data-drawn]', 60_000);
  const drawnAt = await frame.waitForFunction(() => globalThis.benchFirstDrawnAt);
  const at = await drawnAt.jsonValue();
  return { frame, ms: (at ?? NaN) - (await pressedAt(page)) };
}

/** Scrolls down through all charts and up again, as a wheel that is turned quickly. */
async function scroll(frame: Frame): Promise<void> {
  const page = frame.page();
  const body = await (await frame.frameElement()).boundingBox();
  if (!body) throw new Error('the dashboard is not in sight');
  await page.mouse.move(body.x + body.width / 2, body.y + body.height / 2);
  const start = Date.now();
  while (Date.now() - start < scrollMs) {
    const down = Date.now() - start < scrollMs / 2;
    await page.mouse.wheel(0, down ? 100 : -100);
    await page.waitForTimeout(16);
  }
}
