// The stretch of an event file that is being decoded, with a reader of its messages.
import { Reader } from 'protobufjs/minimal';
import { Stretch } from '../stretch';

export class Window extends Stretch {
  #reader: Reader | undefined;

  /** A reader that stands at `at` and cannot read beyond `end`. There is one per window. */
  readerTo(end: number): Reader {
    const reader = (this.#reader ??= new Reader(this.bytes));
    reader.pos = this.at;
    reader.len = end;
    return reader;
  }
}
