// Pictures, sounds, tables and documents of Trackio's runs: read from the folder of their project, and from nowhere else.
import assert from 'node:assert/strict';
import { cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { exportRun } from '../../../../src/core/engine/exportPoints';
import type { Content } from '../../../../src/shared/content';
import type { FactValue } from '../../../../src/shared/facts';
import type { ItemKind } from '../../../../src/shared/items';
import { contentFacts } from '../../../support/contentFacts';
import { useEngine, type EngineRig } from '../../../support/engineRig';
import { projectRoot } from '../../../support/projectRoot';
import { TrackioDatabase } from '../../../support/trackioDatabase';

const fixtures = path.join(projectRoot, 'test/fixtures/databases');
const hasNoLinks = process.platform === 'win32';

type Golden = Readonly<Record<string, FactValue>>;

/** All values of a tag in their order. */
async function contentsOf(rig: EngineRig, tag: string, name: string): Promise<Content[]> {
  const { id } = rig.run(name);
  const { tags } = rig.engine.answers.getCatalog([id]);
  const kind = tags.find((each) => each.tag === tag && each.kind !== 'scalar')!.kind as ItemKind;
  const { fileNames, files, numbers } = rig.engine.answers.getItems({ run: id, kind, tag });
  return Promise.all(
    Array.from(numbers, (number, at) =>
      rig.engine.answers.getContent({ run: id, kind, tag, file: fileNames[files[at]!]!, number }),
    ),
  );
}

/** Golden objects as the contents that are read from them. */
function expectedOf(golden: Golden): unknown {
  const { _type: type, _value: value, bins, values, bytes, sha256, caption } = golden;
  const media = (mime: string) => [{ mime, bytes, sha256, label: caption }];
  switch (type as string) {
    case 'trackio.image':
      return { kind: 'image', width: null, height: null, samples: media('image/png') };
    case 'trackio.audio':
      return { kind: 'audio', sampleRate: null, samples: media('audio/wav') };
    case 'trackio.video':
      return { kind: 'file', form: 'video', samples: media('image/gif') };
    case 'trackio.html':
      return { kind: 'file', form: 'html', samples: media('application/octet-stream') };
    case 'trackio.object3d':
      return { kind: 'file', form: 'object3D', samples: media('application/octet-stream') };
    case 'trackio.markdown':
      return { kind: 'text', shape: [], texts: [value] };
    case 'trackio.table': {
      const rows = value as readonly Golden[];
      return { kind: 'table', columns: Object.keys(rows[0]!), rows: rows.map(Object.values) };
    }
    default: {
      const edges = bins as readonly number[];
      const counts = values as readonly number[];
      const buckets = counts.map((count, at) => [edges[at], edges[at + 1], count]);
      const none = { min: null, max: null, sum: null, sumSquares: null };
      return { kind: 'histogram', ...none, count: 5, buckets };
    }
  }
}

describe("media of Trackio's runs", () => {
  const rig = useEngine();
  const open: TrackioDatabase[] = [];

  const database = (): TrackioDatabase => {
    const db = new TrackioDatabase(rig().pathOf('digits.db'));
    open.push(db);
    return db;
  };

  const unpack = (): void => {
    cpSync(path.join(fixtures, 'media'), rig().pathOf('media'), { recursive: true });
    const packed = readFileSync(path.join(fixtures, 'drawings.db.gz'));
    writeFileSync(rig().pathOf('drawings.db'), gunzipSync(packed));
  };

  afterEach(() => {
    for (const db of open.splice(0)) db.close();
  });

  it('are what the real Trackio wrote', async () => {
    unpack();
    await rig().load();
    const text = readFileSync(path.join(fixtures, 'golden/drawings.json'), 'utf8');
    const golden = JSON.parse(text) as readonly Golden[];
    const tags = [...new Set(golden.map(({ tag }) => tag as string))];
    for (const tag of tags) {
      const contents = await contentsOf(rig(), tag, 'drawings/calm-owl-1');
      const expected = golden.filter((one) => one['tag'] === tag).map(expectedOf);
      assert.deepEqual(contents.map(contentFacts), expected, tag);
    }
    assert.deepEqual(rig().steps('loss', 'drawings/calm-owl-1'), [0, 1]);
  });

  it('stand in an export in the order of their rows', async () => {
    unpack();
    await rig().load();
    const lines: string[] = [];
    await exportRun(rig().run('drawings/calm-owl-1'), {
      lineFor: (tag) => (point) => `${tag} ${point.step} ${point.value}\n`,
      itemLineFor: (tag) => (point, content) =>
        `${tag} ${point.step} ${typeof content === 'string' ? content : content.kind}\n`,
      write: (text) => void lines.push(text),
    });
    const all = lines.join('').split('\n');
    assert.deepEqual(
      [all.length, all.slice(0, 4), all.slice(10, 12)],
      [
        21,
        ['loss 0 1', 'sample 0 image', 'tone 0 audio', 'clip 0 file'],
        ['loss 1 0.5', 'sample 1 image'],
      ],
    );
  });

  it('of a row that was just written are there with the next poll', async () => {
    const db = database();
    db.log('a', 0, { note: { _type: 'trackio.markdown', _value: 'first' }, loss: 1 });
    await rig().load();
    db.log('b', 0, { note: { _type: 'trackio.markdown', _value: 'of another run' } });
    db.log('a', 1, { note: { _type: 'trackio.markdown', _value: 'second' }, loss: 0.5 });
    await rig().poll();
    const text = (one: string) => ({ kind: 'text', shape: [], texts: [one] });
    assert.deepEqual(await contentsOf(rig(), 'note', 'digits/a'), [text('first'), text('second')]);
    assert.deepEqual(await contentsOf(rig(), 'note', 'digits/b'), [text('of another run')]);
  });

  it("are never read from outside of the project's media", async () => {
    const secret = rig().pathOf('media/other/secret.png');
    mkdirSync(path.dirname(secret), { recursive: true });
    mkdirSync(rig().pathOf('media/digits/a'), { recursive: true });
    writeFileSync(secret, 'secret');
    const names = [
      ...['digits/../other/secret.png', 'other/secret.png', 'digits/a/../../../digits.db', secret],
      ...['..\\other\\secret.png', 'digits.db'],
    ];
    if (!hasNoLinks) {
      names.push('digits/a/link.png', 'digits/far/secret.png');
      symlinkSync(secret, rig().pathOf('media/digits/a/link.png'));
      symlinkSync(path.dirname(secret), rig().pathOf('media/digits/far'));
    }
    const db = database();
    names.forEach((name, at) =>
      db.log('a', at, { [`shown${at}`]: { _type: 'trackio.image', file_path: name } }),
    );
    await rig().load();
    for (const [at, name] of names.entries()) {
      await assert.rejects(contentsOf(rig(), `shown${at}`, 'digits/a'), /lies outside/, name);
    }
  });

  it('say what is wrong where a file or the row is gone', async () => {
    const db = database();
    db.log('a', 0, { shown: { _type: 'trackio.image', file_path: 'digits/a/0/gone.png' } });
    db.log('a', 0, { nameless: { _type: 'trackio.image' } });
    db.log('a', 0, { odd: { _type: 'trackio.histogram', bins: [0, 1], values: [1, 2] } });
    mkdirSync(rig().pathOf('media/digits'), { recursive: true });
    await rig().load();
    const read = (tag: string): Promise<Content[]> => contentsOf(rig(), tag, 'digits/a');
    await assert.rejects(read('shown'), /media\/digits\/a\/0\/gone\.png is not there/);
    await assert.rejects(read('nameless'), /names no file/);
    await assert.rejects(read('odd'), /one edge more/);
    writeFileSync(rig().pathOf('digits.db'), '');
    await assert.rejects(read('odd'), /digits\.db no longer has this value/);
  });
});
