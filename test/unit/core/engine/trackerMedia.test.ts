// Pictures, tables, sounds and documents of tracked runs: read from the run's own folder, and from nowhere else.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Content } from '../../../../src/shared/content';
import type { ItemKind } from '../../../../src/shared/items';
import { useEngine, type EngineRig } from '../../../support/engineRig';
import { projectRoot } from '../../../support/projectRoot';
import { historyRecord, wandbFile, type Item } from '../../../support/wandbFiles';

const fixtures = path.join(projectRoot, 'test/fixtures');
const hasNoLinks = process.platform === 'win32';

/** The content of the newest value of a tag. */
async function contentOf(rig: EngineRig, tag: string, name = 'run'): Promise<Content> {
  const { id } = rig.run(name);
  const { tags } = rig.engine.answers.getCatalog([id]);
  const kind = tags.find((each) => each.tag === tag && each.kind !== 'scalar')!.kind as ItemKind;
  const { fileNames, files, numbers } = rig.engine.answers.getItems({ run: id, kind, tag });
  const last = numbers.length - 1;
  const place = { file: fileNames[files[last]!]!, number: numbers[last]! };
  return rig.engine.answers.getContent({ run: id, kind, tag, ...place });
}

/** What it holds, with samples as type, label and the start of their checksum, as the library puts it into names. */
function plain(content: Content): unknown {
  if (!('samples' in content)) return content;
  const samples = content.samples.map(({ mime, label, bytes }) => [
    mime,
    label,
    createHash('sha256').update(bytes).digest('hex').slice(0, 8),
  ]);
  return { ...content, samples };
}

/** A picture whose file the log names so. */
function picture(file: string): Uint8Array {
  const items: Item[] = [
    [['shown', '_type'], '"image-file"'],
    [['shown', 'path'], JSON.stringify(file)],
  ];
  return wandbFile(historyRecord(1, 100, items));
}

