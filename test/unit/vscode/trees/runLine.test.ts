// The words beside a run's name.
import assert from 'node:assert/strict';
import { diagnose } from '../../../../src/core/diagnosis/diagnose';
import { noAnnotation } from '../../../../src/shared/annotations';
import {
  describeGroupLine,
  describePieces,
  describeRunAloud,
  describeRunContext,
  describeRunLine,
} from '../../../../src/vscode/trees/runLine';
import { makePart, makeRun, makeSession } from '../makeRun';

describe('the line of a run', () => {
  it('tells what matters most first: problems, the best value, the step, another value', () => {
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
      [
        describeRunLine(run, null, noAnnotation),
        describeRunAloud(run, 'a', true, null, noAnnotation),
      ],
      [
        '⚠ loss 1.831 · step 12.4k · acc 0.5',
        'a, running, loss 1.831, step 12.4k, acc 0.5, 2 problems, plotted',
      ],
    );
  });

  it('says first why a run ended', () => {
    const run = makeRun('a', { state: 'failed', lastStep: 7 });
    const failure = diagnose('RuntimeError: CUDA error: out of memory\n');
    assert.deepEqual(
      [
        describeRunLine(run, null, noAnnotation, failure),
        describeRunAloud(run, 'a', true, null, noAnnotation, failure),
      ],
      ['GPU out of memory · step 7', 'a, failed, GPU out of memory, step 7, plotted'],
    );
  });

  it('says how far a run was read whose reading was stopped', () => {
    const source = { file: 'a.tfevents', format: 'tensorboard', sizeBytes: 300, bytesRead: 102 };
    const run = makeRun('a', { readingStopped: true, sources: [source], lastStep: 7 });
    assert.deepEqual(
      [describeRunLine(run, null, noAnnotation), describeRunContext(run, noAnnotation)],
      ['stopped at 34 % · step 7', 'run stopped plain listed'],
    );
  });

  it('tells the value of a line without the metric, which its name says', () => {
    const line = makePart('a/loss_x', 'a', 'loss', 'x');
    const run = { ...line, lastStep: 3, lastValues: [{ tag: 'loss', step: 3, value: 0.5 }] };
    assert.equal(describeRunLine(run, null, noAnnotation), '0.5 · step 3');
  });

  it('names the lines where the run has no values of its own', () => {
    const pieces = [
      makePart('a/loss_x', 'a', 'loss', 'x'),
      makePart('a/acc_x', 'a', 'acc', 'x'),
      makeSession('a/trial', 'a'),
    ];
    assert.equal(describePieces(pieces), 'x, trial');
  });

  it('tells tags in full where their last parts are the same', () => {
    const lastValues = ['train/loss', 'val/loss'].map((tag) => ({ tag, step: 1, value: 1 }));
    assert.equal(
      describeRunLine(makeRun('a', { lastValues }), null, noAnnotation),
      'train/loss 1 · val/loss 1',
    );
  });

  it('says that reading goes on while nothing is known', () => {
    assert.deepEqual(
      [true, false].map((loading) =>
        describeRunLine(makeRun('a', { loading }), null, noAnnotation),
      ),
      ['reading…', ''],
    );
  });

  it('says first of which run it is a copy', () => {
    const run = makeRun('a', { lastStep: 5, problemCount: 1 });
    assert.deepEqual(
      [
        describeRunLine(run, 'b', noAnnotation),
        describeRunAloud(run, 'a', false, 'b', noAnnotation),
      ],
      ['⚠ copy of b · step 5', 'a, copy of b, finished, step 5, 1 problem, not plotted'],
    );
  });
});

describe('a run with other files', () => {
  const trace = { kind: 'trace', path: 'x', label: 'x', sizeBytes: 1 } as const;
  const projector = { ...trace, kind: 'projector' } as const;

  it('counts them where it has no logs', () => {
    const source = { file: 'f', format: 'tensorboard', sizeBytes: 1, bytesRead: 1 };
    const lines = [[], [source]].map((sources) =>
      describeRunLine(
        makeRun('a', { companions: [trace, projector], sources }),
        null,
        noAnnotation,
      ),
    );
    assert.deepEqual(lines, ['2 other files', '']);
  });

  it('offers to open its traces', () => {
    const contexts = [
      { companions: [projector] },
      { companions: [projector, trace], problemCount: 1 },
    ].map((changes) => describeRunContext(makeRun('a', changes), noAnnotation));
    assert.deepEqual(contexts, ['run plain listed', 'run problems traces plain listed']);
  });
});

describe('what the user says of a run', () => {
  const said = { ...noAnnotation, star: true, tags: ['a', 'b c'], note: 'n', archived: true };
  const run = makeRun('a', { lastStep: 7, problemCount: 1 });

  it('is on its line: a star first, tags last', () => {
    assert.deepEqual(
      [said, { ...said, star: false, archived: false, tags: [] }].map((each) =>
        describeRunLine(run, null, each),
      ),
      ['⚠ ★ archived · step 7 · #a #b c', '⚠ step 7'],
    );
  });

  it('is spoken, and decides what the menus offer', () => {
    assert.deepEqual(
      [describeRunAloud(run, 'Alias', true, null, said), describeRunContext(run, said)],
      [
        'Alias, finished, step 7, 1 problem, starred, tagged a, b c, has a note, archived, plotted',
        'run problems starred archived',
      ],
    );
  });
});

describe('the line of a group', () => {
  it('tells how many are plotted when it is only some', () => {
    const lines = [0, 10, 1200].map((plotted) => describeGroupLine(1200, plotted));
    assert.deepEqual(lines, ['1,200', '1,200 · 10 plotted', '1,200']);
  });
});
