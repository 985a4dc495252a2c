// A decoder that goes on with what another one left gives what one alone gives, wherever the file changes hands.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { formatOf } from '../../../../../src/core/formats/registry';
import type { HandOver, LogFormat } from '../../../../../src/core/model/decoded';
import { FactSheet } from '../../../../../src/core/model/factSheet';
import { projectRoot } from '../../../../support/projectRoot';

interface Reading {
  readonly points: unknown[];
  readonly marks: unknown[];
  readonly problems: unknown[];
  readonly items: unknown[];
  readonly sheet: FactSheet;
}

/** @param partBytes after so many bytes the file changes hands */
function read(format: LogFormat, file: Uint8Array, partBytes: number): unknown {
  const reading: Reading = {
    points: [],
    marks: [],
    problems: [],
    items: [],
    sheet: new FactSheet(),
  };
  let from: HandOver | undefined;
  let at = 0;
  for (let end = 0; end < file.length;) {
    end = Math.min(file.length, end + partBytes);
    const decoder = format.createDecoder('onDamage', from);
    for (;;) {
      const decoded = decoder.decode(file, at, end, at, end === file.length);
      const { points, items, marks, problems, facts = [] } = decoded;
      for (let point = 0; point < points.count; point++) {
        const tag = decoder.tags[points.tags[point]!]!;
        reading.points.push([tag.tag, tag.kind, points.steps[point], points.values[point]]);
      }
      for (let item = 0; item < items.count; item++) reading.items.push(items.offsets[item]);
      reading.marks.push(...marks.map(({ kind }) => kind));
      reading.problems.push(...problems);
      reading.sheet.apply(facts);
      at += decoded.consumed;
      if (decoded.consumed === 0) break;
    }
    const left = decoder.handOver!()!;
    from = structuredClone(left);
  }
  const { sheet, ...rest } = reading;
  const facts = [...sheet.leaves()].map(({ section, path, value }) => [section, ...path, value]);
  return { ...rest, facts: facts.map((fact) => JSON.stringify(fact)).sort() };
}

function filesOf(folder: string): [string, Uint8Array][] {
  const place = path.join(projectRoot, 'test/fixtures', folder);
  return readdirSync(place)
    .filter((name) => name.startsWith('run-'))
    .map((name) => {
      const bytes = readFileSync(path.join(place, name));
      return [
        name.replace(/\.gz$/, ''),
        new Uint8Array(name.endsWith('.gz') ? gunzipSync(bytes) : bytes),
      ];
    });
}

describe('a run file that changes hands', () => {
  for (const folder of ['wandb', 'wandb/blocks', 'swanlab']) {
    for (const [name, bytes] of filesOf(folder)) {
      it(`gives the same: ${folder}/${name}`, () => {
        const format = formatOf(name)!;
        const whole = read(format, bytes, bytes.length);
        for (const part of [997, 4096, 40_000]) assert.deepEqual(read(format, bytes, part), whole);
      });
    }
  }
});
