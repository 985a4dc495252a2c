// What a dashboard of one file shows of all that is known, and why it shows nothing.
import assert from 'node:assert/strict';
import { defaultDashboardView } from '../../../../src/shared/dashboardContract';
import type { Problem, ProblemKind, RunId, RunSummary } from '../../../../src/shared/vocabulary';
import type { OpenedFile } from '../../../../src/vscode/openedFile';
import { FileScope } from '../../../../src/vscode/panels/fileScope';
import { RunPieces } from '../../../../src/vscode/runPieces';
import { makeRun } from '../makeRun';

const file: OpenedFile = {
  scheme: 'file',
  name: 'tfevents.1',
  directories: ['/link/a', '/logs/a'],
};

function problem(kind: ProblemKind, name = file.name): Problem {
  return { kind, file: name, offset: null, bytes: 0, count: 1, detail: 'EACCES' };
}

interface Circumstances {
  readonly searching?: boolean;
  readonly exists?: boolean;
  readonly file?: OpenedFile;
}

function scopeOf(everyRun: readonly RunSummary[], given: Circumstances = {}): FileScope {
  const model = {
    runs: [],
    everyRun,
    progress: { searching: given.searching ?? false, bytesTotal: 99, bytesRead: 1 },
    get: (id: RunId) => everyRun.find((run) => run.id === id),
    pieces: new RunPieces(everyRun),
    aliasOf: () => null,
    colourOf: () => 3,
    isPlotted: () => false,
  };
  return new FileScope(model, given.file ?? file, {
    exists: () => Promise.resolve(given.exists ?? true),
    openAsText: () => undefined,
    changed: () => undefined,
  });
}

describe('the dashboard of a file', () => {
  it('shows the run of its directory alone, plotted whatever is ticked elsewhere', async () => {
    const source = { file: file.name, format: 'tensorboard', sizeBytes: 10, bytesRead: 4 };
    const scope = scopeOf([makeRun('b'), makeRun('a', { loading: true, sources: [source] })]);
    assert.deepEqual(
      [scope.runs.map(({ id }) => id), scope.has('a' as RunId), scope.has('b' as RunId)],
      [['a'], true, false],
    );
    assert.deepEqual(scope.progress, { searching: false, bytesTotal: 10, bytesRead: 4 });
    assert.deepEqual(await scope.describeFile(), {
      name: file.name,
      run: 'a',
      directory: '/link/a',
      problem: null,
    });
    scope.setPlotted(['a' as RunId], false);
    const off = scope.isPlotted('a' as RunId);
    scope.setPlotted(['a' as RunId], true);
    assert.deepEqual([off, scope.isPlotted('a' as RunId)], [false, true]);
  });

  it('begins without the filter of the other dashboards, and leaves it to them', () => {
    const kept = { ...defaultDashboardView, tagFilter: 'loss', runFilter: 'lr < 1', logY: true };
    const scope = scopeOf([]);
    assert.deepEqual(scope.viewFrom(kept), { ...kept, tagFilter: '', runFilter: '' });
    const own = { ...defaultDashboardView, tagFilter: 'lr' };
    assert.deepEqual(scope.viewToKeep(own, kept), {
      ...own,
      tagFilter: 'loss',
      runFilter: 'lr < 1',
    });
  });

  const empty = { file: file.name, format: 'tensorboard', sizeBytes: 0, bytesRead: 0 };
  const cases: readonly (readonly [string, readonly RunSummary[], Circumstances, string | null])[] =
    [
      ['is being looked for', [], { searching: true }, null],
      ['is gone', [], { exists: false }, 'missing'],
      ['was taken for no log', [], {}, 'notAnEventFile'],
      ['is on no disk', [], { file: { ...file, scheme: 'git' } }, 'notOnDisk'],
      ['has gone lately', [makeRun('a', { problems: [problem('fileMissing')] })], {}, 'missing'],
      ['cannot be read', [makeRun('a', { problems: [problem('unreadable')] })], {}, 'unreadable'],
      ['has just begun', [makeRun('a', { sources: [empty] })], {}, 'emptyFile'],
      [
        'lies beside a bad one',
        [makeRun('a', { problems: [problem('emptyFile', 'x')] })],
        {},
        null,
      ],
    ];
  for (const [what, runs, given, kind] of cases) {
    it(`knows when its file ${what}`, async () => {
      const described = await scopeOf(runs, given).describeFile();
      assert.equal(described.problem?.kind ?? null, kind);
    });
  }
});
