// One chart of 300 runs in a real workbench: how long a hover takes, and how smoothly the chart is panned.
import path from 'node:path';
import type { Frame } from 'playwright-core';
import { benchWindowSize, openDashboard, whenDrawn, withHost } from './benchWindow';
import { framesPerSecond, sampleFrames, type FrameTimes } from './frameTimes';
import { panCharts } from './panCharts';
import { median, percentile, spread, type BenchContext, type BenchRow } from './row';
import { writeScalarLog } from './scalarLog';

const runs = 300;
const steps = 2_000;
const rounds = 5;
const hoverMs = 3_000;
const bars = { hoverMs: 16, panFps: 50 };

declare global {
  /** How long each answer of the page to a moved pointer took, from its event until its frame was done. */
  var benchHovers: number[] | undefined;
}

export async function measure(context: BenchContext): Promise<BenchRow[]> {
  const workspace = path.join(context.scratch, 'lines');
  for (let run = 0; run < runs; run++) {
    const valueAt = (_: number, step: number): number =>
      Math.exp(-step / 700) + run * 0.004 + 0.1 * Math.sin(step * 0.9 + run * 7.3);
    writeScalarLog(path.join(workspace, `run${run}`), { tags: ['train/loss'], steps, valueAt });
  }
  return withHost(async (host) => {
    const workbench = await host.open({
      workspace,
      extension: { folder: context.extension },
      size: benchWindowSize,
      label: 'bench-lines',
    });
    await workbench.openContainer('Trackside');
    const frame = await openDashboard(workbench);
    await whenDrawn(frame, runs * steps);
    await frame.locator('.card').hover();
    await frame.getByRole('button', { name: 'Expand to full width' }).click();
    await frame.waitForTimeout(1000);
    await frame.evaluate(noteHovers);
    const hovers: number[] = [];
    const panned: FrameTimes[] = [];
    for (let round = 0; round < rounds; round++) {
      hovers.push(...(await hover(frame)));
      panned.push(await panCharts(frame));
    }
    await workbench.screenshot('panned.png');
    return [hoverRow(hovers), panRow(panned)];
  });
}

function hoverRow(hovers: readonly number[]): BenchRow {
  const p95 = percentile(hovers, 0.95);
  return {
    what: `${runs} runs on one chart: hover, from the pointer's move to the end of the page's work for it`,
    bar: `p95 ≤ ${bars.hoverMs} ms`,
    measured: `p95 ${p95.toFixed(1)} ms, median ${median(hovers).toFixed(1)} ms of ${hovers.length}`,
    beside: '',
    met: p95 <= bars.hoverMs,
  };
}

function panRow(panned: readonly FrameTimes[]): BenchRow {
  const fps = panned.map(({ gaps }) => framesPerSecond(gaps));
  const gaps = panned.flatMap((one) => [...one.gaps]);
  return {
    what: `${runs} runs on one chart: pan`,
    bar: `≥ ${bars.panFps} fps`,
    measured: `${median(fps).toFixed(0)} fps of ${spread(fps)}; frame p95 ${percentile(gaps, 0.95).toFixed(1)} ms`,
    beside: '',
    met: median(fps) >= bars.panFps,
  };
}

/** Moves the pointer over the chart, up and down as well as along. */
async function hover(frame: Frame): Promise<readonly number[]> {
  const page = frame.page();
  const box = await frame.locator('.chart').boundingBox();
  if (!box) throw new Error('the chart is not in sight');
  await frame.evaluate(() => void globalThis.benchHovers?.splice(0));
  await sampleFrames(frame, async () => {
    const start = Date.now();
    for (let move = 0; Date.now() - start < hoverMs; move++) {
      const [x, y] = [0.5 + 0.4 * Math.sin(move / 37), 0.5 + 0.3 * Math.sin(move / 11)];
      await page.mouse.move(box.x + box.width * x, box.y + box.height * y);
      await page.waitForTimeout(16);
    }
  });
  return frame.evaluate(() => globalThis.benchHovers ?? []);
}

/**
 * Runs in the page: the pointer's event comes first of all that a frame does for it; a message that is sent while the
 * frame is made arrives when its work is done.
 */
function noteHovers(): void {
  const hovers: number[] = [];
  globalThis.benchHovers = hovers;
  const channel = new MessageChannel();
  channel.port1.onmessage = ({ data }: MessageEvent<number>) => {
    hovers.push(performance.now() - data);
  };
  let isAwaited = false;
  document.addEventListener(
    'pointermove',
    () => {
      if (isAwaited) return;
      isAwaited = true;
      const began = performance.now();
      requestAnimationFrame(() => {
        isAwaited = false;
        channel.port2.postMessage(began);
      });
    },
    { capture: true },
  );
}
