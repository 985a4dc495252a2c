// An event file that is damaged edit by edit, and what of it must survive: every record that no edit touched.
import { joinBytes, record } from './eventFiles';
import type { seededNumbers } from './seededNumbers';

/** A record of the file as it is now. */
interface Frame {
  readonly number: number;
  readonly start: number;
  readonly end: number;
}

/** A stretch that an edit touched, with what is left of the records it broke. */
export interface Scar {
  readonly start: number;
  readonly end: number;
  /** Whether a reader cannot see it: whole records went, or the bytes are skipped unread. */
  readonly silent: boolean;
}

/** Bytes of records from this length on are skipped, so nobody sees what happens to them. */
const unreadBytes = 64 * 1024;

/** Whether a record stands at `start` that checks: two halves of records of the same length may make one. */
export function isWholeRecord(bytes: Uint8Array, start: number): boolean {
  const length = new DataView(bytes.buffer, bytes.byteOffset).getUint32(start, true);
  const data = bytes.subarray(start + 12, start + 12 + length);
  const framed = record(data);
  return framed.every((byte, index) => byte === bytes[start + index]);
}

/** The records of an intact file, by its length fields. */
export function framesOf(bytes: Uint8Array): Frame[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const frames: Frame[] = [];
  for (let start = 0; start < bytes.length;) {
    const end = start + 16 + view.getUint32(start, true);
    frames.push({ number: frames.length, start, end });
    start = end;
  }
  return frames;
}

export class DamagedFile {
  readonly bytes: Uint8Array;
  /** The records that nothing happened to, where they are now. */
  readonly frames: readonly Frame[];
  readonly scars: readonly Scar[];
  /** What was done, for messages. */
  readonly story: string;
  readonly edits: number;

  private constructor(
    bytes: Uint8Array,
    frames: readonly Frame[],
    scars: readonly Scar[],
    story: string,
    edits: number,
  ) {
    this.bytes = bytes;
    this.frames = frames;
    this.scars = scars;
    this.story = story;
    this.edits = edits;
  }

  static intact(bytes: Uint8Array): DamagedFile {
    return new DamagedFile(bytes, framesOf(bytes), [], 'intact', 0);
  }

  /** Writes over the bytes from `at` on; where they were the same before, nothing happened. */
  overwrite(at: number, put: Uint8Array, story: string): DamagedFile {
    const differs = (byte: number, index: number): boolean => byte !== this.bytes[at + index];
    const from = put.findIndex(differs);
    const to = put.findLastIndex(differs) + 1;
    return from < 0 ? this : this.replace(at + from, to - from, put.subarray(from, to), story);
  }

  /** Puts `put` in the place of `removed` bytes at `at`. */
  replace(at: number, removed: number, put: Uint8Array, story: string): DamagedFile {
    const end = at + removed;
    const grown = put.length - removed;
    const bytes = joinBytes(this.bytes.subarray(0, at), put, this.bytes.subarray(end));
    const isHit = ({ start, end: frameEnd }: Frame): boolean => start < end && frameEnd > at;
    const isSplit = ({ start, end: frameEnd }: Frame): boolean => start < at && frameEnd > at;
    const hit = this.frames.filter((frame) => isHit(frame) || isSplit(frame));
    const move = (place: number): number =>
      place <= at ? place : Math.max(at, place >= end ? place + grown : at + put.length);
    const kept = this.frames
      .filter((frame) => !hit.includes(frame))
      .map((frame) =>
        frame.start >= end
          ? { ...frame, start: frame.start + grown, end: frame.end + grown }
          : frame,
      );
    const left = hit.map(({ start, end: frameEnd }) => [start, move(frameEnd)] as const);
    const scar = {
      start: Math.min(at, ...left.map(([start]) => start)),
      end: Math.max(at + put.length, ...left.map(([, frameEnd]) => frameEnd)),
      silent:
        hit.some(({ start, end: frameEnd }) => frameEnd - start > unreadBytes) ||
        (put.length === 0 && hit.every((frame) => frame.start >= at && frame.end <= end)),
    };
    const scars = this.scars
      .filter((old) => old.start < at || old.end > end)
      .map((old) => ({ ...old, start: move(old.start), end: move(old.end) }));
    return new DamagedFile(
      bytes,
      kept,
      [...scars, scar],
      `${this.story}, ${story} at ${at}`,
      this.edits + 1,
    );
  }
}

type Numbers = ReturnType<typeof seededNumbers>;

/** One of the things that disks, networks and killed processes do to a file, at a random place. */
export function damage(
  file: DamagedFile,
  below: Numbers,
  others: readonly Uint8Array[],
): DamagedFile {
  const { length } = file.bytes;
  const at = below(length);
  const size = Math.min(length - at, 1 + below(2 ** (1 + below(10))));
  switch (below(6)) {
    case 0:
    case 1: {
      const byte = Uint8Array.of(file.bytes[at]! ^ (1 + below(255)));
      return file.overwrite(at, byte, 'a flip');
    }
    case 2:
      return file.overwrite(at, new Uint8Array(size), `a hole of ${size}`);
    case 3:
      return file.overwrite(at, garbage(size, below), `${size} overwritten`);
    case 4:
      return file.replace(at, size, new Uint8Array(0), `${size} cut out`);
    default: {
      const other = others[below(others.length)]!;
      const from = below(other.length);
      const piece = other.subarray(from, from + size);
      return file.replace(at, 0, piece, `${piece.length} from another file put in`);
    }
  }
}

function garbage(size: number, below: Numbers): Uint8Array {
  return Uint8Array.from({ length: size }, () => below(256));
}
