// Installs Debian packages that the tests' programs need, where this machine is Debian and we may.
import { existsSync } from 'node:fs';
import process from 'node:process';
import { mustRun, runProgram } from './run';

/** The browser that shows pages and the server form of VS Code, and a font for it. */
export const browserPackages = ['chromium', 'fonts-dejavu-core'] as const;

/** What compiling the native parts of the server form of VS Code needs. */
export const serverPackages = [
  'g++',
  'make',
  'python3',
  'pkg-config',
  'libkrb5-dev',
  'libsecret-1-dev',
  'libx11-dev',
  'libxkbfile-dev',
] as const;

async function missingOf(names: readonly string[]): Promise<string[]> {
  const { stdout } = await runProgram('dpkg-query', [
    '-W',
    '-f=${Package} ${db:Status-Status}\n',
    ...names,
  ]);
  const installed = new Set(
    stdout.split('\n').flatMap((line) => (line.endsWith(' installed') ? [line.split(' ')[0]] : [])),
  );
  return names.filter((name) => !installed.has(name));
}

let last: Promise<void> = Promise.resolve();

/**
 * Installs what is missing; does nothing on other systems, where the caller's own search for the program decides.
 * @throws Error when packages are missing and this process may not install them
 */
export function ensureDebianPackages(names: readonly string[]): Promise<void> {
  last = last.catch(() => undefined).then(() => install(names));
  return last;
}

async function install(names: readonly string[]): Promise<void> {
  if (process.platform !== 'linux' || !existsSync('/usr/bin/apt-get')) return;
  const missing = await missingOf(names);
  if (missing.length === 0) return;
  if (process.getuid?.() !== 0) {
    throw new Error(`please install these packages: apt-get install ${missing.join(' ')}`);
  }
  console.log(`Installing Debian packages: ${missing.join(' ')} …`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const wait = ['-o', 'DPkg::Lock::Timeout=300'];
  await mustRun('apt-get', [...wait, 'update'], { env });
  await mustRun('apt-get', [...wait, 'install', '-y', '--no-install-recommends', ...missing], {
    env,
  });
}
