// Reads stretches of a file in the order of their places: large reads, the next one under way while one is looked at.
import type { FileSource } from './byteSource';

export interface Stretch {
  readonly start: number;
  readonly length: number;
}

const chunkBytes = 4 * 1024 * 1024;

/** Gaps up to here are read over. */
const widestGap = 256 * 1024;

export interface ReadControl {
  readonly signal?: AbortSignal | undefined;
  /** Bytes that were looked at since the last call. */
  readonly onBytes?: (count: number) => void;
}

/**
 * Calls `take` with every piece of every stretch, in order. Stretches may touch and overlap; pieces of one are cut at
 * multiples of 16 from its start, so that no element is torn apart. The bytes are only good during the call.
 */
export async function readStretches<T extends Stretch>(
  source: FileSource,
  stretches: readonly T[],
  take: (stretch: T, bytes: Uint8Array, at: number) => void,
  { signal, onBytes }: ReadControl,
): Promise<void> {
  const windows = [...windowsOf(stretches)];
  const buffers = [Buffer.allocUnsafeSlow(chunkBytes), Buffer.allocUnsafeSlow(chunkBytes)] as const;
  const read = (number: number): Promise<Uint8Array> | null => {
    const window = windows[number];
    if (!window) return null;
    return source.readInto(buffers[number % 2]!.subarray(0, window.length), window.start);
  };
  let pending = read(0);
  for (let number = 0; pending; number++) {
    signal?.throwIfAborted();
    const bytes = await pending;
    pending = read(number + 1);
    try {
      const { start, parts } = windows[number]!;
      for (const { stretch, from, to } of parts) {
        const piece = bytes.subarray(from - start, to - start);
        take(stretch, piece, from - stretch.start);
        onBytes?.(piece.length);
      }
    } catch (error) {
      await pending?.catch(() => undefined);
      throw error;
    }
  }
}

interface Part<T> {
  readonly stretch: T;
  readonly from: number;
  readonly to: number;
}

interface Window<T> {
  readonly start: number;
  readonly length: number;
  readonly parts: readonly Part<T>[];
}

/** What is read at a time, with the pieces of stretches that lie in it. */
function* windowsOf<T extends Stretch>(stretches: readonly T[]): Generator<Window<T>> {
  const sorted = stretches
    .filter(({ length }) => length > 0)
    .sort((a, b) => a.start - b.start || a.length - b.length);
  let parts: Part<T>[] = [];
  let start = 0;
  let end = 0;
  const flush = function* (): Generator<Window<T>> {
    if (parts.length > 0) yield { start, length: end - start, parts };
    parts = [];
  };
  for (const stretch of sorted) {
    const stop = stretch.start + stretch.length;
    for (let from = stretch.start; from < stop;) {
      const isNear = from >= start && from <= end + widestGap && from - start < chunkBytes - 16;
      if (parts.length === 0 || !isNear) {
        yield* flush();
        start = from;
        end = from;
      }
      const room = start + chunkBytes - from;
      const whole = stop - from <= room ? stop - from : room - (room % 16);
      parts.push({ stretch, from, to: from + whole });
      end = Math.max(end, from + whole);
      from += whole;
    }
  }
  yield* flush();
}
