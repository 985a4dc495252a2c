// What each rule makes of the lines of its programs, beyond the fixtures that the contract reads.
import assert from 'node:assert/strict';
import { consoleFormat } from '../../../../../src/core/formats/console/format';
import { factsOf, progressOf, readConsole } from '../../../../support/consoleText';

function bar(done: number, total: number, rest = ''): string {
  const percent = String(Math.round((100 * done) / total)).padStart(3);
  return `${percent}%|${'█'.repeat(done % 10)}   | ${done}/${total} [00:10<00:20,  1.00it/s${rest}]`;
}

const { loose } = consoleFormat;

describe('the rule of trainer dicts', () => {
  const dict = (loss: number, epoch: number): string =>
    `{'loss': ${loss}, 'lr': None, 'epoch': ${epoch}}\n`;

  it('takes the step from the bar that is drawn again behind the dict', () => {
    const text = `\r${bar(3, 20)}\r      \r${dict(5, 0.5)}\r${bar(4, 20)}\r  \r${dict(4, 1)}\r${bar(8, 20)}\r`;
    assert.deepEqual(readConsole(text).curves, { loss: ['4:5', '8:4'], epoch: ['4:0.5', '8:1'] });
  });

  it('goes by the epoch where dicts come many at a time, or no bar is drawn', () => {
    const dicts = [dict(5, 0.5), dict(4, 1), dict(3, 1.5)].join('');
    const byEpoch = { loss: ['0.5:5', '1:4', '1.5:3'] };
    assert.deepEqual(readConsole(`\r${bar(20, 20)}\n${dicts}`).curves, byEpoch);
    assert.deepEqual(readConsole(dicts).curves, byEpoch);
  });

  it('is not misled by the bar of an evaluation', () => {
    const text = `\r${bar(3, 20)}\n${dict(5, 0.5)}\r${bar(1, 3)}\r${bar(4, 20)}\r${dict(4, 1)}\r${bar(8, 20)}\r`;
    assert.deepEqual(readConsole(text).curves['loss'], ['4:5', '8:4']);
  });

  it('takes a step that the dict says itself', () => {
    const text = "{'step': 10, 'loss': 0.5}\n{'step': 20, 'loss': nan}\n";
    assert.deepEqual(readConsole(text).curves, { loss: ['10:0.5', '20:NaN'] });
  });

  it('tells the last line as results', () => {
    const text = "{'train_runtime': '58.1', 'train_loss': '3.175', 'epoch': '2'}\n";
    assert.deepEqual(factsOf(text), [
      { kind: 'set', section: 'summary', path: ['train_runtime'], value: 58.1 },
      { kind: 'set', section: 'summary', path: ['train_loss'], value: 3.175 },
    ]);
  });

  it('leaves dumps of a configuration alone', () => {
    const text =
      "{'lr': 0.1, 'epoch': 10, 'model': 'resnet'}\n{'loss': {'a': 1}, 'epoch': 3}\n{'epoch': 3}\n";
    assert.deepEqual(readConsole(text.repeat(5)), { isLog: false, curves: {} });
  });
});

