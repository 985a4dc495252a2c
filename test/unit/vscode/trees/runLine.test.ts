// The words beside a run's name.
import assert from 'node:assert/strict';
import {
  describeGroupLine,
  describeRunAloud,
  describeRunContext,
  describeRunLine,
} from '../../../../src/vscode/trees/runLine';
import { makeRun } from '../makeRun';

describe('the line of a run', () => {
  it('tells problems, step and the first two values', () => {
    const run = makeRun('a', {
      state: 'running',
      problemCount: 2,
      lastStep: 12_400,
      lastValues: [
        { tag: 'train/loss', step: 12_400, value: 1.8312 },
        { tag: 'acc', step: 12_400, value: 0.5 },
        { tag: 'lr', step: 12_400, value: 0.1 },
      ],
    });
    assert.deepEqual(
      [describeRunLine(run), describeRunAloud(run, 'a', true)],
      [
        '⚠ 2 · step 12.4k · loss 1.831 · acc 0.5',
        'a, running, step 12.4k, loss 1.831, acc 0.5, 2 problems, plotted',
      ],
    );
  });

  it('tells tags in full where their last parts are the same', () => {
    const lastValues = ['train/loss', 'val/loss'].map((tag) => ({ tag, step: 1, value: 1 }));
    assert.equal(describeRunLine(makeRun('a', { lastValues })), 'train/loss 1 · val/loss 1');
  });

  it('says that reading goes on while nothing is known', () => {
    assert.deepEqual(
      [describeRunLine(makeRun('a', { loading: true })), describeRunLine(makeRun('a'))],
      ['reading…', ''],
    );
  });
});

describe('a run with other files', () => {
  const trace = { kind: 'trace', path: 'x', label: 'x', sizeBytes: 1 } as const;
  const projector = { ...trace, kind: 'projector' } as const;

  it('counts them where it has no logs', () => {
    const source = { file: 'f', format: 'tensorboard', sizeBytes: 1, bytesRead: 1 };
    const lines = [[], [source]].map((sources) =>
      describeRunLine(makeRun('a', { companions: [trace, projector], sources })),
    );
    assert.deepEqual(lines, ['2 other files', '']);
  });

  it('offers to open its traces', () => {
    const contexts = [
      { companions: [projector] },
      { companions: [projector, trace], problemCount: 1 },
    ].map((changes) => describeRunContext(makeRun('a', changes)));
    assert.deepEqual(contexts, ['run', 'run problems traces']);
  });
});

describe('the line of a group', () => {
  it('tells how many are plotted when it is only some', () => {
    const lines = [0, 10, 1200].map((plotted) => describeGroupLine(1200, plotted));
    assert.deepEqual(lines, ['1,200', '1,200 · 10 plotted', '1,200']);
  });
});
