// What is told about a run on hover.
import assert from 'node:assert/strict';
import { noAnnotation } from '../../../../src/shared/annotations';
import type { Problem } from '../../../../src/shared/vocabulary';
import { describeRun } from '../../../../src/vscode/trees/runTooltip';
import { makePart, makeRun, makeSession } from '../makeRun';

const problem: Problem = {
  kind: 'emptyFile',
  file: '*.1',
  offset: null,
  bytes: 0,
  count: 1,
  detail: null,
};

describe('the tooltip of a run', () => {
  it('tells state, evidence, amounts, files and problems, all as plain text', () => {
    const run = makeRun('a_<b>/$(bug)', {
      points: 2500,
      tags: 1,
      segments: 2,
      lastStep: 7,
      lastValues: [{ tag: '[x](y)', step: 7, value: 0.5 }],
      sources: [{ file: '*.1', format: 'tensorboard', sizeBytes: 2000, bytesRead: 500 }],
      companions: [{ kind: 'trace', path: 'w.1.pt.trace.json', label: 'w.1', sizeBytes: 3000 }],
      problems: [problem],
      problemCount: 1,
    });
    assert.equal(
      describeRun(run, 0, null, noAnnotation),
      [
        '**a\\_\\<b\\>/\\$\\(bug\\)**\n',
        '**Finished**: The log says that the run ended.\n',
        '- Last step: 7',
        '- \\[x\\]\\(y\\): 0.5',
        '- Points: 2,500 in 1 metric, started 2 times',
        '- File: \\*.1 \\(2 kB, 500 B read\\)',
        '- Trace: w.1 \\(3 kB\\)',
        '- Directory: /logs/a\\_\\<b\\>/\\$\\(bug\\)',
        '',
        '- $(warning) \\*.1\\: The file is empty.',
      ].join('\n'),
    );
  });

  it('says where the metrics of a run are that is only listed', () => {
    const sources = [
      { file: '.aim/run_metadata.sqlite', format: 'aim', sizeBytes: 1, bytesRead: 1 },
    ];
    assert.equal(
      describeRun(makeRun('a', { sources }), 0, null, noAnnotation).split('\n')[4],
      'Its metrics are kept in a store of Aim’s own, which is not read\\: \\`aim up\\` shows them, Aim’s \\`Metric.dataframe\\(\\)\\` exports them.',
    );
  });

  it('names the number of writers where there are several', () => {
    const lines = describeRun(makeRun('a', { writers: 3 }), 0, null, noAnnotation).split('\n');
    assert.ok(lines.includes('- Writers: 3 processes wrote to it at the same time'));
  });

  it('counts the files and problems that it does not list', () => {
    const sources = Array.from({ length: 7 }, (_, i) => ({
      file: `f${i}`,
      format: 'tensorboard',
      sizeBytes: 1,
      bytesRead: 1,
    }));
    const problems = Array.from({ length: 7 }, () => problem);
    const lines = describeRun(
      makeRun('a', { sources, problems, problemCount: 7 }),
      0,
      null,
      noAnnotation,
    ).split('\n');
    const counts = lines.filter((line) => /^- (Files|and)/.test(line));
    assert.deepEqual(counts, ['- Files: 7', '- and 2 more']);
  });

  it('tells what the run is to others', () => {
    const facts = [
      describeRun(makeRun('a'), 0, 'b*', noAnnotation),
      describeRun(makePart('a/loss_x', 'a', 'loss', 'x'), 0, null, noAnnotation),
      describeRun(makeSession('a/1', 'a'), 0, null, noAnnotation),
    ].map((words) => words.split('\n')[4]);
    assert.deepEqual(facts, [
      '- Copy of: b\\*, which holds all that is here; not plotted unless ticked',
      '- One line of: loss, plotted with its run',
      '- Hyperparameters of: a',
    ]);
  });

  it('puts what the user says first, as text and nothing else', () => {
    const said = {
      alias: 'my *best*',
      note: 'first [x](command:y)\nsecond',
      tags: ['a', '#b'],
      star: true,
      colour: 1,
      archived: true,
    };
    assert.deepEqual(
      describeRun(makeRun('a', { title: 'brave-sky-1' }), 0, null, said)
        .split('\n')
        .slice(0, 14),
      [
        '**my \\*best\\***',
        '',
        'brave\\-sky\\-1',
        '',
        'a',
        '',
        '$(note) first \\[x\\]\\(command\\:y\\)  ',
        'second',
        '',
        '**Finished**: The log says that the run ended.',
        '',
        '- Starred: yes',
        '- Tags: a, \\#b',
        '- Archived: yes',
      ],
    );
  });
});
