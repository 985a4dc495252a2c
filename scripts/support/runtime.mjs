// Makes a fresh clone ready: installs the npm packages when missing, then runs on the pinned Node.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';

export const root = path.resolve(import.meta.dirname, '../..');

const pinnedNode = path.join(
  root,
  'node_modules/node/bin',
  process.platform === 'win32' ? 'node.exe' : 'node',
);

/** Installs npm packages if they are missing or older than the lock file. */
function ensurePackages() {
  const marker = path.join(root, 'node_modules/.package-lock.json');
  const lock = path.join(root, 'package-lock.json');
  if (
    existsSync(marker) &&
    existsSync(pinnedNode) &&
    statSync(marker).mtimeMs >= statSync(lock).mtimeMs
  ) {
    return;
  }
  console.log('Installing npm packages …');
  const done = spawnSync('npm', ['ci', '--no-audit', '--no-fund'], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    shell: process.platform === 'win32',
  });
  if (done.status !== 0) process.exit(done.status ?? 1);
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