describe('media of tracked runs', () => {
  const rig = useEngine();

  it('are what the real W&B wrote', async () => {
    const runs = path.join(fixtures, 'wandb/runs');
    await rig().load({ folders: [runs] });
    const { name } = rig()
      .runs()
      .find((run) => run.name.endsWith('-gallery'))!;
    const tags = ['one', 'many', 'nested.deep/er', 'tone', 'clip', 'page', 'table', 'weights'];
    const found = await Promise.all(
      tags.map(async (tag) => plain(await contentOf(rig(), tag, name))),
    );
    const one = { kind: 'image', width: 3, height: 2 };
    assert.deepEqual(found.slice(0, 7), [
      { ...one, samples: [['image/png', null, '91432cce']] },
      {
        ...one,
        samples: [
          ['image/png', 'shade 60', 'c380c047'],
          ['image/png', 'shade 120', '0c86e591'],
        ],
      },
      { ...one, samples: [['image/png', null, '0bf7e492']] },
      { kind: 'audio', sampleRate: null, samples: [['audio/wav', 'a tone', '147bb0c1']] },
      { kind: 'file', form: 'video', samples: [['image/gif', null, '58e758cb']] },
      { kind: 'file', form: 'html', samples: [['application/octet-stream', null, '38f3db30']] },
      {
        kind: 'table',
        columns: ['name', 'value'],
        rows: [
          ['a', 1.5],
          ['b, c', null],
          ['d', NaN],
        ],
      },
    ]);
  });

  it('are what the real SwanLab wrote', async () => {
    await rig().load({ folders: [path.join(fixtures, 'swanlab/runs')] });
    const { name } = rig().runs()[0]!;
    const found = await Promise.all(
      ['picture', 'pictures', 'words', 'tone'].map(async (tag) =>
        plain(await contentOf(rig(), tag, name)),
      ),
    );
    assert.deepEqual(
      found.map((content) => {
        const { kind, samples, texts } = content as Record<string, unknown>;
        return [kind, (samples as unknown[] | undefined)?.length ?? texts];
      }),
      [
        ['image', 1],
        ['image', 2],
        ['text', ['some words']],
        ['audio', 1],
      ],
    );
  });

  it('are histograms with their edges in full or by the distance between them', async () => {
    const packed: Item[] = [
      [['h', '_type'], '"histogram"'],
      [['h', 'values'], '[1,2,4]'],
      [['h', 'packedBins', 'min'], '-1.5'],
      [['h', 'packedBins', 'size'], '0.5'],
      [['h', 'packedBins', 'count'], '3'],
    ];
    rig().write('run/run-a.wandb', wandbFile(historyRecord(1, 100, packed)));
    await rig().load();
    const content = await contentOf(rig(), 'h');
    assert.ok(content.kind === 'histogram');
    assert.deepEqual(
      [[...content.lefts], [...content.rights], [...content.counts]],
      [
        [-1.5, -1, -0.5],
        [-1, -0.5, 0],
        [1, 2, 4],
      ],
    );
  });

  it("are never read from outside of the run's folder", async () => {
    const secret = path.join(rig().folder, 'secret.png');
    writeFileSync(secret, 'secret');
    const names = ['../../secret.png', '../run-b.wandb', secret, 'media/../../run-c.wandb'];
    const runs = hasNoLinks ? names : [...names, 'media/link.png', 'far/secret.png'];
    runs.forEach((name, at) => {
      rig().write(`run${at}/run-a.wandb`, picture(name));
      mkdirSync(rig().pathOf(`run${at}/files/media`), { recursive: true });
      if (hasNoLinks) return;
      symlinkSync(secret, rig().pathOf(`run${at}/files/media/link.png`));
      symlinkSync(rig().folder, rig().pathOf(`run${at}/files/far`));
    });
    if (!hasNoLinks) {
      rig().write('linked/run-a.wandb', picture('secret.png'));
      symlinkSync(rig().folder, rig().pathOf('linked/files'));
    }
    await rig().load();
    for (const [at, name] of runs.entries()) {
      await assert.rejects(contentOf(rig(), 'shown', `run${at}`), /lies outside/, name);
    }
    if (!hasNoLinks) await assert.rejects(contentOf(rig(), 'shown', 'linked'), /lies outside/);
  });

  it('say what is wrong where a file is missing, a folder, or no table', async () => {
    rig().write('gone/run-a.wandb', picture('media/gone.png'));
    mkdirSync(rig().pathOf('gone/files'));
    rig().write('folder/run-a.wandb', picture('media'));
    mkdirSync(rig().pathOf('folder/files/media'), { recursive: true });
    const table: Item[] = [
      [['shown', '_type'], '"table-file"'],
      [['shown', 'path'], '"t.json"'],
    ];
    rig().write('table/run-a.wandb', wandbFile(historyRecord(1, 100, table)));
    rig().write('table/files/t.json', new TextEncoder().encode('[1, 2]'));
    await rig().load();
    await assert.rejects(contentOf(rig(), 'shown', 'gone'), /files\/media\/gone\.png is not there/);
    await assert.rejects(contentOf(rig(), 'shown', 'folder'), /cannot be read \(EISDIR\)/);
    await assert.rejects(contentOf(rig(), 'shown', 'table'), /holds no table/);
  });

  it('of a run in several directories are read from the directory of their log', async () => {
    const source = path.join(fixtures, 'wandb/runs');
    const names = ['offline-run-20260101_000000-gallery', 'offline-run-20260102_000000-gallery'];
    rig().write(`${names[0]}/run-gallery.wandb`, wandbFile(historyRecord(0, 1, [[['loss'], '1']])));
    const gallery = readdirSync(source).find((name) => name.endsWith('-gallery'))!;
    cpSync(path.join(source, gallery), rig().pathOf(names[1]!), { recursive: true });
    await rig().load();
    assert.deepEqual(
      rig()
        .runs()
        .map(({ name }) => name),
      [names[0]],
    );
    assert.equal((await contentOf(rig(), 'table', names[0])).kind, 'table');
  });

  it('has the git patch that W&B kept in the folder of the run, and from nowhere else', async () => {
    const patch = 'diff --git a/train.py b/train.py\n';
    for (const name of ['kept', 'linked']) {
      rig().write(`${name}/run-a.wandb`, wandbFile(historyRecord(0, 1, [[['loss'], '1']])));
      mkdirSync(rig().pathOf(`${name}/files`));
    }
    rig().write('kept/files/diff.patch', new TextEncoder().encode(patch));
    rig().write('secret', new TextEncoder().encode('secret'));
    if (!hasNoLinks) symlinkSync(rig().pathOf('secret'), rig().pathOf('linked/files/diff.patch'));
    await rig().load();
    const patchOf = (name: string): Promise<string | null> =>
      rig().engine.answers.getGitPatch({ run: rig().run(name).id });
    assert.deepEqual([await patchOf('kept'), await patchOf('linked')], [patch, null]);
  });
});
