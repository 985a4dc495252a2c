// Output and errors of a program as one text: where one follows the other on an open line, the line is ended.
import type { Printed } from '../../model/facts';

const newline = 0x0a;
const carriageReturn = 0x0d;
const nothing = new Uint8Array(0);
const lineEnd = Uint8Array.of(newline);

export class StreamJoiner {
  #stream: Printed['stream'] | null = null;
  #isOpen = false;

  /** What is to stand before a piece that follows those before it. */
  breakBefore({ bytes, stream }: Printed): Uint8Array {
    const isSwitch = this.#isOpen && stream !== this.#stream;
    const last = bytes.at(-1);
    if (last === undefined) return nothing;
    this.#stream = stream;
    this.#isOpen = last !== newline && last !== carriageReturn;
    // A bar that is cleared before somebody else prints leaves nothing to end.
    return isSwitch && bytes[0] !== newline && bytes[0] !== carriageReturn ? lineEnd : nothing;
  }
}
