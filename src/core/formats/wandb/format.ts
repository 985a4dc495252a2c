// Weights & Biases' run files: what their names look like, and who reads them.
import type { LogFormat } from '../../model/decoded';
import { blockBytes } from './chunk';
import { filesOf, readContent } from './content';
import { RecordLogDecoder } from './decoder';
import type { FileSignature } from './fileHeader';
import { columns, printedForm } from './pointColumns';
import { bytesBehind } from './printed';
import { readPrintedText } from './printedText';
import { printedIn, RecordReader } from './records';

/** `run-<id>.wandb`; the markers beside it end in `.wandb.synced` and `.wandb.syncstate`. */
const fileName = /^run-.+\.wandb$/;

/** `:W&B`, and the number 0xBEE1. */
const signature: FileSignature = {
  mark: Uint8Array.of(0x3a, 0x57, 0x26, 0x42, 0xe1, 0xbe),
  version: 0,
};

export const wandbFormat: LogFormat = {
  id: 'wandb',
  // Whole blocks of 32 KiB are written: a run that logs little fills one in many minutes.
  heldBackMs: 600_000,
  alwaysSaysEnd: true,
  matches: (name) => fileName.test(name),
  blockBytes,
  createDecoder: (checks = 'always', from?) =>
    new RecordLogDecoder(signature, new RecordReader(columns, checks === 'always'), from),
  bytesBehind,
  filesOf: (item) => (item.form === printedForm ? null : filesOf(item)),
  readContent: (item) =>
    item.form === printedForm ? readPrintedText(item, signature, printedIn) : readContent(item),
};
