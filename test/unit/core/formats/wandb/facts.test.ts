// What a run says of itself beside its rows: in the file that the real writer wrote, and in single records.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { wandbFormat } from '../../../../../src/core/formats/wandb/format';
import type { FactSection } from '../../../../../src/shared/facts';
import { FactSheet } from '../../../../../src/core/model/factSheet';
import { message } from '../../../../support/eventFiles';
import { projectRoot } from '../../../../support/projectRoot';
import { historyRecord, recordOf, wandbFile } from '../../../../support/wandbFiles';

function sheetOf(file: Uint8Array): FactSheet {
  const decoder = wandbFormat.createDecoder('onDamage');
  const sheet = new FactSheet();
  for (let at = 0; ;) {
    const { consumed, facts = [] } = decoder.decode(file, at, file.length, at, true);
    sheet.apply(facts);
    if (consumed === 0) return sheet;
    at += consumed;
  }
}

function section(sheet: FactSheet, asked: FactSection): unknown {
  const leaves = [...sheet.leaves()].filter((leaf) => leaf.section === asked);
  return Object.fromEntries(leaves.map(({ path: names, value }) => [names.join(' > '), value]));
}

/** Changes of the summary (3) or the configuration (5): a value is set, null removes. */
function changes(
  field: number,
  values: readonly (readonly [readonly string[], string | null])[],
): Uint8Array {
  const record = message((writer) => {
    for (const [names, json] of values) {
      const item = message((inner) => {
        for (const name of names) inner.uint32(0x12).string(name);
        if (json !== null) inner.uint32(0x82).string(json);
      });
      writer.uint32(json === null ? 0x12 : 0x0a).bytes(item);
    }
  });
  return recordOf(field, record);
}

describe('what a run says of itself', () => {
  const file = path.join(projectRoot, 'test/fixtures/wandb/run-facts.wandb');
  const sheet = sheetOf(new Uint8Array(readFileSync(file)));

  it('is who it is, by the last word on it', () => {
    const { startedAt, ...about } = section(sheet, 'about') as Record<string, unknown>;
    assert.deepEqual(about, {
      id: 'facts',
      project: 'fixtures',
      group: 'sweepers',
      jobType: 'train',
      name: 'renamed',
      notes: 'a note',
      tags: ['first', 'second'],
      host: 'host',
      savedFiles: ['weights.bin'],
      exitCode: 0,
    });
    assert.ok(Number(startedAt) > 1.7e9 && Number(startedAt) < 2e9);
  });

  it('is its configuration with all changes', () => {
    assert.deepEqual(section(sheet, 'config'), {
      lr: 0.01,
      layers: 2,
      'optimizer > name': 'adam',
      'optimizer > betas': [0.9, 0.999],
      limit: Infinity,
      big: '1152921504606846976',
    });
  });

  it('is what it came to, and what its metrics are', () => {
    assert.deepEqual(
      [section(sheet, 'summary'), section(sheet, 'metrics')],
      [
        {
          'val/loss > min': 0.25,
          'acc > max': 0.875,
          epoch: 2,
          'deep > x': 2,
          'best/epoch': 1,
          verdict: 'good',
        },
        {
          'epoch > hidden': true,
          'val/* > stepMetric': 'epoch',
          'val/* > goal': 'minimize',
          'val/* > summary': ['min'],
          'acc > goal': 'maximize',
          'acc > summary': ['max', 'best'],
          'val/loss > stepMetric': 'epoch',
          'val/loss > goal': 'minimize',
          'val/loss > summary': ['min'],
        },
      ],
    );
  });

  it('is what it made and what it warned of, with the step', () => {
    const made = section(sheet, 'artifacts') as Record<string, unknown>;
    const kept = [
      'direction',
      'type',
      'name',
      'description',
      'metadata > acc',
      'files',
      'sizeBytes',
      'step',
    ];
    assert.deepEqual(
      kept.map((name) => made[`0 > ${name}`]),
      ['output', 'model', 'weights', 'the best ones', 0.875, 2, 16, 2],
    );
    const alert = section(sheet, 'alerts') as Record<string, unknown>;
    assert.deepEqual(
      ['title', 'text', 'level', 'step'].map((name) => alert[`0 > ${name}`]),
      ['accuracy fell', 'from 0.875 to 0.75', 'WARN', 2],
    );
  });

  it('is removed again, and set again behind that', () => {
    const config = [
      changes(5, [
        [['a'], '1'],
        [['b', 'c'], '2'],
        [['_wandb'], '{"t":1}'],
      ]),
      changes(5, [
        [['a'], null],
        [['b', 'd'], '{"e":NaN}'],
      ]),
    ];
    assert.deepEqual(section(sheetOf(wandbFile(...config)), 'config'), {
      'b > c': 2,
      'b > d > e': NaN,
    });
  });

  it('is what the last summaries say, of every name', () => {
    const rows = Array.from({ length: 50 }, (_, step) => [
      changes(
        3,
        step % 10 === 0
          ? [[['rare'], String(step)]]
          : [
              [['a'], String(step)],
              [['b'], `${-step}`],
            ],
      ),
      historyRecord(step, 100 + step, [[['a'], String(step)]]),
    ]).flat();
    const removed = changes(3, [[['b'], null]]);
    const picture = changes(3, [
      [['p', '_type'], '"image-file"'],
      [['p', 'path'], '"x.png"'],
    ]);
    assert.deepEqual(section(sheetOf(wandbFile(...rows, removed, picture)), 'summary'), {
      a: 49,
      rare: 40,
      'p > _type': 'image-file',
    });
  });
});
