// Reads a console file, or of a large one its two ends, as text. What a run died of stands in its last lines.
import { open, type FileHandle } from 'node:fs/promises';

export interface ConsoleEnds {
  /** Takes a piece of text; pieces may end within a line. */
  readonly push: (text: string) => void;
  /** Something was left out here. */
  readonly skip: () => void;
}

export interface ConsoleWindow {
  /** The whole file up to this size. */
  readonly wholeBytes: number;
  readonly headBytes: number;
  readonly tailBytes: number;
}

export const consoleWindow: ConsoleWindow = {
  wholeBytes: 32 << 20,
  headBytes: 1 << 20,
  tailBytes: 16 << 20,
};

const pieceBytes = 1 << 20;

/** @returns whether all of it was read. Rejects with the system's error where it cannot be read. */
export async function readConsoleEnds(
  file: string,
  { push, skip }: ConsoleEnds,
  window: ConsoleWindow = consoleWindow,
): Promise<boolean> {
  const handle = await open(file, 'r');
  try {
    const { size } = await handle.stat();
    const encoding = await encodingOf(handle);
    const isWhole = size <= window.wholeBytes;
    if (isWhole) {
      await readStretch(handle, 0, size, encoding, push);
      return true;
    }
    await readStretch(handle, 0, window.headBytes, encoding, push);
    skip();
    // Two bytes a character: the tail starts at an even place.
    const start = (size - window.tailBytes) & ~1;
    await readStretch(handle, Math.max(start, window.headBytes), size, encoding, push);
    return false;
  } finally {
    await handle.close();
  }
}

/** PowerShell redirects to UTF-16. */
async function encodingOf(handle: FileHandle): Promise<'utf-8' | 'utf-16le' | 'utf-16be'> {
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(2), 0, 2, 0);
  if (bytesRead < 2) return 'utf-8';
  if (buffer[0] === 0xff && buffer[1] === 0xfe) return 'utf-16le';
  return buffer[0] === 0xfe && buffer[1] === 0xff ? 'utf-16be' : 'utf-8';
}

async function readStretch(
  handle: FileHandle,
  start: number,
  end: number,
  encoding: string,
  push: (text: string) => void,
): Promise<void> {
  const decoder = new TextDecoder(encoding);
  const buffer = Buffer.alloc(Math.min(pieceBytes, Math.max(1, end - start)));
  for (let at = start; at < end;) {
    const length = Math.min(buffer.length, end - at);
    const { bytesRead } = await handle.read(buffer, 0, length, at);
    if (bytesRead === 0) break;
    push(decoder.decode(buffer.subarray(0, bytesRead), { stream: true }));
    at += bytesRead;
  }
  push(decoder.decode());
}
