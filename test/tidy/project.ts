// The project's own files: those under version control and those about to be, never what git ignores.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** Set when the suite is bundled. */
export const root = process.env['TRACKSIDE_ROOT'] ?? process.cwd();

/** Paths relative to the root, with `/`, to their text. */
export type Sources = ReadonlyMap<string, string>;

let listed: readonly string[] | undefined;

/** All files of the project, relative to its root, sorted. */
export function projectFiles(): readonly string[] {
  listed ??= execFileSync('git', ['ls-files', '-z', '-co', '--exclude-standard'], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  })
    .split('\0')
    // What was deleted but not yet committed is listed too.
    .filter((file) => file !== '' && existsSync(path.join(root, file)))
    .sort();
  return listed;
}

export function readText(file: string): string {
  return readFileSync(path.join(root, file), 'utf8');
}

export function readBytes(file: string): Buffer {
  return readFileSync(path.join(root, file));
}

/** The project's files whose path matches, with their text. */
export function sourcesMatching(pattern: RegExp): Sources {
  const files = projectFiles().filter((file) => pattern.test(file));
  return new Map(files.map((file) => [file, readText(file)]));
}

/** Own TypeScript and scripts; test fixtures may be in any shape. */
export function ownCode(): Sources {
  return sourcesMatching(/^(?!test\/fixtures\/).*\.(?:ts|mts|cts|mjs|cjs|js)$/);
}
