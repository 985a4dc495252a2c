// Smoothing, figures and groups of recorded series are what NumPy and TensorBoard's formula give; `compute.py` beside the numbers made them.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { tensorboardFormat } from '../../../../src/core/formats/tensorboard/format';
import { collectFrame } from '../../../../src/core/query/frame';
import { collectLineStatistics } from '../../../../src/core/query/lineStatistics';
import { RunStore } from '../../../../src/core/store/store';
import type { BandKind, LineStatistics, PieceRole, Smoothing } from '../../../../src/shared/frame';
import { decodeFile } from '../../../support/decodeFile';
import { projectRoot } from '../../../support/projectRoot';
import { demoRecording, readRecording } from '../../../support/recording';
import { runId, SaidFile, type Said } from '../store/saidFile';
import { firstPieces, wholeOf } from './frameReader';

interface Thinned {
  readonly indices: readonly number[];
  readonly values: readonly number[];
}

interface Expected {
  readonly smoothed: readonly (Thinned & {
    readonly run: string;
    readonly tag: string;
    readonly smoothing: Smoothing;
  })[];
  readonly statistics: readonly (Partial<LineStatistics> & {
    readonly run: string;
    readonly tag: string;
    readonly range: { readonly from: number; readonly to: number };
  })[];
  readonly groups: readonly {
    readonly tag: string;
    readonly mean: Thinned;
    readonly median: Thinned;
    readonly difference: Thinned;
    readonly bands: Readonly<Record<BandKind, { readonly low: Thinned; readonly high: Thinned }>>;
  }[];
}

const expected = JSON.parse(
  readFileSync(path.join(projectRoot, 'test/fixtures/lines/expected.json'), 'utf8'),
) as Expected;

const members = ['lr0.01', 'lr0.03', 'lr0.03-resumed'];

function recordedStore(): RunStore {
  const store = new RunStore();
  for (const { name, files } of readRecording(demoRecording)) {
    const run = store.addRun(runId(name));
    for (const file of files) {
      const { tags, points } = decodeFile(tensorboardFormat, file.bytes);
      const said = points.map(([tag, step, wallTime, value]): Said => [
        tags.find(({ index }) => index === tag)!.tag,
        step,
        value,
        wallTime,
      ]);
      new SaidFile(run.addFile(file.name)).say(...said);
    }
  }
  return store;
}

function assertClose(actual: number | null | undefined, wanted: number, what: string): void {
  const is = typeof actual === 'number' && Math.abs(actual - wanted) <= 1e-6 * Math.abs(wanted);
  assert.ok(is, `${what}: ${String(actual)} instead of ${wanted}`);
}

function assertThinned(ys: readonly number[] | undefined, { indices, values }: Thinned): void {
  assert.ok(ys);
  indices.forEach((index, i) => {
    assertClose(ys[index], values[i]!, `point ${index} of ${ys.length}`);
  });
}

describe('recorded series', () => {
  const store = recordedStore();

  for (const { run, tag, smoothing, ...thinned } of expected.smoothed) {
    it(`${run} ${tag} smoothed by ${JSON.stringify(smoothing)}`, () => {
      const frame = collectFrame(store, wholeOf([run], { tag, smoothing, columns: 1000 }));
      assertThinned(firstPieces(frame, 'smooth')[0]?.ys, thinned);
    });
  }

  for (const { run, tag, range, ...figures } of expected.statistics) {
    it(`${run} ${tag} from ${range.from} to ${range.to} has NumPy's figures`, () => {
      const runs = [runId(run)];
      const [row] = collectLineStatistics(store, { tag, runs, axis: 'step', range });
      for (const [name, wanted] of Object.entries(figures)) {
        assertClose(row?.[name as 'mean'], Number(wanted), name);
      }
    });
  }

  for (const { tag, mean, median, difference, bands } of expected.groups) {
    const group = (centre: 'mean' | 'median', band: BandKind, role: PieceRole) => {
      const groups = { members: [members.map(runId)], centre, band };
      const frame = collectFrame(store, wholeOf(members, { tag, groups, columns: 1000 }));
      return firstPieces(frame, role)[0]?.ys;
    };

    it(`${tag} of three runs has their mean and median`, () => {
      assertThinned(group('mean', 'none', 'line'), mean);
      assertThinned(group('median', 'none', 'line'), median);
    });

    for (const band of ['std', 'standardError', 'minMax', 'quartiles'] as const) {
      it(`${tag} of three runs has a band of ${band}`, () => {
        assertThinned(group('mean', band, 'bandLow'), bands[band].low);
        assertThinned(group('mean', band, 'bandHigh'), bands[band].high);
      });
    }

    it(`${tag} is compared with a baseline point by point`, () => {
      const baseline = runId(members[0]!);
      const frame = collectFrame(store, wholeOf([members[1]!], { tag, baseline, columns: 1000 }));
      assertThinned(firstPieces(frame, 'line')[0]?.ys, difference);
    });
  }
});
