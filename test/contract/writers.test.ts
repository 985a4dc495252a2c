// Runs written by the real writers, read as TensorBoard's Python reader reads them, or better where the golden says so.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { silentLog } from '../../src/base/log';
import { Engine } from '../../src/core/engine/engine';
import { exportRun } from '../../src/core/engine/exportPoints';
import { tensorboardFormat } from '../../src/core/formats/tensorboard/format';
import { nodeClock } from '../../src/core/ingest/nodeClock';
import { lineWriter } from '../../src/core/report/pointLines';
import type { ItemsQuery } from '../../src/shared/items';
import type { RunId, RunSummary, SeriesKind } from '../../src/shared/vocabulary';
import { contentFacts, type ContentFacts } from '../support/contentFacts';
import { decodeFile } from '../support/decodeFile';
import type { LoggedPoint } from '../support/exportedPoints';
import { useTemporaryFolder } from '../support/temporaryFolder';
import {
  betterValues,
  readGolden,
  unpackRuns,
  writerNames,
  type Golden,
  type GoldenPoint,
} from '../support/writerFixtures';

const chunkSizes = [1, 13, 1000];

/** By run and tag. */
type Points = Record<string, Record<string, GoldenPoint[]>>;

/** By run: the series of each kind with the number of their values, sorted. */
type Counts = Record<string, [tag: string, kind: SeriesKind, values: number][]>;

/** By run and tag. */
type Values = Record<string, Record<string, ContentFacts[]>>;

async function pointsOf(run: RunSummary): Promise<Points[string]> {
  let text = '';
  const problems = await exportRun(run, {
    lineFor: (tag) => lineWriter('jsonl', { run: run.name, tag }),
    write: (more) => {
      text += more;
      return undefined;
    },
  });
  assert.deepEqual(problems, []);
  const points: Points[string] = {};
  for (const line of text.split('\n').slice(0, -1)) {
    const { tag, step, wallTime, value } = JSON.parse(line) as LoggedPoint;
    (points[tag] ??= []).push([step, wallTime!, value]);
  }
  return points;
}

function goldenPoints({ runs }: Golden): Points {
  const points: Points = {};
  for (const [run, { series }] of Object.entries(runs)) {
    points[run] = {};
    for (const one of series) if (one.kind === 'scalar') points[run][one.tag] = [...one.points];
  }
  return points;
}

function goldenCounts({ runs }: Golden): Counts {
  const counts: Counts = {};
  for (const [run, { series }] of Object.entries(runs)) {
    counts[run] = series.map((one) => {
      const values = one.kind === 'scalar' ? one.points : betterValues(one);
      return [one.tag, one.kind, values.length];
    });
    counts[run].sort(byTag);
  }
  return counts;
}

/** All values of the kinds without columns. */
function goldenValues({ runs }: Golden): Values {
  const values: Values = {};
  for (const [run, { series }] of Object.entries(runs)) {
    values[run] = {};
    for (const one of series) {
      if (one.kind !== 'scalar') values[run][one.tag] = betterValues(one);
    }
  }
  return values;
}

async function valuesOf(engine: Engine, run: RunId): Promise<Values[string]> {
  const values: Values[string] = {};
  for (const { tag, kind } of engine.answers.getStatistics(run)) {
    if (kind !== 'scalar') values[tag] = await readItems(engine, { run, kind, tag });
  }
  return values;
}

async function readItems(engine: Engine, query: ItemsQuery): Promise<ContentFacts[]> {
  const { fileNames, files, numbers, steps, wallTimes } = engine.answers.getItems(query);
  const items: ContentFacts[] = [];
  for (const [at, step] of steps.entries()) {
    const place = { file: fileNames[files[at]!]!, number: numbers[at]! };
    const content = await engine.answers.getContent({ ...query, ...place });
    items.push({ step, wallTime: wallTimes[at], ...contentFacts(content) });
  }
  return items;
}

function byTag([a]: readonly [string, ...unknown[]], [b]: readonly [string, ...unknown[]]): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

for (const writer of writerNames()) {
  describe(`runs of ${writer}`, () => {
    const folder = useTemporaryFolder();
    const golden = readGolden(writer);
    let engine: Engine;
    let runs: readonly RunSummary[];

    beforeEach(async () => {
      unpackRuns(writer, folder());
      engine = new Engine(nodeClock, silentLog);
      engine.configure({
        folders: [folder()],
        excludedDirectories: [],
        pollIntervalMs: 1000,
        watch: false,
        memoryLimitBytes: Infinity,
      });
      await engine.settled();
      ({ runs } = engine.listRuns());
    });

    afterEach(() => {
      engine.dispose();
    });

    it('have every scalar that TensorBoard reads, bit for bit', async () => {
      const points: Points = {};
      for (const run of runs) points[run.name] = await pointsOf(run);
      assert.deepEqual(points, goldenPoints(golden));
    });

    it('have every series under its kind, with all of its values', () => {
      const counts: Counts = {};
      for (const run of runs) {
        counts[run.name] = engine.answers
          .getStatistics(run.id)
          .map(({ tag, kind, points }) => [tag, kind, points]);
        counts[run.name]!.sort(byTag);
      }
      assert.deepEqual(counts, goldenCounts(golden));
    });

    it('have every value of every other kind, with all that it holds', async () => {
      const values: Values = {};
      for (const run of runs) values[run.name] = await valuesOf(engine, run.id);
      assert.deepEqual(values, goldenValues(golden));
    });

    it('are the same read in chunks of any size', () => {
      for (const { directory, sources } of runs) {
        for (const { file } of sources) {
          const bytes = new Uint8Array(readFileSync(path.join(directory, file)));
          const whole = decodeFile(tensorboardFormat, bytes);
          for (const size of chunkSizes) {
            assert.deepEqual(decodeFile(tensorboardFormat, bytes, size), whole, `${file}, ${size}`);
          }
        }
      }
    });

    it('are whole', () => {
      const problems = runs.flatMap((run) => run.problems);
      assert.deepEqual(problems, []);
    });
  });
}
