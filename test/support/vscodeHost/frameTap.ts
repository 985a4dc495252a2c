// Listens in a dashboard to the curves that the extension sends it, as numbers.
import type { Frame } from 'playwright-core';

/** A curve as the page got it: y in single precision. */
export interface Curve {
  readonly x: readonly number[];
  readonly y: readonly number[];
}

interface SentPiece {
  readonly role: string;
  readonly exact: boolean;
  readonly count: number;
  readonly xOffset: number;
  readonly yOffset: number;
}

interface SentFrame {
  readonly buffer: ArrayBuffer;
  readonly series: readonly { readonly pieces: readonly SentPiece[] }[];
}

declare global {
  /** The complete, unsmoothed curves that came since the tap was set, in order. */
  var tracksideTap: Curve[] | undefined;
}

/** Begins to keep the curves. */
export async function tapFrames(frame: Frame): Promise<void> {
  await frame.evaluate(() => {
    const kept: Curve[] = (globalThis.tracksideTap = []);
    window.addEventListener('message', ({ data }: MessageEvent<{ body?: Partial<SentFrame> }>) => {
      const { buffer, series } = data.body ?? {};
      if (!(buffer instanceof ArrayBuffer) || !series) return;
      for (const { role, exact, count, xOffset, yOffset } of series.flatMap((one) => one.pieces)) {
        if (role !== 'line' || !exact) continue;
        const x = [...new Float64Array(buffer, xOffset, count)];
        kept.push({ x, y: [...new Float32Array(buffer, yOffset, count)] });
      }
    });
  });
}

/** What came since {@link tapFrames}. */
export function tappedCurves(frame: Frame): Promise<readonly Curve[]> {
  return frame.evaluate(() => globalThis.tracksideTap ?? []);
}
