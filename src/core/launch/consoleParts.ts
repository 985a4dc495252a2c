// How the console log of a launch is cut into parts, and which of them go. Pure; the files are written elsewhere.

/** The first part has the plain name; each further one a higher number. No part is ever renamed, so that readers can follow. */
export function partName(part: number): string {
  return part === 0 ? 'console.log' : `console.${part}.log`;
}

/** The side file that says when each stretch of a part was printed. */
export function timesName(part: number): string {
  return part === 0 ? 'console.times' : `console.${part}.times`;
}

/** The numbers of the parts among the files of a folder, from the oldest. */
export function partsAmong(names: readonly string[]): readonly number[] {
  return names
    .flatMap((name) => {
      const found = /^console(?:\.([1-9]\d{0,8}))?\.log$/.exec(name);
      return found ? [Number(found[1] ?? 0)] : [];
    })
    .sort((a, b) => a - b);
}

/** Which part goes when `next` begins: the first, which says how everything began, and the newest are kept. */
export function partToRemove(next: number, keptParts: number): number | null {
  const oldest = next - Math.max(1, keptParts);
  return oldest > 0 ? oldest : null;
}

/**
 * How many of the bytes still belong to a part, whose next one begins after the end of a line, also of one that is drawn
 * over by the next. All of them where nothing ends here and there is still room.
 * @param room bytes until the part is full, below 0 where it is over-full
 */
export function bytesBeforeCut(bytes: Uint8Array, room: number): number {
  if (bytes.length <= room) return bytes.length;
  const newline = 0x0a;
  const carriageReturn = 0x0d;
  for (let at = Math.max(0, room); at < bytes.length; at++) {
    if (bytes[at] === newline) return at + 1;
    if (bytes[at] === carriageReturn && bytes[at + 1] !== newline) return at + 1;
  }
  return bytes.length;
}

/** What begins or is a message of an error: tracebacks, exceptions, what systems and GPUs say when something dies. */
const errorLine =
  /^Traceback \(most recent call last\):|^(?:\w+\.)*\w*(?:Error|Exception|Interrupt)\b|CUDA (?:error|out of memory)|out of memory|Segmentation fault|core dumped|^Killed\b|^Fatal |\bFATAL\b|NCCL (?:error|WARN)/m;
const linesBefore = 20;
const linesAfter = 80;

/** The last error in a text with the lines around it; null where it has none. */
export function lastError(text: string): string | null {
  const lines = text.split(/\r?\n/);
  const last = lines.findLastIndex((line) => errorLine.test(line));
  if (last < 0) return null;
  return lines.slice(Math.max(0, last - linesBefore), last + linesAfter).join('\n');
}

/** One stretch of output: where it begins in its part, when it came, from which stream. */
export interface Stretch {
  readonly offset: number;
  readonly atMs: number;
  readonly stream: 'out' | 'err';
}

export function printStretch({ offset, atMs, stream }: Stretch): string {
  return `${offset} ${atMs} ${stream}\n`;
}

/** The stretches of a side file; a last line that is not whole yet is left out. */
export function parseStretches(text: string): readonly Stretch[] {
  return [...text.matchAll(/^(\d+) (\d+) (out|err)\n/gm)].map(([, offset, atMs, stream]) => ({
    offset: Number(offset),
    atMs: Number(atMs),
    stream: stream as Stretch['stream'],
  }));
}
