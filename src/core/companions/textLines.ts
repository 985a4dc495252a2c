// The lines of a text file one after the other, without holding more than a piece of it.
import type { FileHandle } from 'node:fs/promises';

const pieceBytes = 1 << 20;
/** A longer line is no line of a table. */
const longestLineBytes = 16 << 20;

/**
 * Lines without their ends; the last one also when nothing ends it. Ends early at a line that is too long.
 * @param mostBytes how far to read
 */
export async function* readLines(
  handle: FileHandle,
  mostBytes: number,
): AsyncGenerator<string, void> {
  const piece = Buffer.alloc(pieceBytes);
  let rest: Buffer = Buffer.alloc(0);
  for (let at = 0; at < mostBytes;) {
    const wanted = Math.min(pieceBytes, mostBytes - at);
    const { bytesRead } = await handle.read(piece, 0, wanted, at);
    if (bytesRead === 0) break;
    at += bytesRead;
    const bytes = Buffer.concat([rest, piece.subarray(0, bytesRead)]);
    let from = 0;
    for (let end = bytes.indexOf(10); end >= 0; end = bytes.indexOf(10, from)) {
      yield decode(bytes.subarray(from, end));
      from = end + 1;
    }
    rest = bytes.subarray(from);
    if (rest.length > longestLineBytes) return;
  }
  if (rest.length > 0) yield decode(rest);
}

function decode(line: Buffer): string {
  return line.toString('utf8', 0, line.at(-1) === 13 ? line.length - 1 : line.length);
}
