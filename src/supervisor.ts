// The detached process's door: owns one launch, whose folder is its only argument. Run by the editor's own Node.
import { appendFileSync, closeSync, openSync, readFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { messageOf } from './base/result';
import { launchFiles, parseSpec, supervisorCodes } from './core/launch/launchSpec';
import { superviseLaunch } from './core/launch/supervision';

async function main(folder: string): Promise<number> {
  const report = (message: string): void => writeJournal(folder, message);
  // A defect here must not take the training along: what broke is told, everything else goes on.
  process.on('uncaughtException', (error) => report(error.stack ?? error.message));
  const spec = parseSpec(readFileSync(path.join(folder, launchFiles.spec), 'utf8'));
  if (!spec.ok) {
    report(spec.error.reason);
    return supervisorCodes.unusable;
  }
  if (!claim(folder)) return supervisorCodes.claimed;
  await superviseLaunch({ folder, spec: spec.value, report });
  return supervisorCodes.done;
}

/** True for the one process that may supervise the launch; false for every other, for ever. */
function claim(folder: string): boolean {
  try {
    closeSync(openSync(path.join(folder, launchFiles.claim), 'wx', 0o600));
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

function writeJournal(folder: string, message: string): void {
  try {
    const line = `${new Date().toISOString()} ${message}\n`;
    appendFileSync(path.join(folder, launchFiles.journal), line, { mode: 0o600 });
  } catch {
    // There is nowhere else to tell it.
  }
}

main(process.argv[2] ?? '').then(
  (code) => process.exit(code),
  (error: unknown) => {
    console.error(messageOf(error));
    process.exit(supervisorCodes.unusable);
  },
);
