// What the package weighs that users download.
import { statSync } from 'node:fs';
import path from 'node:path';
import { projectRoot } from '../support/projectRoot';
import type { BenchRow } from './row';

const allowedMb = 1.5;

export function measure(): Promise<BenchRow[]> {
  const sizeMb = statSync(path.join(projectRoot, 'out/trackside.vsix')).size / 1_000_000;
  return Promise.resolve([
    {
      what: 'VSIX',
      bar: `≤ ${allowedMb} MB`,
      measured: `${sizeMb.toFixed(2)} MB`,
      beside: '',
      met: sizeMb <= allowedMb,
    },
  ]);
}
