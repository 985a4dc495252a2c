// What is said of runs: kept in the folder that holds the run, changed from outside as well, and taken back.
import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Owned } from '../../../src/base/lifecycle';
import { noAnnotation } from '../../../src/shared/annotations';
import { Annotations, AnnotationsUnusable } from '../../../src/vscode/annotations';
import { useTemporaryFolder } from '../../support/temporaryFolder';
import { MapMemory } from './mapMemory';

describe('annotations', () => {
  const folder = useTemporaryFolder();
  let memory: MapMemory;
  let annotations: Annotations;
  let heard: number;
  let listening: Owned;
  const one = (): string => path.join(folder(), 'one');
  const two = (): string => path.join(folder(), 'two');
  const fileOf = (root: string): string => path.join(root, '.trackside', 'annotations.json');
  const put = (root: string, text: string): void => {
    mkdirSync(path.dirname(fileOf(root)), { recursive: true });
    writeFileSync(fileOf(root), text);
  };
  const runsIn = (root: string): unknown =>
    (JSON.parse(readFileSync(fileOf(root), 'utf8')) as { runs: unknown }).runs;

  beforeEach(async () => {
    memory = new MapMemory();
    heard = 0;
    annotations = new Annotations(memory, assert.ifError);
    listening = annotations.onDidChange(() => heard++);
    mkdirSync(one());
    mkdirSync(two());
    await annotations.setFolders([one(), two()]);
  });
  afterEach(() => {
    listening.dispose();
    annotations.dispose();
  });

  it('are kept in the folder that holds the run; of runs elsewhere by the editor', async () => {
    const outside = { root: path.join(folder(), 'three'), name: 'c' };
    await annotations.edit([
      [
        { root: path.join(one(), 'runs'), name: 'a' },
        { alias: 'A', addTags: ['x'] },
      ],
      [{ root: two(), name: 'b' }, { star: true }],
      [outside, { note: 'n' }],
    ]);
    assert.deepEqual(
      [
        runsIn(one()),
        runsIn(two()),
        existsSync(outside.root),
        annotations.of(outside),
        annotations.of({ root: one(), name: 'runs/a' }),
        annotations.tags,
      ],
      [
        { 'runs/a': { alias: 'A', tags: ['x'] } },
        { b: { star: true } },
        false,
        { ...noAnnotation, note: 'n' },
        { ...noAnnotation, alias: 'A', tags: ['x'] },
        ['x'],
      ],
    );
    const again = new Annotations(memory, assert.ifError);
    await again.setFolders([one()]);
    assert.deepEqual(again.of(outside), { ...noAnnotation, note: 'n' });
    again.dispose();
  });

  it('follow the file when others change it, and are heard only then', async () => {
    const before = heard;
    await annotations.load([one()]);
    put(one(), '{"runs":{"a":{"star":true}}}');
    await annotations.load([one()]);
    assert.deepEqual([heard - before, annotations.of({ root: one(), name: 'a' }).star], [1, true]);
  });

  it('keep what was known while the file is not understood, and do not touch it', async () => {
    await annotations.edit([[{ root: one(), name: 'a' }, { alias: 'A' }]]);
    const broken = '{"runs": {\n<<<<<<< HEAD\n';
    put(one(), broken);
    await annotations.load();
    const refused = annotations.edit([[{ root: one(), name: 'a' }, { star: true }]]);
    await assert.rejects(refused, (error) => {
      assert.ok(error instanceof AnnotationsUnusable);
      assert.deepEqual(
        [error.path, error.fault.kind, error.fault.line],
        [fileOf(one()), 'conflict', 2],
      );
      return true;
    });
    assert.deepEqual(
      [
        readFileSync(fileOf(one()), 'utf8'),
        annotations.of({ root: one(), name: 'a' }),
        annotations.unusable.map((each) => each.path),
      ],
      [broken, { ...noAnnotation, alias: 'A' }, [fileOf(one())]],
    );
    put(one(), '{"runs":{}}');
    await annotations.load();
    assert.deepEqual(annotations.unusable, []);
  });

  it('are taken back edit by edit, except what others changed since', async () => {
    const a = { root: one(), name: 'a' };
    await annotations.edit([[a, { alias: 'first' }]]);
    await annotations.edit([
      [a, { alias: 'second', star: true }],
      [{ root: two(), name: 'b' }, { archived: true }],
    ]);
    put(one(), '{"runs":{"a":{"alias":"theirs","star":true}}}');
    const undone = [await annotations.undo()];
    const afterFirst = [runsIn(one()), runsIn(two())];
    undone.push(await annotations.undo(), await annotations.undo());
    assert.deepEqual(
      [undone, afterFirst, runsIn(one())],
      [[true, true, false], [{ a: { alias: 'theirs' } }, {}], { a: { alias: 'theirs' } }],
    );
  });

  it('of a folder that left the workspace are told no more', async () => {
    await annotations.edit([[{ root: one(), name: 'a' }, { star: true }]]);
    await annotations.setFolders([two()]);
    assert.deepEqual(annotations.of({ root: one(), name: 'a' }), noAnnotation);
  });
});
