// Files of several blocks that the real writer wrote, read as wandb's own reader reads them.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { wandbFormat } from '../../../../../src/core/formats/wandb/format';
import { decodeFile } from '../../../../support/decodeFile';
import { projectRoot } from '../../../../support/projectRoot';

const folder = path.join(projectRoot, 'test/fixtures/wandb/blocks');

interface Golden {
  readonly points: readonly (readonly [string, number, number, number | string])[];
  readonly others: readonly {
    readonly tag: string;
    readonly kind: string;
    readonly values: number;
  }[];
}

describe('a run file of several blocks', () => {
  for (const packed of readdirSync(folder).filter((name) => name.endsWith('.gz'))) {
    const name = path.basename(packed, '.wandb.gz');

    it(`${name} is read as wandb reads it`, () => {
      const bytes = new Uint8Array(gunzipSync(readFileSync(path.join(folder, packed))));
      const text = readFileSync(path.join(folder, 'golden', `${name}.json`), 'utf8');
      const golden = JSON.parse(text) as Golden;
      const { tags, points, items, problems, tail } = decodeFile(wandbFormat, bytes);
      assert.deepEqual(
        points.map(([tag, step, wallTime, value]) => [tags[tag]!.tag, step, wallTime, value]),
        golden.points,
      );
      assert.deepEqual(
        golden.others.map(({ values }) => values),
        golden.others.map(({ tag }) => items.filter((item) => tags[item.tag]!.tag === tag).length),
      );
      assert.deepEqual(
        [problems, tail?.kind],
        [[], name === 'run-running' ? 'truncatedTail' : undefined],
      );
    });
  }
});
