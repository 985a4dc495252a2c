// What a format makes of the records of a file, whose chunks the decoder puts together for it.
import type { DecodedMark } from '../../model/decoded';
import type { DecodedFact } from '../../model/facts';
import type { Stretch } from '../stretch';
import type { FileSeries } from './fileSeries';

/** Where a record lies in its file, all its chunks from the first one's header to the end of the last one. */
export interface RecordPlace {
  readonly offset: number;
  readonly length: number;
}

/** What is told beside points. */
export interface Told {
  readonly marks: DecodedMark[];
  readonly facts: DecodedFact[];
}

/** `short`: it takes more bytes to say whether the next record is plain. */
export type PlainVerdict = 'other' | 'short' | 'full';

export interface RecordContent {
  readonly series: FileSeries;
  /** All that another one must know to go on, as a value that can be sent to another thread. */
  readonly state: unknown;
  restore(state: unknown): void;
  /**
   * Reads what it can in a faster way, from the stretch's place on, and moves it behind that; says why not further.
   * Absent where there is none.
   */
  readPlain?(stretch: Stretch): PlainVerdict;
  /** Reads the record in bytes[start, end); throws where it is malformed. Its points are added all or not at all. */
  read(bytes: Uint8Array, start: number, end: number, place: RecordPlace, told: Told): void;
  /** Adds facts that wait for the end of an answer. */
  finish?(facts: DecodedFact[]): void;
}
