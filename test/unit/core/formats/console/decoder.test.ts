// Console files as they grow: lines drawn over, lines without an end, lines too long, other encodings.
import assert from 'node:assert/strict';
import { consoleFormat } from '../../../../../src/core/formats/console/format';
import { decodeFile, FileFollower } from '../../../../support/decodeFile';
import { readConsole } from '../../../../support/consoleText';
import { seededNumbers } from '../../../../support/seededNumbers';

const encoder = new TextEncoder();

function steps(count: number, end = '\n'): string {
  return Array.from({ length: count }, (_, at) => `Step ${at} | loss:${at}${end}`).join('');
}

describe('a console file', () => {
  it('gives the same however lines end', () => {
    const expected = readConsole(steps(4)).curves;
    assert.deepEqual(readConsole(steps(4, '\r\n')).curves, expected);
    assert.deepEqual(readConsole(steps(4, '\r')).curves, expected);
    assert.deepEqual(readConsole(`\ufeff${steps(4, '\x1b[0m\x1b[K\n')}`).curves, expected);
  });

  it('waits for the end of a line, which may be cut off in a number', () => {
    const whole = steps(4);
    const follower = new FileFollower(consoleFormat).read(encoder.encode(whole.slice(0, -1)));
    assert.equal(follower.count, 3);
    assert.equal(follower.read(encoder.encode(whole)).count, 4);
  });

  it('passes over lines that are too long, holding little of them', () => {
    const text = `${steps(2)}Step 9 | loss:9 ${'x'.repeat(1_000_000)}\nStep 3 | loss:3\n`;
    const follower = new FileFollower(consoleFormat).read(encoder.encode(text), 4096);
    assert.deepEqual([follower.count, follower.longestFed < 40_000], [3, true]);
  });

  it('keeps what other bytes than text surround', () => {
    const damaged = encoder.encode(steps(6));
    damaged.fill(0xff, 30, 34);
    const { points } = decodeFile(consoleFormat, damaged);
    assert.deepEqual(
      points.map(([, step]) => step),
      [0, 1, 3, 4, 5],
    );
  });

  it('has as many points as it says, over many blocks', () => {
    const text = steps(60_000);
    assert.equal(decodeFile(consoleFormat, encoder.encode(text)).points.length, 60_000);
  });

  it('bounds what one line gives', () => {
    const values = Array.from({ length: 400 }, (_, at) => `a${at}:${at}`).join(' ');
    const line = (rank: number, step: number): string =>
      `[rank${rank}]:Step ${step} | loss:1 ${values}\n`;
    const lines = [1, 2, 3, 4].flatMap((step) =>
      [9, 8, 7, 6, 5, 4, 3, 2, 1, 0].map((rank) => line(rank, step)),
    );
    const bytes = encoder.encode(lines.join(''));
    const { points } = decodeFile(consoleFormat, bytes);
    assert.equal(points.length, 4 * 256);
    assert.deepEqual(decodeFile(consoleFormat, bytes, 1000).points, points);
  });

  it('is read in text of two bytes, in either order, at any length', () => {
    for (const isBig of [false, true]) {
      const text = `\ufeffgröße\n${steps(5)}`;
      const bytes = Uint8Array.from(
        Array.from(text).flatMap((one) => {
          const [low, high] = [one.charCodeAt(0) & 0xff, one.charCodeAt(0) >> 8];
          return isBig ? [high, low] : [low, high];
        }),
      );
      for (const chunk of [1, 2, 3, 64]) {
        assert.equal(decodeFile(consoleFormat, bytes, chunk).points.length, 5);
      }
    }
  });

  it('never throws, and reads the same in any chunks, where lines are made of parts of others', () => {
    const below = seededNumbers(7);
    const parts = [
      '45%|██',
      '| 4/9 [',
      '00:01<00:02, 3it/s',
      ', loss=',
      "{'loss': ",
      "'epoch': ",
      '}',
      '\r',
      '\n',
      '[rank1]: ',
      'Epoch 1/2',
      '12/938 ',
      '3ms/step - ',
      'loss: ',
      '0.5',
      '1e999',
      'nan',
      ', ',
      '| ',
      '----------',
      'time/total_timesteps',
      '[batch=',
      '[0]\t',
      'a-b:',
      'iteration 1/ 2 |',
      ' lm loss: ',
      '2026-08-22 10:11:12 ',
      'Epoch(train) [1][ 5/9] ',
      'step:1 - ',
      'Step 1 | ',
      ' total_loss: ',
      'iter: 1 ',
      '\x1b[31m',
      '\b\b',
    ];
    for (let round = 0; round < 3_000; round++) {
      const text = Array.from({ length: below(60) }, () => parts[below(parts.length)]).join('');
      const bytes = encoder.encode(text);
      for (const format of [consoleFormat, consoleFormat.loose!]) {
        const { tags, points } = decodeFile(format, bytes);
        const inChunks = decodeFile(format, bytes, 1 + below(50));
        assert.deepEqual([inChunks.tags, inChunks.points], [tags, points], JSON.stringify(text));
      }
    }
  });
});
