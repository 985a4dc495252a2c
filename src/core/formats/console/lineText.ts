// The text of a line as it stood on the terminal last.
import { textOf } from '../text';

/** Colours, cursor moves and titles (ECMA-48), and what else has no shape on a terminal. */
const unseen =
  /\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)?|[@-Z\\-_])|[\x00-\x08\x0b-\x1f\x7f\ufeff]/g;

export function lineText(bytes: Uint8Array, start: number, end: number): string {
  return textOf(bytes.subarray(start, end)).replace(unseen, '');
}

/** What is left of a line that was drawn over again and again. */
export function visibleText(line: string): string {
  const states = line.split('\r').map((state) => state.replace(unseen, ''));
  return states.findLast((state) => state.trim() !== '') ?? '';
}

/** Text of two bytes a character, as PowerShell redirects it. */
export type WideOrder = 'little' | 'big';

/** What the first bytes of a file say: undefined where they are too few to tell, null for text of single bytes. */
export function wideOrderOf(
  bytes: Uint8Array,
  start: number,
  end: number,
): WideOrder | null | undefined {
  const first = bytes[start];
  if (start === end || (end - start === 1 && (first === 0xff || first === 0xfe))) return undefined;
  if (first === 0xff && bytes[start + 1] === 0xfe) return 'little';
  return first === 0xfe && bytes[start + 1] === 0xff ? 'big' : null;
}

/** Half as many bytes: rules ask for ASCII alone, so every other character becomes a question mark. */
export function narrow(
  bytes: Uint8Array,
  start: number,
  end: number,
  order: WideOrder,
): Uint8Array {
  const narrowed = new Uint8Array((end - start) >> 1);
  const low = order === 'little' ? start : start + 1;
  const high = order === 'little' ? start + 1 : start;
  for (let at = 0; at < narrowed.length; at++) {
    const code = bytes[low + 2 * at]!;
    narrowed[at] = bytes[high + 2 * at] === 0 && code < 0x80 ? code : 0x3f;
  }
  return narrowed;
}
