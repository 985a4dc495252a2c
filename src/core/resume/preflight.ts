// What is looked at before a training goes on: room on disks, the same code, the same number of processes, nobody in the way.
import { readdir, statfs } from 'node:fs/promises';
import { createServer } from 'node:net';
import { hostname, tmpdir } from 'node:os';
import path from 'node:path';
import type { PreflightFact, ResumePoint } from '../../shared/resume';
import { readCommit } from '../launch/commit';
import { conditionOf } from '../launch/liveness';
import { isAlive } from '../launch/processIdentity';
import { valueOf } from '../launch/trainingCommand';
import { launchesAbove, type EarlierCommand } from './earlierCommand';

/** @param argv of the command that would be run */
export async function collectPreflight(
  folder: string,
  checkpoint: ResumePoint,
  earlier: EarlierCommand | null,
  argv: readonly string[],
): Promise<readonly PreflightFact[]> {
  const neededBytes = 2 * checkpoint.sizeBytes;
  const port = portOf(argv, earlier?.env ?? {});
  return Promise.all([
    diskFact('disk', path.dirname(checkpoint.path), neededBytes),
    // Lightning and others write a checkpoint there first.
    diskFact('temporaryDisk', earlier?.env['TMPDIR'] ?? tmpdir(), neededBytes),
    oldProcesses(folder),
    worldSize(checkpoint, argv),
    ...(earlier ? [commitFact(earlier)] : []),
    ...(port === null ? [] : [portFact(port)]),
  ]);
}

async function diskFact(
  kind: 'disk' | 'temporaryDisk',
  place: string,
  neededBytes: number,
): Promise<PreflightFact> {
  const freeBytes = await statfs(place).then(
    ({ bavail, bsize }) => bavail * bsize,
    () => null,
  );
  const ok = freeBytes === null ? null : freeBytes >= neededBytes;
  return { kind, path: place, freeBytes, neededBytes, ok };
}

async function oldProcesses(folder: string): Promise<PreflightFact> {
  const pids: number[] = [];
  for (const { state } of await launchesAbove(folder)) {
    if (!state?.process) continue;
    const condition = await conditionOf(state, hostname(), isAlive);
    if (condition === 'supervised' || condition === 'unsupervised') pids.push(state.process.pid);
  }
  return { kind: 'oldProcesses', pids, ok: pids.length === 0 };
}

async function commitFact({ cwd, commit: before }: EarlierCommand): Promise<PreflightFact> {
  const now = await readCommit(cwd);
  const ok = before === null || now === null ? null : before === now;
  return { kind: 'commit', before, now, ok };
}

/** Files that every process writes for itself. */
const rankFile = /^(?:rng_state|random_states)_(\d+)\.(?:pth|pkl)$/;

async function worldSize(
  { path: own }: ResumePoint,
  argv: readonly string[],
): Promise<PreflightFact> {
  const names: readonly string[] = await readdir(own).catch(() => []);
  const ranks = names.filter((name) => rankFile.test(name)).length;
  const single = names.includes('rng_state.pth') ? 1 : null;
  const before = ranks > 0 ? ranks : single;
  const now = processesOf(argv);
  return {
    kind: 'worldSize',
    before,
    now,
    ok: before === null || now === null ? null : before === now,
  };
}

/** How many processes a command starts; null where it leaves that to the machine. */
function processesOf(argv: readonly string[]): number | null {
  const program = argv.map((word) => path.basename(word));
  const isLauncher =
    program.some((word) => /^(?:torchrun|accelerate|deepspeed)$/.test(word)) ||
    argv.some((word) => /^torch\.distributed\.(?:run|launch)$/.test(word));
  if (!isLauncher) return 1;
  const each = numberOf(valueOf(argv, ['--nproc_per_node', '--nproc-per-node', '--num_gpus']));
  const nodes = numberOf(valueOf(argv, ['--nnodes', '--num_nodes', '--num_machines'])) ?? 1;
  const all = numberOf(valueOf(argv, ['--num_processes', '--num-processes']));
  return all ?? (each === null ? null : each * nodes);
}

function portOf(
  argv: readonly string[],
  env: Readonly<Record<string, string | null>>,
): number | null {
  const named = ['--master_port', '--master-port', '--main_process_port'];
  return numberOf(valueOf(argv, named)) ?? numberOf(env['MASTER_PORT'] ?? null);
}

function numberOf(text: string | null): number | null {
  return text !== null && /^\d{1,7}$/.test(text) ? Number(text) : null;
}

function portFact(port: number): Promise<PreflightFact> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve({ kind: 'port', port, ok: false }));
    server.listen(port, () => server.close(() => resolve({ kind: 'port', port, ok: true })));
  });
}
