// Reads what a program printed from a tracker's log that keeps it.
import path from 'node:path';
import { StreamJoiner } from '../formats/console/streamJoiner';
import { formatOf } from '../formats/registry';
import { ReadBuffer } from '../ingest/readBuffer';
import { FileTail } from '../ingest/tail';

const sliceBytes = 1 << 20;

/** @param push takes pieces of text, which may end within a line */
export async function readPrinted(file: string, push: (text: string) => void): Promise<void> {
  const format = formatOf(path.basename(file));
  if (!format) return;
  let joiner = new StreamJoiner();
  let decoder = new TextDecoder();
  const tail = new FileTail(path.dirname(file), path.basename(file), format, {
    append: (_tags, { facts = [] }) => {
      for (const fact of facts) {
        if (fact.kind !== 'printed') continue;
        push(decoder.decode(joiner.breakBefore(fact), { stream: true }));
        push(decoder.decode(fact.bytes, { stream: true }));
      }
    },
    reset: () => {
      joiner = new StreamJoiner();
      decoder = new TextDecoder();
    },
  });
  const buffer = new ReadBuffer();
  while (await tail.read(buffer, sliceBytes));
}
