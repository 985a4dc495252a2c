// How long a point takes from the disk to the screen: one chart of 20 runs in a real workbench, all appended to.
import path from 'node:path';
import type { Frame } from 'playwright-core';
import { benchWindowSize, openDashboard, whenDrawn, withHost } from './benchWindow';
import { median, percentile, type BenchContext, type BenchRow } from './row';
import { openScalarLog, type ScalarWriter } from './scalarLog';

const runs = 20;
const stepsBefore = 500;
const appends = 160;
const barMs = 150;
/** About four appends a second, at no fixed beat with any timer of ours. */
const pauseMs = { least: 200, spread: 100 };

declare global {
  /** Each drawing of the chart: when its frame was done, and how many points it showed. */
  var benchDrawings: { readonly at: number; readonly points: number }[] | undefined;
}

export async function measure(context: BenchContext): Promise<BenchRow[]> {
  const workspace = path.join(context.scratch, 'live');
  const writers = Array.from({ length: runs }, (_, run) => openRun(workspace, run));
  const delays = await withHost(async (host) => {
    const workbench = await host.open({
      workspace,
      extension: { folder: context.extension },
      size: benchWindowSize,
      label: 'bench-append',
    });
    await workbench.openContainer('Trackside');
    const page = await openDashboard(workbench);
    await whenDrawn(page, runs * stepsBefore);
    await page.evaluate(noteDrawings);
    return appendAndWait(writers, page);
  });
  const p95 = percentile(delays, 0.95);
  return [
    {
      what: `append on disk → drawn, one chart of ${runs} series`,
      bar: `p95 ≤ ${barMs} ms`,
      measured: `p95 ${p95.toFixed(0)} ms, median ${median(delays).toFixed(0)} ms, worst ${Math.max(...delays).toFixed(0)} ms of ${delays.length}`,
      beside: 'TensorBoard reloads every 30 s when asked to',
      met: p95 <= barMs,
    },
  ];
}

/** A run with some history whose file stays open. */
function openRun(workspace: string, run: number): ScalarWriter {
  const writer = openScalarLog(path.join(workspace, 'runs', `run${run}`), 1 << 16);
  for (let step = 0; step < stepsBefore; step++) addStep(writer, run, step);
  writer.flush();
  return writer;
}

function addStep(writer: ScalarWriter, run: number, step: number): void {
  const value = Math.exp(-step / 200) + 0.02 * run + 0.02 * Math.sin(step * (run + 1));
  writer.scalar(Buffer.from('train/loss'), step, Date.now() / 1000, value);
}

/** Appends a step to every run again and again; returns how long each took to be drawn for all of them. */
async function appendAndWait(writers: readonly ScalarWriter[], page: Frame): Promise<number[]> {
  const written: { readonly at: number; readonly points: number }[] = [];
  for (let i = 0; i < appends; i++) {
    await pause(pauseMs.least + Math.random() * pauseMs.spread);
    const step = stepsBefore + i;
    for (const [run, writer] of writers.entries()) {
      addStep(writer, run, step);
      writer.flush();
    }
    written.push({ at: Date.now(), points: runs * (step + 1) });
  }
  await whenDrawn(page, written.at(-1)!.points, 10_000);
  await pause(100);
  const drawings = await page.evaluate(() => globalThis.benchDrawings ?? []);
  return written.map(({ at, points }) => {
    const drawn = drawings.find((drawing) => drawing.points >= points);
    return drawn ? drawn.at - at : Infinity;
  });
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** Runs in the page: a message sent while a frame is made arrives when that frame is done. */
function noteDrawings(): void {
  const drawings: { at: number; points: number }[] = [];
  globalThis.benchDrawings = drawings;
  const chart = document.querySelector<HTMLElement>('.chart[data-drawn]');
  if (!chart) throw new Error('no chart is drawn');
  const channel = new MessageChannel();
  channel.port1.onmessage = ({ data }: MessageEvent<number>) => {
    drawings.push({ at: Date.now(), points: data });
  };
  new MutationObserver(() => {
    channel.port2.postMessage(Number(chart.dataset['points']));
  }).observe(chart, { attributes: true, attributeFilter: ['data-drawn'] });
}
