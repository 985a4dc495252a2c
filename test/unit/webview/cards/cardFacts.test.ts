// What cards make of values: waves of sounds, changes of texts, confusion matrices, curves, histograms, zooms.
import assert from 'node:assert/strict';
import type { HistogramContent, PrCurveContent } from '../../../../src/shared/content';
import { confusionMatrixOf } from '../../../../webview/cards/confusionMatrix';
import { stackHistograms } from '../../../../webview/cards/histogramData';
import { diffLines } from '../../../../webview/cards/lineDiff';
import { moved, noZoom, zoomAt, zoomOfKey } from '../../../../webview/cards/pictureZoom';
import { drawnLength } from '../../../../webview/cards/prCurveView';
import { readWave } from '../../../../webview/cards/wave';
import { wavOf } from '../../../support/generatedContents';

describe('the wave of a sound', () => {
  it('has the least and greatest sample of each column', () => {
    const wave = readWave(wavOf(0.1, 440), 8);
    assert.equal(wave?.highs.length, 8);
    assert.ok(wave.highs[0]! > 0.8 && wave.lows[0]! < -0.7 && wave.highs[7]! < 0.1);
  });

  it('is none for other bytes, and ends where the bytes end', () => {
    const whole = wavOf(0.1, 440);
    assert.equal(readWave(new Uint8Array(100), 8), null);
    for (let length = 0; length < whole.length; length += 7) readWave(whole.subarray(0, length), 8);
    assert.equal(readWave(whole.subarray(0, 44), 8), null);
  });
});

describe('the changes of a text', () => {
  const told = (before: string, after: string): string =>
    diffLines(Array.from(before), Array.from(after))
      .map(({ kind, text }) => ({ same: ' ', added: '+', removed: '-' })[kind] + text)
      .join('');

  it('keep what is in both', () => {
    assert.equal(told('abcd', 'abxd'), ' a b-c+x d');
    assert.equal(told('abc', 'abc'), ' a b c');
    assert.equal(told('', 'ab'), '+a+b');
    assert.equal(told('abab', 'ab'), ' a b-a-b');
  });

  it('of very long texts are told without looking for what is in both', () => {
    const lines = (word: string): string[] =>
      Array.from({ length: 3000 }, (_, at) => `${word}${at}`);
    assert.equal(diffLines(lines('a'), lines('b')).length, 6000);
  });
});

describe('a confusion matrix', () => {
  const columns = ['Actual', 'Predicted', 'nPredictions'];

  it('is read from a table of actual, predicted and count', () => {
    const rows = [
      ['cat', 'cat', 5],
      ['cat', 'dog', 2],
      ['dog', 'dog', 7],
    ];
    assert.deepEqual(confusionMatrixOf({ kind: 'table', columns, rows }), {
      classes: ['cat', 'dog'],
      counts: [
        [5, 2],
        [0, 7],
      ],
    });
  });

  it('is none where the table is another, empty, or has too many classes', () => {
    const many = Array.from({ length: 100 }, (_, at) => [`class ${at}`, 'a', 1]);
    const found = [
      confusionMatrixOf({ kind: 'table', columns: ['a', 'b'], rows: [] }),
      confusionMatrixOf({ kind: 'table', columns, rows: [] }),
      confusionMatrixOf({ kind: 'table', columns, rows: many }),
    ];
    assert.deepEqual(found, [null, null, null]);
  });
});

describe('a curve of precision over recall', () => {
  it('ends where nothing is predicted to be positive any more', () => {
    const curve = {
      truePositives: Float64Array.of(5, 2, 0, 0),
      falsePositives: Float64Array.of(5, 0, 0, 0),
    } as unknown as PrCurveContent;
    assert.equal(drawnLength(curve), 2);
  });
});

describe('histograms over steps', () => {
  const histogram = (counts: readonly number[]): HistogramContent => ({
    kind: 'histogram',
    lefts: Float64Array.of(-1e20, 0, 1, 2),
    rights: Float64Array.of(0, 1, 2, 1e20),
    counts: Float64Array.from(counts),
    ...{ min: null, max: null, count: 0, sum: null, sumSquares: null },
  });

  it('share their bins, without empty ones at the ends', () => {
    const stack = stackHistograms(
      [
        { step: 0, wallTime: 0, content: histogram([0, 4, 0, 0]) },
        { step: 5, wallTime: 0, content: histogram([0, 2, 6, 0]) },
      ],
      2,
    );
    assert.deepEqual(
      [stack?.range, stack?.counts, stack?.totals, stack?.highest],
      [{ left: 0, right: 2 }, [Float64Array.of(4, 0), Float64Array.of(2, 6)], [4, 8], 6],
    );
    assert.deepEqual([stack?.percentiles[1]?.at(0), stack?.percentiles[1]?.at(-1)], [0, 2]);
  });

  it('are none without a bucket', () => {
    assert.equal(stackHistograms([], 4), null);
  });
});

describe('the zoom of pictures', () => {
  it('keeps the place under the pointer, and no empty frame', () => {
    const twice = zoomAt(noZoom, 2, 0.5, 0.25);
    assert.deepEqual(twice, { factor: 2, x: -0.5, y: -0.25 });
    assert.deepEqual(moved(twice, 9, -9), { factor: 2, x: 0, y: -1 });
    assert.deepEqual(zoomAt(twice, 0.1, 0, 0), noZoom);
    assert.equal(zoomAt(noZoom, 1e9, 0.5, 0.5).factor, 64);
  });

  it('follows keys, and leaves others alone', () => {
    assert.equal(zoomOfKey('+', noZoom)?.factor, 1.5);
    assert.deepEqual(zoomOfKey('0', { factor: 4, x: -1, y: -1 }), noZoom);
    assert.equal(zoomOfKey('a', noZoom), null);
  });
});
