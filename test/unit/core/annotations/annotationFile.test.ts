// The file on disk: made when it is needed, replaced as a whole, never overwritten where it is not understood.
import assert from 'node:assert/strict';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { AnnotationFile } from '../../../../src/core/annotations/annotationFile';
import type { AnnotationChange } from '../../../../src/core/annotations/annotationChanges';
import { useTemporaryFolder } from '../../../support/temporaryFolder';

describe('the annotations on disk', () => {
  const folder = useTemporaryFolder();
  const text = (): string =>
    readFileSync(path.join(folder(), '.trackside/annotations.json'), 'utf8');
  const put = (content: string | Uint8Array): void => {
    mkdirSync(path.join(folder(), '.trackside'), { recursive: true });
    writeFileSync(path.join(folder(), '.trackside/annotations.json'), content);
  };
  const change = (key: string, what: AnnotationChange): Map<string, AnnotationChange> =>
    new Map([[key, what]]);

  it('are none before the first change, and then no file but theirs', async () => {
    const file = new AnnotationFile(folder());
    const before = await file.read();
    await file.edit(change('a', { star: false }));
    const untouched = existsSync(path.join(folder(), '.trackside'));
    await file.edit(change('a', { star: true }));
    assert.deepEqual(
      [
        before.ok && before.value.runs.size,
        untouched,
        text(),
        readdirSync(path.join(folder(), '.trackside')),
      ],
      [
        0,
        false,
        '{\n  "version": 1,\n  "runs": {\n    "a": {"star": true}\n  }\n}\n',
        ['annotations.json'],
      ],
    );
  });

  it('keep what others wrote since they were read', async () => {
    const file = new AnnotationFile(folder());
    await file.edit(change('a', { star: true }));
    put('{"runs":{"a":{"star":true,"theirs":1},"b":{"alias":"B"}}}');
    await file.edit(change('a', { alias: 'mine' }));
    assert.deepEqual(JSON.parse(text()), {
      version: 1,
      runs: { a: { alias: 'mine', star: true, theirs: 1 }, b: { alias: 'B' } },
    });
  });

  it('lose no change of several that write at the same time', async () => {
    const writers = Array.from({ length: 3 }, () => new AnnotationFile(folder()));
    await writers[0]!.edit(change('start', { star: true }));
    const edits = writers.flatMap((file, w) =>
      Array.from({ length: 8 }, (_, i) => file.edit(change(`${w}-${i}`, { colour: i }))),
    );
    await Promise.all(edits);
    const { runs } = JSON.parse(text()) as { runs: object };
    assert.deepEqual(
      [Object.keys(runs).length, readdirSync(path.join(folder(), '.trackside'))],
      [25, ['annotations.json']],
    );
  });

  it('are not overwritten where they are not understood', async () => {
    const contents = ['{"runs": {', '{"version": 9}', Uint8Array.of(0x7b, 0xff, 0x7d)];
    const answers: unknown[] = [];
    for (const content of contents) {
      put(content);
      const answer = await new AnnotationFile(folder()).edit(change('a', { star: true }));
      answers.push(answer.ok ? 'written' : answer.error.kind);
      assert.deepEqual(
        readFileSync(path.join(folder(), '.trackside/annotations.json')),
        Buffer.from(content),
      );
    }
    assert.deepEqual(answers, ['syntax', 'newerVersion', 'encoding']);
  });

  it('are not read when they are too large, or no file', async () => {
    put(' '.repeat((4 << 20) + 1));
    const large = await new AnnotationFile(folder()).read();
    mkdirSync(path.join(folder(), 'b/.trackside/annotations.json'), { recursive: true });
    const none = await new AnnotationFile(path.join(folder(), 'b')).read();
    assert.deepEqual(
      [!large.ok && large.error.kind, !none.ok && none.error.kind],
      ['tooLarge', 'tooLarge'],
    );
  });

  it('are written where a link leads', async () => {
    mkdirSync(path.join(folder(), '.trackside'));
    writeFileSync(path.join(folder(), 'kept.json'), '{}');
    symlinkSync('../kept.json', path.join(folder(), '.trackside/annotations.json'));
    await new AnnotationFile(folder()).edit(change('a', { star: true }));
    assert.deepEqual(JSON.parse(readFileSync(path.join(folder(), 'kept.json'), 'utf8')), {
      version: 1,
      runs: { a: { star: true } },
    });
  });
});
