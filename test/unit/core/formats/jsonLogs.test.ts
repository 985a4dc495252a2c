// JSON logs: which are logs, what they tell beside numbers, and what rows of different kinds are called.
import assert from 'node:assert/strict';
import {
  jsonLinesFormat,
  runFileFormat,
  trainerStateFormat,
} from '../../../../src/core/formats/json/format';
import type { DecodedFact } from '../../../../src/core/model/facts';
import type { LogFormat } from '../../../../src/core/model/decoded';
import { decodeFile } from '../../../support/decodeFile';

interface Told {
  readonly isLog: boolean;
  readonly facts: readonly DecodedFact[];
  readonly points: readonly (readonly [string, number, number])[];
}

function tell(format: LogFormat, text: string, file: string): Told {
  const bytes = new TextEncoder().encode(text);
  const decoder = format.createDecoder('always', undefined, file);
  const { facts } = decoder.decode(bytes, 0, bytes.length, 0, true);
  const named = { ...format, createDecoder: () => format.createDecoder('always', undefined, file) };
  const { tags, points } = decodeFile(named, bytes);
  return {
    isLog: decoder.isLog ?? true,
    facts: facts ?? [],
    points: points.map(([tag, step, , value]) => [tags[tag]!.tag, step, value]),
  };
}

function lines(file: string, ...rows: readonly unknown[]): Told {
  return tell(jsonLinesFormat, rows.map((row) => `${JSON.stringify(row)}\n`).join(''), file);
}

const long = 'word '.repeat(100);

