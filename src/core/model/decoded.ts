// What a decoder hands over: scalar points in record order as columns, and the facts between them.
import type { ProblemKind, SeriesKind } from '../../shared/vocabulary';

/** A tag as one file writes it. Grows while the file is read; never shrinks; `index` is its place in the list. */
export interface DecodedTag {
  readonly index: number;
  readonly tag: string;
  readonly kind: SeriesKind;
  /** How many values of a kind without columns (images, histograms …) were seen; 0 for scalars. */
  values: number;
  displayName: string | null;
  description: string | null;
}

/**
 * Scalar points in the order of their records. All columns have `count` valid entries. The block has a fixed
 * capacity and is shared by all decoders of a thread: a consumer takes what it needs from it before it calls
 * `decode` of any decoder again, and never keeps it across an `await`.
 */
export interface PointBlock {
  count: number;
  /** Index into the decoder's tag list. */
  readonly tags: Uint32Array;
  readonly steps: Float64Array;
  /** Seconds since the Unix epoch; NaN where the file has none. */
  readonly wallTimes: Float64Array;
  readonly values: Float64Array;
}

/** Something that happened between two points. `at` is the number of points of the block before it. */
export type DecodedMark =
  /** The process announced a new start and that steps from `step` on will come again. */
  | {
      readonly kind: 'start';
      readonly at: number;
      readonly step: number;
      readonly wallTime: number;
    }
  /** The process announced its end. */
  | { readonly kind: 'end'; readonly at: number; readonly wallTime: number };

/** A problem as the decoder sees it: without the file, which the caller knows. */
export interface DecodedProblem {
  readonly kind: ProblemKind;
  readonly offset: number;
  readonly bytes: number;
  readonly detail: string | null;
}

/**
 * One answer. The caller takes points, marks and problems, moves on by `consumed + skip` and asks again as long as
 * that was more than 0 and bytes are left; then it reads on (at least `wants` bytes) or, at the end, waits for growth.
 */
export interface Decoded {
  /** Bytes from the start of the given buffer that are done with. */
  readonly consumed: number;
  /**
   * What the decoder needs before it can go on, counted from `consumed`: at least this many bytes in the buffer.
   * 0 when it can go on with what it has (the block was full) and when, at the end, it waits for the file to grow.
   */
  readonly wants: number;
  /**
   * Bytes after `consumed` that need not be read at all (a large blob, a hole already searched): the next call
   * continues behind them. May reach beyond the buffer, and beyond the end of the file (the caller then waits until
   * the file is longer). `Infinity` when nothing more of this file is wanted, whatever it becomes.
   */
  readonly skip: number;
  readonly points: PointBlock;
  readonly marks: readonly DecodedMark[];
  readonly problems: readonly DecodedProblem[];
}

/**
 * Reads one growing file. Fed with consecutive bytes; keeps its place between calls. Never throws on any input.
 * `decode` handles as many complete records as the buffer (or the point block) holds. Any chunking of the
 * same bytes gives the same points, marks and problems in the same order.
 *
 * Bytes that were not consumed when `atEnd` was true are read anew once the file changed, never kept: the end of a
 * growing file may be written over (pages arrive late on network disks).
 */
export interface LogDecoder {
  readonly tags: readonly DecodedTag[];
  /**
   * What is wrong at the end of the bytes seen so far and may heal when the file grows or is written over:
   * an incomplete record, zeros, or garbage that nothing good follows yet. Null when the end is clean.
   */
  readonly tail: DecodedProblem | null;
  /**
   * Where reading must start again once the file changed: the start of an incomplete or doubtful record, of a hole or
   * of garbage that was searched and may since have been filled. The caller then calls `decode` with that offset; what
   * was searched before and is still bad is answered with `skip`. Null: go on where reading stopped.
   */
  readonly rereadFrom: number | null;
  /**
   * @param bytes the buffer; valid in [start, end)
   * @param offset place of `bytes[start]` in the file
   * @param atEnd true when the file has no more bytes than these for now
   */
  decode(bytes: Uint8Array, start: number, end: number, offset: number, atEnd: boolean): Decoded;
}

/** One line of the registry. */
export interface LogFormat {
  /** Short stable name, shown as the source's format. */
  readonly id: string;
  /** Whether a file of this name (without directory) may be of this format. */
  matches(fileName: string): boolean;
  createDecoder(): LogDecoder;
}
