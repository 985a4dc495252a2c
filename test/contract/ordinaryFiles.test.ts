// What is a run and what is not: files of all kinds of projects make none, those of every writer do.
import assert from 'node:assert/strict';
import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { useEngine } from '../support/engineRig';
import { ordinaryFolder, readTextLogs, textLogFolder } from '../support/textLogFixtures';

describe('in folders of other things', () => {
  const rig = useEngine();

  it('nothing is a run', async () => {
    cpSync(ordinaryFolder, rig().folder, { recursive: true });
    const runs = await rig().load();
    const told = runs.map(({ name, sources }) => [name, sources.map(({ file }) => file)]);
    assert.deepEqual(told, []);
  });

  it('files of megabytes are looked at no further than needed', async () => {
    const row = `${JSON.stringify({ text: 'word '.repeat(100), label: 1 })}\n`;
    rig().write('data/train.jsonl', new TextEncoder().encode(row.repeat(10_000)));
    const cells = `${'0.5,'.repeat(50)}\n`;
    rig().write('data/train.csv', new TextEncoder().encode(cells.repeat(20_000)));
    assert.deepEqual(await rig().load(), []);
  });

  it('a run stays one', async () => {
    for (const { writer, file } of readTextLogs().filter(({ golden }) => golden)) {
      const target = rig().pathOf(path.join(writer, file));
      mkdirSync(path.dirname(target), { recursive: true });
      cpSync(path.join(textLogFolder(writer), file), target);
      for (const name of ['package.json', 'labels.csv', 'train_data.csv']) {
        writeFileSync(path.join(path.dirname(target), name), '{"name": 1}\n');
      }
    }
    const runs = await rig().load();
    const found = runs.flatMap(({ name, sources }) => sources.map(({ file }) => `${name}/${file}`));
    const wanted = readTextLogs().filter(
      ({ golden, name }) => golden && !name.includes('checkpoint'),
    );
    assert.deepEqual(
      wanted.map(({ name }) => name).filter((name) => !found.includes(name)),
      [],
    );
  });
});
