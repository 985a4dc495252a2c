// What a decoder hands over: points in record order as columns, where the contents of items lie, the facts between them.
import type { Content } from '../../shared/content';
import type { ProblemKind, SeriesKind } from '../../shared/vocabulary';
import type { DecodedFact } from './facts';

/** A tag as one file writes it. Grows while the file is read; never shrinks; `index` is its place in the list. */
export interface DecodedTag {
  readonly index: number;
  readonly tag: string;
  readonly kind: SeriesKind;
  /** True where the file does not say what its values are; another file of the run may. Their kind is then `tensor`. */
  readonly isBare: boolean;
  /** What the log says once about all values of the tag, in the format's own terms; null where nothing. */
  metadata: Uint8Array | null;
  displayName: string | null;
  description: string | null;
}

/**
 * Where the contents of items (histograms, images, texts … all kinds but scalars) lie in the file. Items are numbered
 * over the whole file from 0; entry i of the table is the item of number `first + i`. Shared like the point block.
 */
export interface ItemBlock {
  /** Number of the first item of this block. */
  first: number;
  count: number;
  /** Bytes `[offsets[i], offsets[i] + lengths[i])` of the file; they stay there, and are read when looked at. */
  readonly offsets: Float64Array;
  readonly lengths: Float64Array;
  /** What these bytes are, as the format numbers it. */
  readonly forms: Uint8Array;
}

/**
 * Points in the order of their records. The value of a point of any kind but `scalar` is the number of its item. All columns have `count` valid entries. The block has a fixed
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

/**
 * All points of one tag of a block, for good: whoever takes them may keep the arrays, whose room behind `count` is free.
 * Steps do not decrease, and wall times are seconds since the Unix epoch that do not decrease over the whole block.
 */
export interface TagColumns {
  /** Index into the decoder's tag list. */
  readonly tag: number;
  readonly count: number;
  readonly steps: Float64Array;
  readonly wallTimes: Float64Array;
  /** float32 where that loses nothing. */
  readonly values: Float32Array | Float64Array;
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
  /** The process announced its end, with its exit code, or with what the log says of it, where the format has that. */
  | {
      readonly kind: 'end';
      readonly at: number;
      readonly wallTime: number;
      readonly exitCode: number | null;
      readonly said?: EndWord;
    };

/** How a run ended, and the word that its tracker has for that. */
export interface EndWord {
  readonly word: string;
  readonly state: 'finished' | 'failed' | 'stopped';
}

/** A problem as the decoder sees it: without the file, which the caller knows. */
export interface DecodedProblem {
  readonly kind: ProblemKind;
  readonly offset: number;
  readonly bytes: number;
  readonly detail: string | null;
}

/**
 * One answer. The caller takes points, marks and problems, moves on by `consumed + skip` and asks again as long as
 * that was not 0 and bytes are left; then it reads on (at least `wants` bytes) or, at the end, waits for growth.
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
   * continues behind them. Negative: so many bytes before `consumed` are wanted again (damage that a record passed over
   * unread may hide). May reach beyond the buffer, and beyond the end of the file (the caller then calls `decode`
   * without bytes at that end, and waits until the file is longer). `Infinity` when nothing more of this file is
   * wanted, whatever it becomes.
   */
  readonly skip: number;
  readonly points: PointBlock;
  /** All of the points once more, in the order in which their tags first come; absent or empty where nobody sorted them. */
  readonly columns?: readonly TagColumns[];
  readonly items: ItemBlock;
  readonly marks: readonly DecodedMark[];
  readonly problems: readonly DecodedProblem[];
  /** Absent where the format tells none. */
  readonly facts?: readonly DecodedFact[];
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
  /** False while the file does not look like a log of its format, or no more. Absent where its name alone decides. */
  readonly isLog?: boolean;
  /**
   * All that another decoder must know to go on, as a value that can be sent to another thread. Absent where a format
   * has no such thing; null in the middle of a record of which something was told already.
   */
  handOver?(): HandOver | null;
  /** A record that reaches beyond this place in the file is not begun. */
  mayBeginBefore?: number;
}

/** What one decoder leaves to the next. */
export interface HandOver {
  /** The decoder's list; the next one goes on with these objects. */
  readonly tags: readonly DecodedTag[];
  /** Where in the file the next one must begin; null: where this one stands. */
  readonly offset: number | null;
  /** For the format alone. */
  readonly rest: unknown;
}

/** An item as it was found in its file, for the format that found it to read. */
export interface StoredItem {
  readonly kind: Exclude<SeriesKind, 'scalar'>;
  readonly tag: string;
  readonly form: number;
  readonly bytes: Uint8Array;
  /** Where in the file they begin. */
  readonly offset: number;
  /** What the log said once about the tag. */
  readonly metadata: Uint8Array | null;
  /** What is in the files that `LogFormat.filesOf` named, in their order; absent where it named none. */
  readonly files?: readonly Uint8Array[];
}

/** Files that hold what an item is about. */
export interface ItemFiles {
  /** The folder beside the log that they must lie in, however links lead. */
  readonly folder: string;
  /** Relative to `folder`, with `/`. */
  readonly paths: readonly string[];
}

/**
 * When the checksum of a record's data is looked at, where the format has any: for every record, or only where
 * something speaks against the record. The last record of a file, which may be half written, is always checked.
 */
export type DataChecks = 'always' | 'onDamage';

/** One line of the registry. */
export interface LogFormat {
  /** Short stable name, shown as the source's format. */
  readonly id: string;
  /** Whether a file of this name (without directory) may be of this format. */
  matches(fileName: string): boolean;
  /** True where writers write a file anew as a whole when it grows: that is no problem then. */
  readonly rewritten?: true;
  /** True where every writer that ends by itself says so in the log, also when it fails. */
  readonly alwaysSaysEnd?: true;
  /** How long writers may keep data to themselves, in milliseconds. Absent: as TensorFlow's and PyTorch's, two minutes. */
  readonly heldBackMs?: number;
  /**
   * Where files of several formats in a run have the same tag, that of the lowest number is taken: it says most of it.
   * Absent: 0.
   */
  readonly rank?: number;
  /** The format to take instead where somebody wants lines read as well that only may be those of a log. */
  readonly loose?: LogFormat;
  /**
   * Where records are found from the beginning of any block of so many bytes: a decoder that goes on at one, with what
   * another one left elsewhere, tells the rest of a record there as damage and reads what follows. Absent: nowhere.
   */
  readonly blockBytes?: number;
  /**
   * @param checks `always` unless something else is said
   * @param from what another decoder of the same file left
   * @param file its name relative to the run's directory, where that tells something of its content
   */
  createDecoder(checks?: DataChecks, from?: HandOver, file?: string): LogDecoder;
  /**
   * Bytes behind an item of this form and length that belong to it as well, as far as they are written by now. Absent
   * where there are none.
   */
  bytesBehind?(form: number, length: number): number;
  /**
   * The files that `readContent` needs of an item beside its bytes; absent where the log holds all there is.
   * Throws an error that says what is wrong with the bytes.
   */
  filesOf?(item: StoredItem): ItemFiles | null;
  /** The content of an item. Throws an error that says what is wrong with the bytes. */
  readContent(item: StoredItem): Content;
}
