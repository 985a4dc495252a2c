// Makes a fresh clone ready: installs the npm packages when missing, then runs on the pinned Node.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';

export const root = path.resolve(import.meta.dirname, '../..');

const pinnedNode = path.join(
  root,
  'node_modules/node/bin',
  process.platform === 'win32' ? 'node.exe' : 'node',
);

/** Installs npm packages if they are missing or not those of the lock file, whose hash is kept beside them. */
function ensurePackages() {
  const marker = path.join(root, 'node_modules/.installed-lock');
  const lock = readFileSync(path.join(root, 'package-lock.json'));
  const hash = createHash('sha256').update(lock).digest('hex');
  const isInstalled = existsSync(marker) && readFileSync(marker, 'utf8') === hash;
  if (isInstalled && existsSync(pinnedNode)) return;
  console.log('Installing npm packages …');
  const done = spawnSync('npm', ['ci', '--no-audit', '--no-fund'], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    shell: process.platform === 'win32',
  });
  if (done.status !== 0) process.exit(done.status ?? 1);
  writeFileSync(marker, hash);
}

/** Call first in every script: returns only on the pinned Node with all packages installed. */
export function ensureRuntime() {
  ensurePackages();
  const wanted = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')).devDependencies
    .node;
  if (process.version === `v${wanted}`) return;
  const again = spawnSync(pinnedNode, process.argv.slice(1), {
    cwd: process.cwd(),
    stdio: 'inherit',
  });
  process.exit(again.status ?? 1);
}
