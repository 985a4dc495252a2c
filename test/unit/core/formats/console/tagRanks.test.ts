// Processes that print the same tag into one file.
import assert from 'node:assert/strict';
import { TagRanks } from '../../../../../src/core/formats/console/tagRanks';

/** What comes of points given as `rank step value`: `step value`, with the rank where it is told apart. */
function told(...points: readonly string[]): string[] {
  const out: string[] = [];
  const ranks = new TagRanks(({ rank, step, value }, apart) => {
    out.push(apart ? `rank${rank} ${step} ${value}` : `${step} ${value}`);
  });
  for (const point of points) {
    const [rank, step, value] = point.split(' ').map(Number);
    ranks.add({ rank: rank!, step: step!, wallTime: NaN, value: value! });
  }
  return out;
}

describe('ranks of a tag', () => {
  it('are one curve where all say the same, whoever comes first', () => {
    assert.deepEqual(told('2 1 5', '0 1 5', '1 1 5', '1 2 6', '2 2 6', '0 2 6'), ['1 5', '2 6']);
  });

  it('are told apart from where they say something else', () => {
    const points = ['0 1 5', '1 1 5', '0 2 6', '1 2 7', '1 3 8', '0 3 8'];
    assert.deepEqual(told(...points), ['1 5', '2 6', 'rank1 2 7', 'rank1 3 8', '3 8']);
  });

  it('are led by the lowest one that prints, once that is clear', () => {
    assert.deepEqual(told('7 1 5', '7 2 6', '7 3 7'), ['1 5', '2 6', '3 7']);
    assert.deepEqual(told('3 1 5', '2 1 5', '3 2 6', '2 2 6'), ['1 5', '2 6']);
  });

  it('are led by lines without a rank', () => {
    assert.deepEqual(told('-1 1 5', '0 1 5', '0 2 6', '-1 2 6'), ['1 5', '2 6']);
  });

  it('that are ahead wait a while for the leading one', () => {
    const ahead = Array.from({ length: 20 }, (_, at) => `1 ${at + 2} 9`);
    assert.deepEqual(told('0 1 5', ...ahead, '0 20 9', '0 21 8'), [
      '1 5',
      '20 9',
      '21 8',
      'rank1 21 9',
    ]);
  });
});
