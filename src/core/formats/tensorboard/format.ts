// TensorBoard event files: what their names look like, and who reads them.
import type { LogFormat } from '../../model/decoded';
import { readContent } from './content/readContent';
import { TensorboardDecoder } from './decoder';

export const tensorboardFormat: LogFormat = {
  id: 'tensorboard',
  /**
   * TensorBoard's own rule (tensorboard/backend/event_processing/io_wrapper.py). The profiler's empty marker files are
   * not read; other files of foreign content (`.gz`, `.bak`) are told apart by their first bytes.
   */
  matches: (fileName) => fileName.includes('tfevents') && !fileName.endsWith('.profile-empty'),
  createDecoder: (checks = 'always', from) => new TensorboardDecoder(checks, from),
  readContent,
};
