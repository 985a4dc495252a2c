// Contents are asked for once, few at a time, and only so many are kept.
import assert from 'node:assert/strict';
import type { Content } from '../../../../src/shared/content';
import type { RunId } from '../../../../src/shared/vocabulary';
import { ContentCache, type SizedQuery } from '../../../../webview/cards/contentCache';

const content: Content = { kind: 'text', shape: [], texts: ['a'] };

function query(number: number, sizeBytes = 10): SizedQuery {
  return { run: 'r' as RunId, kind: 'text', tag: 't', file: 'f', number, sizeBytes };
}

/** A source that answers when it is told to. */
function source(): {
  cache: (mostBytes: number, mostAtOnce: number) => ContentCache;
  asked: number[];
  answer: (failed?: Error) => void;
} {
  const asked: number[] = [];
  const waiting: ((failed?: Error) => void)[] = [];
  const getContent = ({ number }: { number: number }): Promise<Content> => {
    asked.push(number);
    return new Promise((resolve, reject) => {
      waiting.push((failed) => {
        if (failed) reject(failed);
        else resolve(content);
      });
    });
  };
  return {
    cache: (mostBytes, mostAtOnce) =>
      new ContentCache(
        { getContent, getItems: () => Promise.reject(new Error('not asked')) },
        mostBytes,
        mostAtOnce,
      ),
    asked,
    answer: (failed) => {
      for (const answer of waiting.splice(0)) answer(failed);
    },
  };
}

describe('the cache of contents', () => {
  it('asks once for what is wanted twice', async () => {
    const { cache, asked, answer } = source();
    const kept = cache(100, 8);
    const both = [kept.getContent(query(1)), kept.getContent(query(1))];
    answer();
    await Promise.all(both);
    await kept.getContent(query(1));
    assert.deepEqual(asked, [1]);
  });

  it('lets go of what was not looked at for longest', async () => {
    const { cache, asked, answer } = source();
    const kept = cache(25, 8);
    for (const number of [1, 2, 1, 3, 1, 2]) {
      const wanted = kept.getContent(query(number));
      answer();
      await wanted;
    }
    assert.deepEqual([asked, kept.bytes], [[1, 2, 3, 2], 20]);
  });

  it('asks for few at a time', async () => {
    const { cache, asked, answer } = source();
    const kept = cache(100, 2);
    const all = [1, 2, 3].map((number) => kept.getContent(query(number)));
    assert.deepEqual(asked, [1, 2]);
    answer();
    await Promise.all(all.slice(0, 2));
    answer();
    await all[2];
    assert.deepEqual(asked, [1, 2, 3]);
  });

  it('asks again for what failed, and for a file that was written anew', async () => {
    const { cache, asked, answer } = source();
    const kept = cache(100, 8);
    const failing = kept.getContent(query(1));
    answer(new Error('gone'));
    await assert.rejects(failing, /gone/);
    const again = [kept.getContent(query(1)), kept.getContent(query(1, 11))];
    answer();
    await Promise.all(again);
    assert.deepEqual(asked, [1, 1, 1]);
  });
});
