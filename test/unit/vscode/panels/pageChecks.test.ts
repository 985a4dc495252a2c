// The page is not trusted: what it sends is taken apart and only what the contract knows goes on.
import assert from 'node:assert/strict';
import { defaultDashboardView } from '../../../../src/shared/dashboardContract';
import {
  checkAddress,
  checkContentQuery,
  checkFrameQuery,
  checkItemsQuery,
  checkNearestQuery,
  checkPageExport,
  checkPlotted,
  checkSavedFile,
  checkProjectorQuery,
  readDashboardView,
  Refused,
} from '../../../../src/vscode/panels/pageChecks';

const knows = (id: string): boolean => id === 'a' || id === 'b';

const frameQuery = {
  tag: 'train/loss',
  runs: ['a', 'b'],
  axis: 'step',
  skipDowntime: true,
  newestWriter: true,
  range: { from: 0, to: 10 },
  columns: 300,
  detail: 'minmax',
  smoothing: { kind: 'ema', weight: 0.6 },
  raw: true,
  ghosts: true,
  moreTags: ['val/loss'],
  xTags: ['epoch'],
  logX: true,
  groups: { members: [['a'], ['b']], centre: 'mean', band: 'std' },
  baseline: 'b',
  marks: [{ run: 'a', step: 3 }],
};

const nearestQuery = {
  tag: 't',
  moreTags: [],
  runs: ['a'],
  axis: 'wall',
  xTags: [],
  skipDowntime: false,
  newestWriter: false,
  x: 5,
  smoothing: { kind: 'none' },
};

function refuses(check: (sent: unknown) => unknown, sent: readonly unknown[]): void {
  for (const each of sent) assert.throws(() => check(each), Refused, JSON.stringify(each));
}

describe('what the page sends', () => {
  it('asks for exports of the forms there are', () => {
    const [view, metrics] = [defaultDashboardView, ['loss']];
    const read = checkPageExport({ form: 'html', view, metrics: ['loss', 7], path: '/' }, view);
    assert.deepEqual(read, { form: 'html', view, metrics });
    refuses((sent) => checkPageExport(sent, view), [null, { form: 'exe', view, metrics }]);
  });

  it('is saved only where the bytes are of the form that they are said to have', () => {
    const bytesOf = (text: string): ArrayBuffer =>
      Uint8Array.from(text, (letter) => letter.charCodeAt(0)).buffer;
    const svg = bytesOf('<svg xmlns="http://www.w3.org/2000/svg" width="1pt"/>');
    const file = { form: 'svg', name: 'a/b', bytes: svg };
    assert.deepEqual(checkSavedFile({ ...file, path: '/etc/passwd' }), file);
    refuses(checkSavedFile, [
      null,
      { ...file, form: 'html' },
      { ...file, form: 'png' },
      { ...file, bytes: bytesOf('#!/bin/sh') },
      { ...file, bytes: 'text' },
      { ...file, bytes: new ArrayBuffer((64 << 20) + 1) },
      { ...file, name: 7 },
    ]);
  });

  it('passes when it is as the contract says, without what the contract does not know', () => {
    assert.deepEqual(checkFrameQuery({ ...frameQuery, path: '/etc' }, knows), frameQuery);
    assert.deepEqual(checkNearestQuery({ ...nearestQuery, extra: 1 }, knows), nearestQuery);
    assert.deepEqual(checkPlotted({ runs: ['a', 'x'], plotted: false }, knows), {
      runs: ['a'],
      plotted: false,
    });
  });

  it('loses runs that are not known', () => {
    const { runs } = checkFrameQuery({ ...frameQuery, runs: ['b', '../x', 7, 'a'] }, knows);
    assert.deepEqual(runs, ['b', 'a']);
  });

  it('may ask for the whole extent', () => {
    assert.equal(checkFrameQuery({ ...frameQuery, range: null }, knows).range, null);
  });

  it('is refused as a frame query when any part is wrong', () => {
    const wrong: Record<string, readonly unknown[]> = {
      tag: [undefined, 5, 'x'.repeat(100_001)],
      runs: [undefined, 'a'],
      axis: [undefined, 'time', '__proto__'],
      range: [undefined, 5, { from: 1 }, { from: 2, to: 1 }, { from: NaN, to: 1 }],
      columns: [undefined, 0, -1, 1e9, NaN, '300'],
      smoothing: [undefined, { kind: 'gauss' }, { kind: 'ema', weight: 1 }, { kind: 'ema' }],
    };
    for (const [key, values] of Object.entries(wrong)) {
      refuses((value) => checkFrameQuery({ ...frameQuery, [key]: value }, knows), values);
    }
    refuses((sent) => checkFrameQuery(sent, knows), [null, undefined, 'x', 5]);
  });

  it('is refused as a nearest query or a choice when any part is wrong', () => {
    refuses(
      (sent) => checkNearestQuery(sent, knows),
      [null, {}, { ...nearestQuery, x: Infinity }, { ...nearestQuery, tag: null }],
    );
    refuses((sent) => checkPlotted(sent, knows), [null, {}, { runs: 'a', plotted: true }]);
  });
});

