// SwanLab's run files: W&B's chunks with records of their own.
import type { LogFormat } from '../../model/decoded';
import { blockBytes } from '../wandb/chunk';
import { RecordLogDecoder } from '../wandb/decoder';
import type { FileSignature } from '../wandb/fileHeader';
import { columns, printedForm } from '../wandb/pointColumns';
import { bytesBehind } from '../wandb/printed';
import { readPrintedText } from '../wandb/printedText';
import { filesOf, readContent } from './content';
import { printedIn, SwanlabRecords } from './records';

/** `:SWL`, and the number 0xE1D6. */
const signature: FileSignature = {
  mark: Uint8Array.of(0x3a, 0x53, 0x57, 0x4c, 0xd6, 0xe1),
  version: 2,
};

export const swanlabFormat: LogFormat = {
  id: 'swanlab',
  // Python writes when 8 KiB are full: a run that logs little takes many minutes for that.
  heldBackMs: 600_000,
  alwaysSaysEnd: true,
  matches: (name) => /^run-.+\.swanlab$/.test(name),
  blockBytes,
  createDecoder: (_checks, from?) =>
    new RecordLogDecoder(signature, new SwanlabRecords(columns), from),
  bytesBehind,
  filesOf: (item) => (item.form === printedForm ? null : filesOf(item)),
  readContent: (item) =>
    item.form === printedForm ? readPrintedText(item, signature, printedIn) : readContent(item),
};
