// Which run the logs of a directory belong to, told by names.
import assert from 'node:assert/strict';
import path from 'node:path';
import { findHomes, type LogDirectory, type RunLink } from '../../../../src/core/engine/homes';

const root = path.resolve('/logs');

/** `directory: file, file` a line; homes relative to the root. */
function homesOf(
  lines: readonly string[],
  links: Readonly<Record<string, RunLink>> = {},
): Record<string, string | null> {
  const directories = new Map<string, LogDirectory>();
  for (const line of lines) {
    const [name = '', files = ''] = line.split(': ');
    const directory = path.join(root, name);
    directories.set(directory, { directory, root, logFiles: files.split(', ') });
  }
  const placed = Object.entries(links).map(([name, { directories: named, startedAt }]) => {
    const link = { directories: named.map((each) => path.join(root, each)), startedAt };
    return [path.join(root, name), link] as const;
  });
  return Object.fromEntries(
    Array.from(findHomes(directories, new Map(placed)), ([directory, home]) => [
      path.relative(root, directory),
      home === null ? null : path.relative(root, home),
    ]),
  );
}

const events = (seconds: number): string => `events.out.tfevents.${seconds}.host`;
const tracked = 'wandb/run-20260102_120000-abc';
const resumed = 'wandb/offline-run-20260103_120000-abc';

describe('homes of logs', () => {
  it('are the directories themselves as a rule', () => {
    assert.deepEqual(homesOf([`a: ${events(1)}`, 'b: metrics.csv', 'c/files: metrics.csv']), {});
  });

  it('of what a tracker puts inside of its run is that run', () => {
    assert.deepEqual(
      homesOf([
        `${tracked}: run-abc.wandb`,
        `${tracked}/files: output.log`,
        'mm/20260101: 20260101.log',
        'mm/20260101/vis_data: scalars.json',
        'dvclive/plots/metrics: acc.tsv',
        'dvclive/plots/metrics/train: loss.tsv',
      ]),
      {
        [`${tracked}/files`]: tracked,
        'mm/20260101/vis_data': 'mm/20260101',
        'dvclive/plots/metrics': 'dvclive',
        'dvclive/plots/metrics/train': 'dvclive',
      },
    );
  });

  it('of a run that was resumed is where it was started', () => {
    assert.deepEqual(
      homesOf([
        `${resumed}: run-abc.wandb`,
        `${tracked}: run-abc.wandb`,
        'wandb/run-20260104_120000-other: run-other.wandb',
        'elsewhere/run-20260101_120000-abc: run-abc.wandb',
      ]),
      { [resumed]: tracked },
    );
  });

  it('of checkpoints is their run, for the newest of them, unless it tells all itself', () => {
    const checkpoints = [9, 10].map((step) => `out/checkpoint-${step}: trainer_state.json`);
    assert.deepEqual(homesOf(checkpoints), {
      'out/checkpoint-9': null,
      'out/checkpoint-10': 'out',
    });
    assert.deepEqual(homesOf([...checkpoints, 'out: trainer_state.json']), {
      'out/checkpoint-9': null,
      'out/checkpoint-10': null,
    });
  });

  it('of a trainer’s history is the newest run that its logger keeps below', () => {
    assert.deepEqual(
      homesOf([
        'out/checkpoint-10: trainer_state.json',
        `out/runs/Nov21: ${events(100)}`,
        `out/runs/Nov22: ${events(200)}`,
        `out/runs/Nov20: ${events(50)}`,
      ]),
      { 'out/checkpoint-10': 'out/runs/Nov22', out: 'out/runs/Nov22' },
    );
  });

  it('of a tracked run is where its trainer writes, started at the same time', () => {
    const lines = [
      `${tracked}: run-abc.wandb`,
      `${resumed}: run-abc.wandb`,
      `out/runs/Nov21: ${events(100_000)}`,
      `out/runs/Nov22: ${events(200_000)}`,
      'out/checkpoint-10: trainer_state.json',
    ];
    const link = { directories: ['nowhere', 'out'], startedAt: 99_700 };
    const history = { 'out/checkpoint-10': 'out/runs/Nov22', out: 'out/runs/Nov22' };
    assert.deepEqual(homesOf(lines, { [tracked]: link }), {
      ...history,
      [tracked]: 'out/runs/Nov21',
      [resumed]: 'out/runs/Nov21',
    });
    assert.deepEqual(homesOf(lines, { [tracked]: { ...link, startedAt: 150_000 } }), {
      ...history,
      [resumed]: tracked,
    });
    const followed = { directories: ['out/runs/Nov21'], startedAt: null };
    assert.equal(homesOf(lines, { [tracked]: followed })[tracked], 'out/runs/Nov21');
  });

  it('of tracked runs that one trainer’s directory was used for one after the other is that for the newest', () => {
    const names = ['run-20260101_120000-a', 'run-20260103_120000-c', 'run-20260102_120000-b'];
    const lines = names.map((name) => `wandb/${name}: run-${name.at(-1)}.wandb`);
    const links = names.map((name, at) => {
      const link: RunLink = { directories: ['out'], startedAt: [100, 300, 200][at]! };
      return [`wandb/${name}`, link] as const;
    });
    assert.deepEqual(homesOf([...lines, 'out: trainer_state.json'], Object.fromEntries(links)), {
      [`wandb/${names[1]}`]: 'out',
    });
  });

  it('lie inside of the log folder', () => {
    const outside = ['out/checkpoint-9', 'mm/vis_data', 'dvclive/plots', 'dvclive/plots/metrics'];
    for (const name of outside) {
      const directory = path.join(root, name);
      const inner = name.endsWith('plots') ? path.join(directory, 'metrics') : directory;
      const logFiles = name.startsWith('out')
        ? ['trainer_state.json']
        : [name.startsWith('mm') ? 'scalars.json' : 'acc.tsv'];
      const found = new Map([[inner, { directory: inner, root: directory, logFiles }]]);
      assert.deepEqual(findHomes(found), new Map(), name);
    }
  });

  it('of thousands of tracked runs and as many event directories are found at once', () => {
    const times = Array.from({ length: 2_000 }, (_, at) => at * 10_000);
    const lines = times.flatMap((time) => [
      `runs/${time}: ${events(time)}`,
      `wandb/run-20260101_120000-${time}: run-${time}.wandb`,
    ]);
    const links = times.map((time) => {
      const link: RunLink = { directories: ['runs'], startedAt: time + 5 };
      return [`wandb/run-20260101_120000-${time}`, link] as const;
    });
    const began = performance.now();
    const homes = homesOf(lines, Object.fromEntries(links));
    assert.equal(homes['wandb/run-20260101_120000-70000'], 'runs/70000');
    assert.ok(performance.now() - began < 2_000);
  });

  it('end, however they lead in a circle', () => {
    const lines = [`a: ${events(1)}`, `b: ${events(2)}`, `c: ${events(3)}`];
    const to = (name: string): RunLink => ({ directories: [name], startedAt: null });
    const homes = homesOf(lines, { a: to('b'), b: to('a'), c: to('c') });
    assert.deepEqual(Object.keys(homes).sort(), ['a', 'b']);
  });
});
