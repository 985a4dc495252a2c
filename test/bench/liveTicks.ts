// Appends one step to every run of a dashboard at once, again and again: how soon all charts in sight show it, and how
// long the page's frames are meanwhile.
import type { Frame } from 'playwright-core';
import { median, percentile, type BenchRow } from './row';
import { sampleFrames } from './frameTimes';
import type { ScalarWriter } from './scalarLog';

export interface Tick {
  /** From the last append to the drawing of the last chart in sight. */
  readonly delayMs: number;
  readonly gaps: readonly number[];
}

const ticks = 12;
const firstStep = 2_000;
const pauseMs = 1_500;
const bars = { delayMs: 250, frameMs: 50 };

declare global {
  /** By chart in sight: how many points it showed after each drawing, and when. */
  var benchTicks: { readonly at: number; readonly points: number }[][] | undefined;
}

/** @param addStep writes one step of one run, which has had `firstStep` of them */
export async function ticksOf(
  frame: Frame,
  writers: readonly ScalarWriter[],
  addStep: (writer: ScalarWriter, run: number, step: number) => void,
): Promise<Tick[]> {
  await frame.evaluate(noteCharts);
  const measured: Tick[] = [];
  for (let tick = 0; tick < ticks; tick++) {
    const step = firstStep + tick;
    let written = 0;
    const { gaps } = await sampleFrames(frame, async () => {
      for (const [run, writer] of writers.entries()) {
        addStep(writer, run, step);
        writer.flush();
      }
      written = Date.now();
      await frame.waitForTimeout(pauseMs);
    });
    const points = writers.length * (step + 1);
    const drawn = await frame.evaluate(drawnAt, points);
    measured.push({ delayMs: drawn - written, gaps });
  }
  return measured;
}

export function tickRows(measured: readonly Tick[]): BenchRow[] {
  const delays = measured.map(({ delayMs }) => delayMs);
  const gaps = measured.flatMap((tick) => [...tick.gaps]);
  const [delay, worst] = [median(delays), Math.max(...gaps)];
  return [
    {
      what: 'every one of 5,000 series grows: all charts in sight show it',
      bar: `≤ ${bars.delayMs} ms`,
      measured: `median ${delay.toFixed(0)} ms, p95 ${percentile(delays, 0.95).toFixed(0)} ms of ${delays.length}`,
      beside: '',
      met: delay <= bars.delayMs,
    },
    {
      what: 'the same: longest frame of the page',
      bar: `≤ ${bars.frameMs} ms`,
      measured: `${worst.toFixed(0)} ms; p99 ${percentile(gaps, 0.99).toFixed(0)} ms`,
      beside: '',
      met: worst <= bars.frameMs,
    },
  ];
}

/** Runs in the page: remembers each drawing of the charts that are wholly in sight. */
function noteCharts(): void {
  const charts = [...document.querySelectorAll<HTMLElement>('.chart[data-drawn]')].filter(
    (chart) => {
      const { top, bottom } = chart.getBoundingClientRect();
      return top >= 0 && bottom <= innerHeight;
    },
  );
  if (charts.length === 0) throw new Error('no chart is in sight');
  globalThis.benchTicks = charts.map((chart) => {
    const drawings: { at: number; points: number }[] = [];
    const channel = new MessageChannel();
    channel.port1.onmessage = ({ data }: MessageEvent<number>) => {
      drawings.push({ at: Date.now(), points: data });
    };
    new MutationObserver(() => channel.port2.postMessage(Number(chart.dataset['points']))).observe(
      chart,
      { attributes: true, attributeFilter: ['data-drawn'] },
    );
    return drawings;
  });
}

/** Runs in the page: when the last chart had been drawn with so many points; infinite when one was not. */
function drawnAt(points: number): number {
  const firsts = (globalThis.benchTicks ?? []).map(
    (drawings) => drawings.find((drawing) => drawing.points >= points)?.at ?? Infinity,
  );
  return Math.max(...firsts);
}
