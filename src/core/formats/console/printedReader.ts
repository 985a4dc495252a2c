// Reads what a program printed piece by piece, as trackers keep it in their logs: as if it were a console file.
import type { Decoded, DecodedTag, LogDecoder, LogFormat } from '../../model/decoded';
import type { Printed } from '../../model/facts';
import { StreamJoiner } from './streamJoiner';

export class PrintedReader {
  readonly #joiner = new StreamJoiner();
  readonly #decoder: LogDecoder;
  /** The line that has no end yet. */
  #rest: Uint8Array = new Uint8Array(0);
  #offset = 0;

  /** @param format that of console files */
  constructor(format: LogFormat) {
    this.#decoder = format.createDecoder();
  }

  /** Grows while it reads. */
  get tags(): readonly DecodedTag[] {
    return this.#decoder.tags;
  }

  /** @param take what the lines that end in this piece tell; valid until it returns */
  read(printed: Printed, take: (decoded: Decoded) => void): void {
    const between = this.#joiner.breakBefore(printed);
    const bytes = new Uint8Array(this.#rest.length + between.length + printed.bytes.length);
    bytes.set(this.#rest);
    bytes.set(between, this.#rest.length);
    bytes.set(printed.bytes, this.#rest.length + between.length);
    let at = 0;
    for (let isDone = false; !isDone;) {
      const decoded = this.#decoder.decode(bytes, at, bytes.length, this.#offset + at, false);
      const { count, wallTimes } = decoded.points;
      for (let point = 0; point < count; point++) {
        // What the program itself says of the time comes first.
        if (Number.isNaN(wallTimes[point])) wallTimes[point] = printed.wallTime;
      }
      if (count + (decoded.facts?.length ?? 0) > 0) take(decoded);
      at += decoded.consumed;
      isDone = decoded.consumed === 0;
      if (decoded.skip > 0) at = bytes.length;
    }
    this.#rest = bytes.slice(at);
    this.#offset += at;
  }
}
