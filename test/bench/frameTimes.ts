// Frame times of a page, collected inside it while something moves.
import type { Frame, Page } from 'playwright-core';

declare global {
  /** Time stamps of the frames of the page since sampling began. */
  var benchFrames: { times: number[]; drawnBefore: number; running: boolean } | undefined;
}

export interface FrameTimes {
  /** Milliseconds between neighbouring frames. */
  readonly gaps: readonly number[];
  /** How many drawings of charts the page made meanwhile. */
  readonly drawn: number;
}

/** Collects the frames of `frame` while `act` runs. */
export async function sampleFrames(
  frame: Frame | Page,
  act: () => Promise<void>,
): Promise<FrameTimes> {
  await frame.evaluate(begin);
  await act();
  return frame.evaluate(end);
}

function begin(): void {
  const drawn = [...document.querySelectorAll<HTMLElement>('.chart[data-drawn]')];
  const frames = {
    times: [] as number[],
    drawnBefore: drawn.reduce((sum, chart) => sum + Number(chart.dataset['drawn']), 0),
    running: true,
  };
  globalThis.benchFrames = frames;
  const note = (time: number): void => {
    frames.times.push(time);
    if (frames.running) requestAnimationFrame(note);
  };
  requestAnimationFrame(note);
}

function end(): FrameTimes {
  const frames = globalThis.benchFrames;
  if (!frames) throw new Error('nothing was sampled');
  frames.running = false;
  const drawn = [...document.querySelectorAll<HTMLElement>('.chart[data-drawn]')]
    .map((chart) => Number(chart.dataset['drawn']))
    .reduce((sum, count) => sum + count, 0);
  const { times } = frames;
  return {
    gaps: times.slice(1).map((time, at) => time - times[at]!),
    drawn: drawn - frames.drawnBefore,
  };
}

/** Frames per second over all gaps. */
export function framesPerSecond(gaps: readonly number[]): number {
  return (1000 * gaps.length) / gaps.reduce((sum, gap) => sum + gap, 0);
}
