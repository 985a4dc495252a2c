// Packs the extension: builds it, refreshes the third-party notices and makes out/trackside.vsix.
import { spawnSync } from 'node:child_process';
import { mkdirSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { root } from './runtime.mjs';
import { thirdPartyNotices } from './thirdParty.mjs';

const largestBytes = 1_500_000;

/** Builds and packs; returns the path of the package. Throws when it is larger than allowed. */
export async function packExtension() {
  const { build } = await import('../../esbuild.mjs');
  await build({ production: true });
  writeFileSync(path.join(root, 'THIRD-PARTY.md'), thirdPartyNotices());
  const vsix = path.join(root, 'out/trackside.vsix');
  mkdirSync(path.dirname(vsix), { recursive: true });
  const vsce = path.join(root, 'node_modules/@vscode/vsce/vsce');
  const done = spawnSync(process.execPath, [vsce, 'package', '--no-dependencies', '--out', vsix], {
    cwd: root,
    encoding: 'utf8',
  });
  if (done.status !== 0) throw new Error(`vsce failed:\n${done.stdout}\n${done.stderr}`);
  const { size } = statSync(vsix);
  if (size > largestBytes) throw new Error(`the VSIX has ${size} bytes, allowed ${largestBytes}`);
  return vsix;
}
