// States of tqdm's bars.
import assert from 'node:assert/strict';
import { parseBar } from '../../../../../src/core/formats/console/bar';

describe("a state of tqdm's bar", () => {
  it('tells description, place, times and what is behind', () => {
    const text =
      'Epoch 3:  45%|████▌     | 450/1000 [02:11<1:02:40,  3.42it/s, loss=0.51, v_num=2]';
    assert.deepEqual(parseBar(text), {
      ...{ description: 'Epoch 3', done: 450, total: 1000, unit: 'it' },
      ...{ elapsed: 131, remaining: 3760, postfix: ', loss=0.51, v_num=2' },
    });
  });

  it('counts in units and thousands, fast or slow', () => {
    const texts = [
      ' 45%|####5     | 1.50k/3.00M [00:02<?, 12.5kbatch/s]',
      '  1%|          | 5/500 [01:00<1:39:00, 12.00s/epoch]',
      '450it [02:11,  3.42it/s, loss=0.5]',
    ];
    const found = texts.map((text) => parseBar(text)!);
    assert.deepEqual(
      found.map(({ done, total, unit, remaining }) => [done, total, unit, remaining]),
      [
        [1500, 3_000_000, 'batch', null],
        [5, 500, 'epoch', 5940],
        [450, null, 'it', null],
      ],
    );
  });

  it('has only whole values behind it where a narrow terminal cuts it off', () => {
    const cut = ' 50%|█| 1/2 [00:01<00:01, 1.00it/s, loss=1.0000, lr=0.0';
    assert.equal(parseBar(cut)?.postfix, ', loss=1.0000');
  });

  it('is none where it is something else', () => {
    const texts = [
      ' 45%|',
      'coverage: 45%| a | b |',
      '12% [====>     ] 10/20',
      'fit [00:01, 2it/s]',
    ];
    assert.deepEqual(texts.map(parseBar), [null, null, null, null]);
  });
});