describe('a stored view', () => {
  it('comes back as it was', () => {
    const view = { ...defaultDashboardView, axis: 'wall', collapsedGroups: ['val'] } as const;
    assert.deepEqual(readDashboardView({ ...view }, defaultDashboardView), view);
  });

  it('has the default where something is missing, wrong or out of its limits', () => {
    assert.deepEqual(
      readDashboardView(
        {
          axis: 'time',
          logY: 'yes',
          smoothingWeight: 3,
          columnWidth: -5,
          collapsedGroups: [1, 'a'],
        },
        defaultDashboardView,
      ),
      { ...defaultDashboardView, smoothingWeight: 0.999, columnWidth: 100, collapsedGroups: ['a'] },
    );
    assert.deepEqual(readDashboardView(undefined, defaultDashboardView), defaultDashboardView);
  });
});

describe('what the page asks about values without columns', () => {
  const items = { run: 'a', kind: 'image', tag: 'samples' };
  const content = { ...items, file: 'events.out', number: 3 };

  it('passes when it is as the contract says', () => {
    assert.deepEqual(checkItemsQuery({ ...items, path: '/etc' }, knows), items);
    assert.deepEqual(checkContentQuery({ ...content, path: '/etc' }, knows), content);
  });

  it('is refused otherwise', () => {
    refuses(
      (sent) => checkItemsQuery(sent, knows),
      [null, {}, { ...items, run: 'x' }, { ...items, kind: 'scalar' }, { ...items, tag: 1 }],
    );
    refuses(
      (sent) => checkContentQuery(sent, knows),
      [items, { ...content, file: null }, { ...content, number: -1 }, { ...content, run: 'x' }],
    );
  });
});

describe('an address in a log', () => {
  it('is opened where it is a plain https one, as it reads to a browser', () => {
    assert.equal(checkAddress({ address: 'https://Example.com/a b' }), 'https://example.com/a%20b');
  });

  it('is refused otherwise', () => {
    refuses(checkAddress, [
      null,
      { address: 'http://example.com/' },
      { address: 'command:workbench.action.quit' },
      { address: 'file:///etc/passwd' },
      { address: 'javascript:alert(1)' },
      { address: 'https://github.com@example.com/' },
      { address: `https://example.com/${'a'.repeat(2000)}` },
      { address: 'docs/readme.md' },
    ]);
  });

  it('asks for embeddings of a known run, not for more points than can be shown', () => {
    const query = { run: 'a', path: 'projector_config.pbtxt', embedding: 2, mostPoints: 50_000 };
    assert.deepEqual(checkProjectorQuery({ ...query, folder: '/etc' }, knows), query);
    assert.deepEqual(checkProjectorQuery({ ...query, embedding: null }, knows).embedding, null);
    refuses(
      (sent) => checkProjectorQuery(sent, knows),
      [
        null,
        { ...query, run: 'x' },
        { ...query, path: 5 },
        { ...query, embedding: -1 },
        { ...query, embedding: '1' },
        { ...query, mostPoints: 50_001 },
        { ...query, mostPoints: NaN },
      ],
    );
  });
});