describe('the rule of bars', () => {
  it('counts on from epoch to epoch, named or not', () => {
    const epochs = (name: (epoch: number) => string): string =>
      [1, 2]
        .map(
          (epoch) =>
            [1, 2].map((at) => `\r${name(epoch)}${bar(at, 2, `, loss=${epoch}.${at}`)}`).join('') +
            '\n',
        )
        .join('');
    const curve = ['1:1.1', '2:1.2', '3:2.1', '4:2.2'];
    assert.deepEqual(readConsole(epochs((epoch) => `Epoch ${epoch}/2: `)).curves['loss'], curve);
    assert.deepEqual(readConsole(epochs((epoch) => `Epoch ${epoch - 1}: `)).curves['loss'], curve);
    assert.deepEqual(readConsole(epochs(() => 'Train: ')).curves['loss'], curve);
  });

  it('keeps the last state of each iteration', () => {
    const states = [
      bar(1, 9, ', loss=5'),
      bar(1, 9, ', loss=4'),
      bar(2, 9, ', loss=4'),
      bar(2, 9, ', loss=3'),
      bar(3, 9, ', loss=2'),
      bar(9, 9, ', loss=1'),
    ];
    assert.deepEqual(readConsole(states.map((state) => `\r${state}`).join('') + '\n').curves, {
      loss: ['1:4', '2:3', '3:2', '9:1'],
    });
  });

  it('has curves of their own for evaluations, and for bars within bars', () => {
    const rows = [1, 2, 3].map(
      (at) =>
        `\rTrain ${bar(at, 3, ', loss=1')}\n\rVal ${bar(at, 3, ', loss=2')}\n\rAll ${bar(at, 30, ', loss=3')}\n`,
    );
    assert.deepEqual(Object.keys(readConsole(rows.join('')).curves), [
      'loss',
      'val/loss',
      'All/loss',
    ]);
  });

  it('reads values in the description', () => {
    const rows = [1, 2, 3].map((at) => `\rEpoch 1 loss: ${at / 2}: ${bar(at, 3)}`);
    assert.deepEqual(readConsole(`${rows.join('')}\n`).curves, { loss: ['1:0.5', '2:1', '3:1.5'] });
  });

  it('makes no log of bars that only count, or count something else', () => {
    const rows = [1, 2, 3, 4].map(
      (at) => `\rDownloading ${bar(at, 4)}\rMap ${bar(at, 4, ', files=3')}`,
    );
    assert.deepEqual(readConsole(`${rows.join('')}\n`), { isLog: false, curves: {} });
  });

  it('tells the progress of the main loop over all epochs', () => {
    const text = `\rEpoch 2/3: ${bar(4, 10)}\n\rValidation: ${bar(1, 2).replace('00:10<00:20', '00:00<00:01')}\r`;
    assert.deepEqual(progressOf(text), {
      done: 14,
      total: 30,
      unit: 'iteration',
      elapsed: null,
      remaining: 50,
    });
  });

  it('tells whether a full bar is all there is to do, or one epoch of some', () => {
    const isOfPart = (text: string): unknown => progressOf(text)?.isOfPart ?? false;
    const once = `\r${bar(10, 10)}\n`;
    const resumed = `\r${bar(7, 10)}\n\r${bar(5, 10)}\r${bar(10, 10)}\n`;
    const live = `${once}\r${bar(1, 10)}\r${bar(10, 10)}`;
    assert.deepEqual([once, resumed, `Epoch 3/3: ${once}`].map(isOfPart), [false, false, false]);
    const parts = [`${once}${once}\r${bar(10, 10)}\n`, live, `\rEpoch 2: ${bar(10, 10)}\n`];
    assert.deepEqual(parts.map(isOfPart), [false, true, true]);
  });

  it('tells no progress of downloads and of what comes before a training', () => {
    const bytes = '\rmodel:  45%|██   | 450M/1.00G [00:02<00:03, 170MB/s]\r';
    assert.equal(progressOf(`${bytes}\rMap: ${bar(1, 4)}\r`), undefined);
  });

  it('tells the progress of a live line that has no end', () => {
    const live = `\r${bar(4, 10, ', loss=1')}\r 50%|█████     | 5/10 [00:50<00:50, 10.00s/it, los`;
    assert.deepEqual(progressOf(live), {
      done: 5,
      total: 10,
      unit: 'iteration',
      elapsed: 50,
      remaining: 50,
    });
  });
});

describe('the rule of Keras', () => {
  it('reads the bars of version 2 and leaves evaluations out', () => {
    const text = [
      'Epoch 1/2',
      '\r  1/938 [..............................] - ETA: 5:01 - loss: 2.3\b\b\b\r938/938 [==============================] - 3s 3ms/step - loss: 0.5 - accuracy: 0.8 - val_loss: 0.4',
      '313/313 [==============================] - 1s 2ms/step - loss: 0.9 - accuracy: 0.1',
      'Epoch 2/2',
      '938/938 [==============================] - 3s 3ms/step - loss: 0.25 - accuracy: 0.9 - val_loss: 0.3',
      '',
    ];
    assert.deepEqual(readConsole(text.join('\n')).curves, {
      loss: ['1:0.5', '2:0.25'],
      accuracy: ['1:0.8', '2:0.9'],
      val_loss: ['1:0.4', '2:0.3'],
    });
  });

  it('tells the progress within a long epoch', () => {
    const text = 'Epoch 2/4\n\r 50/100 ━━━━━━━━━━ 5s 100ms/step - loss: 2.3\r';
    assert.deepEqual(progressOf(text), {
      done: 150,
      total: 400,
      unit: 'step',
      elapsed: null,
      remaining: 25,
    });
  });
});

