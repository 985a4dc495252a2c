// Looks at the two ends of a large file: what a list of runs needs stands there, and all of it is read later or never.
import { open, type FileHandle } from 'node:fs/promises';
import type {
  Decoded,
  DecodedTag,
  EndWord,
  HandOver,
  LogDecoder,
  LogFormat,
} from '../model/decoded';
import { FactSheet } from '../model/factSheet';
import type { LastValue } from '../../shared/vocabulary';
import { diskPath } from './diskPath';
import { openFlags } from './fileLook';

/** What the ends of a file say. It is less than what all of it says, and never more. */
export interface Glance {
  readonly sheet: FactSheet;
  /** Seconds since the Unix epoch; null where none was found. */
  readonly firstWallTime: number | null;
  readonly lastWallTime: number | null;
  /** The highest that was found. */
  readonly lastStep: number | null;
  /** Set where the log ends with the end of the run. */
  readonly ended: {
    readonly wallTime: number;
    readonly exitCode: number | null;
    readonly said: EndWord | null;
  } | null;
  /** The newest values of the scalars at the end. */
  readonly lastValues: readonly LastValue[];
}

/** Smaller files are read as fast as they are glanced at. */
const leastBytes = 4 << 20;
const headBlocks = 2;
/** As many blocks of the end, until there is a point or an end in them. */
const tailBlocks = [2, 16, 128];

/** Whether a file of this format and size has ends that can be read alone. */
export function hasEnds({ blockBytes }: LogFormat, sizeBytes: number): boolean {
  return blockBytes !== undefined && sizeBytes >= leastBytes;
}

/** Null where the file has become too small. Rejects with the system error when it cannot be read. */
export async function readGlance(filePath: string, format: LogFormat): Promise<Glance | null> {
  const handle = await open(diskPath(filePath), openFlags);
  try {
    const { size } = await handle.stat();
    const { blockBytes } = format;
    return blockBytes !== undefined && hasEnds(format, size)
      ? await glanceAt(handle, format, size, blockBytes)
      : null;
  } finally {
    await handle.close();
  }
}

async function glanceAt(
  handle: FileHandle,
  format: LogFormat,
  size: number,
  blockBytes: number,
): Promise<Glance> {
  const seen = new Seen();
  const head = format.createDecoder('always');
  seen.takeAll(head, await readAt(handle, 0, headBlocks * blockBytes), 0, false);
  const rest = head.handOver?.();
  if (!rest) return seen.glance;
  for (const blocks of tailBlocks) {
    const start = (Math.ceil(size / blockBytes) - blocks) * blockBytes;
    if (start < headBlocks * blockBytes) break;
    const from: HandOver = { ...rest, tags: [...rest.tags], offset: start };
    const tail = format.createDecoder('always', from);
    const bytes = await readAt(handle, start, size - start);
    if (seen.takeAll(tail, bytes, start, true)) break;
  }
  return seen.glance;
}

async function readAt(handle: FileHandle, offset: number, count: number): Promise<Uint8Array> {
  const bytes = new Uint8Array(count);
  const { bytesRead } = await handle.read(bytes, 0, count, offset);
  return bytes.subarray(0, bytesRead);
}

/** Gathers what decoders give. */
class Seen {
  readonly #sheet = new FactSheet();
  readonly #last = new Map<string, LastValue>();
  #firstWallTime: number | null = null;
  #lastWallTime: number | null = null;
  #lastStep: number | null = null;
  #ended: Glance['ended'] = null;

  get glance(): Glance {
    return {
      sheet: this.#sheet,
      firstWallTime: this.#firstWallTime,
      lastWallTime: this.#lastWallTime,
      lastStep: this.#lastStep,
      ended: this.#ended,
      lastValues: [...this.#last.values()],
    };
  }

  /** Whether there was a scalar or an end in the bytes, which stand at `offset` of the file. */
  takeAll(decoder: LogDecoder, bytes: Uint8Array, offset: number, atEnd: boolean): boolean {
    let isAny = false;
    for (let at = 0; ;) {
      const decoded = decoder.decode(bytes, at, bytes.length, offset + at, atEnd);
      this.#sheet.apply(decoded.facts ?? []);
      if (decoded.points.count > 0 || decoded.marks.length > 0) {
        const lastStep = this.#takePoints(decoder.tags, decoded);
        isAny ||= lastStep !== null || decoded.marks.length > 0;
      }
      const moved = decoded.consumed + decoded.skip;
      if (moved <= 0 || at + moved > bytes.length) return isAny;
      at += moved;
    }
  }

  /** @returns the highest step of the scalars */
  #takePoints(tags: readonly DecodedTag[], { points, marks }: Decoded): number | null {
    const { count, steps, wallTimes, values } = points;
    let lastStep: number | null = null;
    for (let at = 0; at < count; at++) {
      const { tag, kind } = tags[points.tags[at]!]!;
      const [step, wallTime] = [steps[at]!, wallTimes[at]!];
      if (kind === 'scalar') this.#last.set(tag, { tag, step, value: values[at]! });
      if (kind === 'scalar') lastStep = Math.max(lastStep ?? -Infinity, step);
      if (Number.isNaN(wallTime)) continue;
      this.#firstWallTime ??= wallTime;
      this.#lastWallTime = Math.max(this.#lastWallTime ?? -Infinity, wallTime);
    }
    const mark = marks.at(-1);
    const ends = mark?.kind === 'end' && mark.at === count;
    const { wallTime = NaN, exitCode = null, said = null } = ends ? mark : {};
    this.#ended = ends ? { wallTime, exitCode, said } : null;
    if (lastStep !== null) this.#lastStep = Math.max(this.#lastStep ?? -Infinity, lastStep);
    return lastStep;
  }
}