describe('JSON logs', () => {
  for (const [what, isLog, told] of [
    ['a step and a number', true, lines('log.jsonl', { step: 1, loss: 2 })],
    ['texts, with a step and a number', false, lines('log.jsonl', { step: 1, text: long, x: 2 })],
    ['one row in a file named like a document', false, lines('result.json', { step: 1, loss: 2 })],
    ['one row of Ray', true, lines('result.json', { training_iteration: 1, loss: 2 })],
    ['data, by its name', false, lines('train_data.jsonl', { step: 1, count: 2 })],
    [
      'a log, by a metric, though named like data',
      true,
      lines('train.jsonl', { step: 1, loss: 2 }),
    ],
  ] as const) {
    it(`are ${isLog ? 'logs' : 'none'}: ${what}`, () => {
      assert.equal(told.isLog, isLog);
    });
  }

  it('of Ray and LLaMA-Factory say that they end', () => {
    const factory = (done: number, more: object = {}): object => ({
      ...{ current_steps: done, total_steps: 8, ...more, epoch: 2, percentage: (100 * done) / 8 },
      ...{ elapsed_time: '0:00:01', remaining_time: '0:00:00' },
    });
    const ray = (done: boolean): string =>
      `{"loss": 1, "timestamp": 1700000000, "done": ${done}, "training_iteration": 1}\n`;
    const marksOf = (text: string): unknown => {
      const bytes = new TextEncoder().encode(text);
      const { marks } = decodeFile(jsonLinesFormat, bytes);
      return marks.map(({ kind, at, ...rest }) => [
        ...[kind, at, rest.wallTime, 'said' in rest && rest.said.word],
      ]);
    };
    const rows = (...all: readonly object[]): string =>
      all.map((row) => `${JSON.stringify(row)}\n`).join('');
    assert.deepEqual(
      [ray(false), ray(false) + ray(true), rows(factory(8, { loss: 1 })), rows(factory(4))].map(
        marksOf,
      ),
      [[], [['end', 4, 1_700_000_000, 'done']], [], []],
    );
    const [end] = marksOf(rows(factory(8, { loss: 1 }), factory(8))) as unknown[][];
    assert.deepEqual([end?.[0], end?.[3]], ['end', '100 %']);
  });

  it('are counted by row where metrics come with times and never with steps', () => {
    const time = '2026-11-22T15:40:00Z';
    const bare = [
      { timestamp: time, loss: 3 },
      { timestamp: time, level: 1 },
    ];
    assert.deepEqual(lines('log.jsonl', ...bare, { timestamp: time, loss: 2 }).points, [
      ['loss', 0, 3],
      ['loss', 1, 2],
    ]);
    assert.deepEqual(lines('log.jsonl', { step: 7, loss: 3 }, ...bare).points, [['loss', 7, 3]]);
  });

  it('tell the rows of a validation from those of a training where both have the same names', () => {
    const { points } = lines(
      'vis_data/scalars.json',
      { time: 1, loss: 2, iter: 5, step: 5 },
      { time: 3, loss: 4, accuracy: 5, step: 1 },
    );
    assert.deepEqual(points, [
      ['time', 5, 1],
      ['loss', 5, 2],
      ['val/time', 1, 3],
      ['val/loss', 1, 4],
      ['accuracy', 1, 5],
    ]);
  });

  it('tell the configuration that Ray repeats once, and again when it changes', () => {
    const row = (lr: number): unknown => ({ loss: 1, training_iteration: 1, config: { lr } });
    const bytes = new TextEncoder().encode(
      [row(1), row(1), row(2)].map((one) => `${JSON.stringify(one)}\n`).join(''),
    );
    const decoder = jsonLinesFormat.createDecoder('always', undefined, 'result.json');
    const facts: DecodedFact[] = [];
    const third = bytes.length / 3;
    for (const at of [0, third, 2 * third]) {
      const part = bytes.subarray(at, at + third);
      facts.push(...(decoder.decode(part, 0, third, at, false).facts ?? []));
    }
    const set = (lr: number): DecodedFact => ({
      ...{ kind: 'set', section: 'config', path: [], value: { lr } },
    });
    assert.deepEqual(facts, [set(1), set(2)]);
  });

  it('tell how far LLaMA-Factory has come', () => {
    const row = { current_steps: 10, total_steps: 500, loss: 1, percentage: 2 };
    const { facts, points } = lines('trainer_log.jsonl', {
      ...row,
      ...{ elapsed_time: '1 day, 0:00:21', remaining_time: '0:17:33' },
    });
    const progress = { done: 10, total: 500, unit: 'step', elapsed: 86_421, remaining: 1_053 };
    assert.deepEqual([facts, points], [[{ kind: 'progress', progress }], [['loss', 10, 1]]]);
  });

  it('tell what stands around the history of a trainer', () => {
    const document = {
      ...{ best_metric: 0.4, global_step: 8, log_history: [{ loss: NaN, step: 8 }] },
      ...{ max_steps: 16, num_train_epochs: 2, trial_params: null },
    };
    const text = JSON.stringify(document, null, 2).replace('null', 'NaN');
    const { facts } = tell(trainerStateFormat, text, 'trainer_state.json');
    const steps = { done: 8, unit: 'step', elapsed: null, remaining: null };
    assert.deepEqual(facts, [
      { kind: 'set', section: 'summary', path: ['best_metric'], value: 0.4 },
      { kind: 'progress', progress: { ...steps, total: null } },
      { kind: 'set', section: 'config', path: ['num_train_epochs'], value: 2 },
      { kind: 'set', section: 'config', path: ['max_steps'], value: 16 },
      { kind: 'progress', progress: { ...steps, total: 16 } },
    ]);
  });

  it('are a summary and no log where DVCLive keeps its newest values', () => {
    const text = JSON.stringify({ train: { loss: 0.5 }, step: 4 }, null, 4);
    assert.deepEqual(tell(jsonLinesFormat, `${text}\n`, 'metrics.json'), {
      isLog: false,
      facts: [
        { kind: 'set', section: 'summary', path: ['train'], value: { loss: 0.5 } },
        { kind: 'set', section: 'summary', path: ['step'], value: 4 },
      ],
      points: [],
    });
  });

  it('of absurd depth cost only themselves', () => {
    const nest = `${'{"a":['.repeat(100_000)}NaN${']}'.repeat(100_000)}`;
    const told = [
      tell(jsonLinesFormat, `{\n"step": 1, "x": ${nest}}\n`, 'metrics.json'),
      tell(jsonLinesFormat, `{"step": 1, "x": ${nest}, "loss": 2}\n`, 'log.jsonl'),
      tell(jsonLinesFormat, `{"step": 1, "loss": 2}\n[${nest}]\n`, 'log.jsonl'),
      tell(trainerStateFormat, `{"a": ${nest}, "log_history": [${nest}]}`, 'trainer_state.json'),
      tell(runFileFormat, nest, 'run.json'),
    ];
    const points = [['loss', 1, 2]];
    assert.deepEqual(
      told.map((one) => one.points),
      [[], points, points, [], []],
    );
  });

  for (const [status, state] of [
    ['COMPLETED', 'finished'],
    ['FAILED', 'failed'],
    ['INTERRUPTED', 'stopped'],
    ['TIMEOUT', 'failed'],
    ['RUNNING', null],
  ] as const) {
    it(`of Sacred end as ${status} says`, () => {
      const text = JSON.stringify({
        ...{ experiment: { name: 'tiny' }, status, heartbeat: '2026-11-22T15:40:00' },
        ...{ stop_time: state === null ? null : '2026-11-22T15:40:01.5' },
      });
      const { marks } = decodeFile(
        { ...runFileFormat, createDecoder: () => runFileFormat.createDecoder() },
        new TextEncoder().encode(text),
      );
      const said = { word: status, state };
      const end = { kind: 'end', at: 0, wallTime: 1795362001.5, exitCode: null, said };
      assert.deepEqual(marks, state === null ? [] : [end]);
    });
  }
});