describe('rules of programs that print a line a step', () => {
  it('tell the progress where the line says it', () => {
    const line =
      ' iteration      100/     500 | elapsed time per iteration (ms): 500.0 | lm loss: 9.1E+00 |\n';
    assert.deepEqual(progressOf(line), {
      done: 100,
      total: 500,
      unit: 'iteration',
      elapsed: null,
      remaining: 200,
    });
    const boosted = '10:\tlearn: 0.3\ttotal: 1m 2s\tremaining: 1m 3s\n';
    assert.deepEqual(progressOf(boosted), {
      done: 10,
      total: null,
      unit: 'iteration',
      elapsed: null,
      remaining: 63,
    });
  });

  it('read modded nanoGPT, and XGBoost below a logger', () => {
    const text = [1, 2]
      .map((at) => `step:${at}/1750 val_loss:4.${at} train_time:23456ms\n`)
      .join('');
    assert.deepEqual(readConsole(text).curves, {
      val_loss: ['1:4.1', '2:4.2'],
      train_time: ['1:23456', '2:23456'],
    });
    const logged = [0, 1]
      .map((at) => `2026-08-22 10:11:12,123 - xgb - INFO - [${at}]\ttrain-auc:0.${at}\n`)
      .join('');
    assert.deepEqual(readConsole(logged).curves, { 'train-auc': ['0:0', '1:0.1'] });
  });

  it('are not sure of a single line', () => {
    assert.deepEqual(readConsole('iter 100: loss 2.5, time 10.00ms, mfu 35.02%\n'), {
      isLog: false,
      curves: {},
    });
  });
});

describe('two rules that tell a metric of one name', () => {
  it('have a curve each', () => {
    const text = [1, 2, 3, 4]
      .map((at) => `Step ${at} | loss:${at}\n\r${bar(at, 9, `, loss=${at / 2}`)}\r`)
      .join('');
    assert.deepEqual(readConsole(`${text}\r${bar(9, 9, ', loss=9')}\n`).curves, {
      loss: ['1:1', '2:2', '3:3', '4:4'],
      'tqdm/loss': ['1:0.5', '2:1', '3:1.5', '4:2', '9:9'],
    });
  });
});

describe('several ranks in one file', () => {
  it('are told apart in the middle of a line, and where bars have become lines', () => {
    const states = [1, 1, 2, 3, 4].map(
      (at, place) =>
        `[default0]:${bar(at, 4, `, loss=${place}`)}[default1]:Step ${place} | acc:1\n`,
    );
    assert.deepEqual(readConsole(states.join('')).curves, {
      acc: ['0:1', '1:1', '2:1', '3:1', '4:1'],
      loss: ['1:1', '2:2', '3:3', '4:4'],
    });
  });

  it('are one curve, and others only where they say other things', () => {
    const text = [1, 2, 3]
      .flatMap((step) =>
        [2, 0, 1].map((rank) => `[rank${rank}]:Step ${step} | loss:${step} seconds:${rank}\n`),
      )
      .join('');
    assert.deepEqual(readConsole(text).curves, {
      loss: ['1:1', '2:2', '3:3'],
      seconds: ['1:0', '2:0', '3:0'],
      'rank1/seconds': ['1:1', '2:1', '3:1'],
      'rank2/seconds': ['1:2', '2:2', '3:2'],
    });
  });
});

describe('the rule of loose lines', () => {
  const lines = (line: (at: number) => string): string =>
    Array.from({ length: 6 }, (_, at) => `${line(at + 1)}\n`).join('');

  it('reads what people print, where it is asked for', () => {
    const text = lines((at) => `epoch 1 step ${at * 100} loss=0.${at} lr=1e-4`);
    const steps = (value: (at: number) => number): string[] =>
      Array.from({ length: 6 }, (_, at) => `${(at + 1) * 100}:${value(at + 1)}`);
    assert.deepEqual(readConsole(text).curves, {});
    assert.deepEqual(readConsole(text, loose).curves, {
      loss: steps((at) => at / 10),
      lr: steps(() => 0.0001),
    });
  });

  it('counts on where the line says how long an epoch is', () => {
    const text = lines(
      (at) => `Epoch [${Math.ceil(at / 3)}/2], Step [${((at - 1) % 3) + 1}/3], Loss: ${at}`,
    );
    assert.deepEqual(readConsole(text, loose).curves, {
      Loss: ['1:1', '2:2', '3:3', '4:4', '5:5', '6:6'],
    });
  });

  it('wants more lines than others before it is sure', () => {
    const text = 'epoch 1 loss: 0.5\nepoch 2 loss: 0.4\nepoch 3 loss: 0.3\n';
    assert.deepEqual(readConsole(text, loose), { isLog: false, curves: {} });
  });
});
