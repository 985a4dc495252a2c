// Databases that the real libraries wrote, as they were while somebody still wrote: read as the libraries read them.
import assert from 'node:assert/strict';
import { globSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { openFollower } from '../../src/core/ingest/collectionFollower';
import type { FactValue } from '../../src/shared/facts';
import {
  compareTags,
  RecordedCollection,
  type RecordedPoint,
  type RecordedRun,
} from '../support/recordedCollection';
import { seededNumbers } from '../support/seededNumbers';
import { useTemporaryFolder } from '../support/temporaryFolder';

/** As each library calls its own; Aim's says nothing of points. */
const databases = ['mlflow.db', 'digits.db', 'tune.db', 'run_metadata.sqlite'];
/** With 64 bits turned over each. */
const attacks = 300;
const fixtures = path.join(process.env['TRACKSIDE_ROOT'] ?? '.', 'test/fixtures/databases');

interface GoldenRun {
  readonly key: string;
  readonly status?: string;
  readonly params?: Readonly<Record<string, FactValue>>;
  /** When it was made and when it ended, in milliseconds since the Unix epoch. */
  readonly times?: readonly [number | null, number | null];
  /** Null for what must not be there. */
  readonly about?: Readonly<Record<string, FactValue>>;
  readonly points: readonly RecordedPoint[];
}

const states: Readonly<Record<string, string>> = {
  ...{ FINISHED: 'finished', FAILED: 'failed', KILLED: 'stopped' },
  ...{ COMPLETE: 'finished', FAIL: 'failed', PRUNED: 'stopped' },
};

function readGolden(name: string): Record<string, GoldenRun> {
  const text = readFileSync(path.join(fixtures, 'golden', `${name}.json`), 'utf8');
  return JSON.parse(text) as Record<string, GoldenRun>;
}

function factsOf({ record }: RecordedRun, section: 'about' | 'config'): Record<string, FactValue> {
  const told = record.facts.flatMap((fact): [string, FactValue][] =>
    fact.kind === 'set' && fact.section === section ? [[fact.path.join('.'), fact.value]] : [],
  );
  return Object.fromEntries(told);
}

function pick(
  facts: Readonly<Record<string, FactValue>>,
  names: readonly string[],
): Record<string, FactValue> {
  return Object.fromEntries(names.map((name) => [name, facts[name] ?? null]));
}

/** What of a run stands in the golden file as well. */
function asGolden(run: RecordedRun, golden: GoldenRun): GoldenRun {
  const { record } = run;
  return {
    key: record.key,
    ...(golden.status !== undefined && { status: record.end?.state ?? 'none' }),
    ...(golden.params && { params: factsOf(run, 'config') }),
    ...(golden.times && { times: [record.createdAtMs, record.end?.atMs ?? null] }),
    ...(golden.about && { about: pick(factsOf(run, 'about'), Object.keys(golden.about)) }),
    points: run.points,
  };
}

function expected(golden: GoldenRun): GoldenRun {
  return {
    ...golden,
    ...(golden.status !== undefined && { status: states[golden.status] ?? 'none' }),
    points: golden.points.toSorted(compareTags),
  };
}

describe('a database of a tracker', () => {
  const folder = useTemporaryFolder();

  /** Puts a database and what lies beside it into the folder. */
  const unpack = (name: string): string => {
    for (const file of readdirSync(fixtures)) {
      if (!file.startsWith(name) || !file.endsWith('.gz')) continue;
      const bytes = gunzipSync(readFileSync(path.join(fixtures, file)));
      writeFileSync(path.join(folder(), file.slice(0, -'.gz'.length)), bytes);
    }
    return path.join(folder(), name);
  };

  for (const name of databases) {
    it(`has the runs and points that its library finds in it (${name})`, async () => {
      const golden = readGolden(path.parse(name).name);
      const found = new RecordedCollection();
      const follower = openFollower(unpack(name), found);
      const before = readdirSync(folder());
      assert.equal(await follower.follow(Date.now()), 'done');
      const { runs } = found;
      assert.deepEqual(Object.keys(runs).sort(), Object.keys(golden).sort());
      for (const [run, facts] of Object.entries(golden)) {
        assert.deepEqual(asGolden(runs[run]!, facts), expected(facts), run);
      }
      assert.deepEqual(follower.problems.collect(name, null), []);
      assert.deepEqual(readdirSync(folder()), before, 'no file is made');
    });
  }

  for (const name of databases) {
    it(`is read without a fault of ours however it is damaged (${name})`, async () => {
      const file = unpack(name);
      const intact = new RecordedCollection();
      await openFollower(file, intact).follow(Date.now());
      const bytes = readFileSync(file);
      const below = seededNumbers(5);
      for (let attack = 0; attack < attacks; attack++) {
        const damaged = Uint8Array.from(bytes);
        for (let bits = 0; bits < 64; bits++) damaged[below(bytes.length)]! ^= 1 << below(8);
        writeFileSync(file, damaged);
        const found = new RecordedCollection();
        const end = await openFollower(file, found).follow(Date.now());
        assert.equal(typeof end, 'string', `attack ${attack}: ${JSON.stringify(end)}`);
        assert.ok(found.pointCount <= 2 * intact.pointCount, `${found.pointCount} points`);
      }
    });
  }

  it("says of each of Aim's runs where its metrics are", async () => {
    const found = new RecordedCollection();
    await openFollower(unpack('run_metadata.sqlite'), found).follow(Date.now());
    const notes = Object.values(found.runs).map((run) => factsOf(run, 'about')['metrics']);
    assert.deepEqual(
      notes,
      Array(4).fill('kept in a store of Aim’s own; Aim’s `Metric.dataframe()` exports them'),
    );
  });

  it('has the runs and points that MLflow finds in its folder of runs', async () => {
    const golden = readGolden('mlruns');
    const runs: Record<string, RecordedRun> = {};
    for (const file of globSync('mlruns/**/meta.yaml', { cwd: fixtures })) {
      const found = new RecordedCollection();
      await openFollower(path.join(fixtures, file), found).follow(Date.now());
      Object.assign(runs, found.runs);
    }
    assert.deepEqual(Object.keys(runs).sort(), Object.keys(golden).sort());
    for (const [run, facts] of Object.entries(golden)) {
      assert.deepEqual(asGolden(runs[run]!, facts), expected(facts), run);
    }
  });

  it('tells of a run what its tracker has beside the points', async () => {
    const found = new RecordedCollection();
    await openFollower(unpack('digits.db'), found).follow(Date.now());
    const { facts, end } = found.runs['digits/brave-fox-3']!.record;
    const told = facts.map((fact) =>
      fact.kind === 'set' ? [fact.section, fact.path.join('.')] : [],
    );
    assert.deepEqual(
      [end, told],
      [
        null,
        [
          ...[
            ['about', 'name'],
            ['about', 'project'],
            ['config', 'lr'],
            ['config', 'net'],
          ],
          ...[
            ['about', 'created'],
            ['alerts', '0'],
          ],
        ],
      ],
    );
  });
});
