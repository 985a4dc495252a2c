// Weights & Biases' run files: what their names look like, and who reads them.
import type { LogFormat } from '../../model/decoded';
import { blockBytes } from './chunk';
import { filesOf, readContent } from './content';
import { WandbDecoder } from './decoder';

export const wandbFormat: LogFormat = {
  id: 'wandb',
  // Whole blocks of 32 KiB are written: a run that logs little fills one in many minutes.
  heldBackMs: 600_000,
  alwaysSaysEnd: true,
  /** `run-<id>.wandb`; the markers beside it end in `.wandb.synced` and `.wandb.syncstate`. */
  matches: (fileName) => /^run-.+\.wandb$/.test(fileName),
  blockBytes,
  createDecoder: (checks = 'always', from?) => new WandbDecoder(checks, from),
  filesOf,
  readContent,
};
