// Asks the command line for a plan to go on, in a process of its own: checkpoints are large, and files may be anything.
import { execFile } from 'node:child_process';
import { homedir } from 'node:os';
import process from 'node:process';
import { messageOf } from '../base/result';
import { printCommandLine } from '../core/launch/commandLine';
import type { ResumeCommand, ResumePlan } from '../shared/resume';

/** What the command line adds for programs. */
export interface PlannedResume extends ResumePlan {
  readonly why: string | null;
}

const patienceMs = 120_000;
const mostBytes = 16 * 2 ** 20;

/**
 * @param script the bundle of the command line's commands
 * @param known the command that the run was started with, where that is known better than by its folder
 * @throws what the command line said where the folder could not be looked at
 */
export function askResumePlan(
  script: string,
  folder: string,
  known: Pick<ResumeCommand, 'argv' | 'cwd'> | null,
): Promise<PlannedResume> {
  const command = known ? ['--command', printCommandLine(known.argv, 'posix')] : [];
  const args = [script, 'resume', folder, '--print', '--json', ...command];
  const env = { ...process.env, ELECTRON_RUN_AS_NODE: '1' };
  const options = { cwd: known?.cwd ?? homedir(), env, timeout: patienceMs, maxBuffer: mostBytes };
  return new Promise((resolve, reject) => {
    execFile(process.execPath, args, options, (_, stdout, stderr) => {
      try {
        // An exit code of 1 says that there is nothing to go on from, which the plan says better.
        resolve(JSON.parse(stdout) as PlannedResume);
      } catch (error) {
        reject(new Error(stderr.trim() || messageOf(error)));
      }
    });
  });
}
