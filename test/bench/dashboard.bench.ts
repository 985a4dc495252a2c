// A dashboard of 100 charts of 50 runs in a real workbench: how soon it shows something, and how smoothly it scrolls, pans
// and follows 5,000 series that grow at once.
import path from 'node:path';
import type { Frame } from 'playwright-core';
import type { Workbench } from '../support/vscodeHost/workbench';
import { benchWindowSize, noteFirstCharts, notePresses, pressedAt, withHost } from './benchWindow';
import { framesPerSecond, sampleFrames, type FrameTimes } from './frameTimes';
import { median, percentile, spread, type BenchContext, type BenchRow } from './row';
import { panCharts } from './panCharts';
import { openScalarLog, type ScalarWriter } from './scalarLog';
import { tickRows, ticksOf, type Tick } from './liveTicks';

const runs = 50;
const tags = Array.from({ length: 100 }, (_, i) => Buffer.from(`group${i % 10}/metric${i}`));
/** 100,000 points a chart. */
const steps = 2_000;
const startTime = 1_700_000_000;
const rounds = 5;
const scrollMs = 4_500;
const barMs = 1000;
const barFps = { scroll: 55, pan: 50 };

export async function measure(context: BenchContext): Promise<BenchRow[]> {
  const workspace = path.join(context.scratch, 'wide');
  const writers = Array.from({ length: runs }, (_, run) => openRun(workspace, run));
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
      rows.every((row) => row.description.includes('1,999')),
    );
    await workbench.page.waitForTimeout(5000);
    const opened: number[] = [];
    const scrolled: FrameTimes[] = [];
    const panned: FrameTimes[] = [];
    let ticks: Tick[] = [];
    for (let round = 0; round < rounds; round++) {
      const { frame, ms } = await open(workbench);
      opened.push(ms);
      await frame.waitForTimeout(1500);
      scrolled.push(await sampleFrames(frame, () => scroll(frame)));
      panned.push(await panCharts(frame));
      await workbench.screenshot(`panned-${round}.png`);
      if (round === rounds - 1) ticks = await ticksOf(frame, writers, addStep);
      await workbench.runCommand('View: Close Editor');
      await workbench.page.waitForTimeout(500);
    }
    return [openRow(opened), scrollRow(scrolled), panRow(panned), ...tickRows(ticks)];
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
  return movedRow('scroll', barFps.scroll, scrolled);
}

function panRow(panned: readonly FrameTimes[]): BenchRow {
  return movedRow('pan of all visible charts together', barFps.pan, panned);
}

function movedRow(move: string, bar: number, sampled: readonly FrameTimes[]): BenchRow {
  const fps = sampled.map(({ gaps }) => framesPerSecond(gaps));
  const gaps = sampled.flatMap((one) => [...one.gaps]);
  const drawn = sampled.reduce((sum, one) => sum + one.drawn, 0);
  return {
    what: `${tags.length} charts × ${runs} runs dashboard: ${move}`,
    bar: `≥ ${bar} fps`,
    measured: `${median(fps).toFixed(0)} fps of ${spread(fps)}; frame p95 ${percentile(gaps, 0.95).toFixed(1)} ms, ${(drawn / gaps.length).toFixed(1)} charts drawn a frame`,
    beside: '',
    met: median(fps) >= bar,
  };
}

/** A run with its history, whose file stays open. */
function openRun(workspace: string, run: number): ScalarWriter {
  const writer = openScalarLog(path.join(workspace, `run${run}`), 1 << 16);
  for (let step = 0; step < steps; step++) addStep(writer, run, step);
  writer.flush();
  return writer;
}

/** One point of each tag. */
function addStep(writer: ScalarWriter, run: number, step: number): void {
  for (const [tag, name] of tags.entries()) {
    const noise = 0.1 * Math.sin(step * (tag + 1) + run * 7.3) * Math.cos(step * 0.37 * (run + 1));
    writer.scalar(name, step, startTime + step * 0.05, Math.exp(-step / 700) + run * 0.02 + noise);
  }
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
