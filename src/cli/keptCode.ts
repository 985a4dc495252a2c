// Runs a bundle with the code that V8 made for it the time before, from a file of the user's own.
import {
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import process from 'node:process';
import { Script } from 'node:vm';

type Wrapped = (
  exports: unknown,
  require: NodeJS.Require,
  module: { exports: unknown },
  fileName: string,
  directory: string,
) => void;

const wrapper = '(function (exports, require, module, __filename, __dirname) {';
/** Only the user may change what is run. */
const ownFolder = 0o700;
const ownFile = 0o600;

/**
 * Runs a CommonJS bundle. Node's own compile cache holds what V8 makes of a file before any of it runs; here the
 * functions that were called are kept as well, which saves another 10 ms of compiling. They are kept when the process
 * ends well and there was nothing usable. V8 takes no code of another version, and none that was made with other flags.
 * @param directory where compiled code is kept
 * @param use what the process is for: other functions are called for other commands
 */
export function runKept(file: string, directory: string, use: string): void {
  const { size, mtimeMs } = statSync(file);
  const family = `${path.basename(file, '.js')}-${use}-${process.version}-${process.arch}-`;
  const kept = path.join(directory, `${family}${size}-${mtimeMs}`);
  const cachedData = tryRead(kept);
  const script = new Script(`${wrapper}${readFileSync(file, 'utf8')}\n})`, {
    filename: file,
    columnOffset: -wrapper.length,
    ...(cachedData && { cachedData }),
  });
  process.once('exit', (code) => {
    if (code === 0 && script.cachedDataRejected !== false)
      keep(kept, family, script.createCachedData());
  });
  const module = { exports: {} };
  const run = script.runInThisContext() as Wrapped;
  run(module.exports, createRequire(file), module, file, path.dirname(file));
}

function tryRead(file: string): Buffer | undefined {
  try {
    return readFileSync(file);
  } catch {
    return undefined;
  }
}

/**
 * V8 does not look for damage, so the file is on the disk as a whole before it has its name.
 * @param family what the names begin with of the files whose place it takes, and of those that were never finished
 */
function keep(file: string, family: string, code: Buffer): void {
  const directory = path.dirname(file);
  const unfinished = `${file}.${process.pid}`;
  try {
    mkdirSync(directory, { recursive: true, mode: ownFolder });
    writeThrough(unfinished, code);
    renameSync(unfinished, file);
    for (const name of readdirSync(directory)) {
      if (name.startsWith(family) && name !== path.basename(file))
        rmSync(path.join(directory, name), { force: true });
    }
  } catch {
    // Without it the next call takes a little longer.
  }
}

function writeThrough(file: string, code: Buffer): void {
  const descriptor = openSync(file, 'wx', ownFile);
  try {
    writeFileSync(descriptor, code);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
