// Command lines for a script: plain, or under one of the programs that start several processes of it.
import path from 'node:path';
import process from 'node:process';
import { existsSync } from 'node:fs';

export const launchers = ['python', 'torchrun', 'accelerate', 'deepspeed'] as const;

export type Launcher = (typeof launchers)[number];

/**
 * The words up to the script. Launchers are run as modules of the chosen interpreter, so that they are those of its
 * environment.
 * @param processes on this machine; null leaves it to the launcher's own configuration
 */
export function launchWords(
  launcher: Launcher,
  python: string,
  script: string,
  processes: number | null,
): readonly string[] {
  switch (launcher) {
    case 'python':
      return [python, script];
    case 'torchrun':
      return [
        python,
        '-m',
        'torch.distributed.run',
        `--nproc_per_node=${processes ?? 'gpu'}`,
        script,
      ];
    case 'accelerate': {
      const count = processes === null ? [] : [`--num_processes=${processes}`];
      return [python, '-m', 'accelerate.commands.launch', ...count, script];
    }
    case 'deepspeed': {
      const count = processes === null ? [] : [`--num_gpus=${processes}`];
      return [python, '-m', 'deepspeed.launcher.runner', ...count, script];
    }
  }
}

/** Words of a template in which `{python}` and `{script}` are filled in. */
export function templateWords(
  template: readonly string[],
  python: string,
  script: string,
): readonly string[] {
  return template.map((word) => word.replaceAll('{python}', python).replaceAll('{script}', script));
}

const isWindows = process.platform === 'win32';

/**
 * The interpreter where no extension tells it: an environment in the folder, the one that the editor was started in, or
 * the first on the path.
 */
export function findInterpreter(
  folder: string,
  env: Readonly<Record<string, string | undefined>>,
): string {
  const inside = isWindows ? ['Scripts', 'python.exe'] : ['bin', 'python'];
  const active = [env['VIRTUAL_ENV'], env['CONDA_PREFIX']].filter((each) => each !== undefined);
  const own = ['.venv', 'venv', 'env', '.conda'].map((name) => path.join(folder, name));
  const found = [
    ...own.map((each) => path.join(each, ...inside)),
    // An environment of conda on Windows has its interpreter at its top.
    ...active.flatMap((each) => [path.join(each, ...inside), path.join(each, 'python.exe')]),
    ...pathsOf(env, isWindows ? ['python.exe'] : ['python3', 'python']),
  ].find((file) => existsSync(file));
  return found ?? (isWindows ? 'python' : 'python3');
}

function pathsOf(
  env: Readonly<Record<string, string | undefined>>,
  names: readonly string[],
): readonly string[] {
  const folders = (env['PATH'] ?? env['Path'] ?? '').split(path.delimiter).filter(Boolean);
  return names.flatMap((name) => folders.map((folder) => path.join(folder, name)));
}
