// What damage costs a console file: the lines that it touches, and never what was told before them.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { consoleFormat } from '../../src/core/formats/console/format';
import { decodeFile, FileFollower, type DecodedFile } from '../support/decodeFile';
import { seededNumbers } from '../support/seededNumbers';

const flips = 50_000;
const folder = path.join(process.env['TRACKSIDE_ROOT'] ?? '.', 'test/fixtures/console');

function pointTexts({ tags, points }: DecodedFile): string[] {
  return points.map(([tag, ...rest]) => `${tags[tag]!.tag} ${rest.join(' ')}`);
}

/** A file with what had been told after each of its bytes. */
const fixtures = readdirSync(folder)
  .filter((name) => consoleFormat.matches(name))
  .map((name) => {
    const bytes = new Uint8Array(readFileSync(path.join(folder, name)));
    const follower = new FileFollower(consoleFormat);
    const counts = Array.from(bytes, (_, at) => follower.read(bytes.subarray(0, at)).count);
    return { name, bytes, counts, points: pointTexts(decodeFile(consoleFormat, bytes)) };
  });

describe('a damaged console file', () => {
  it(`keeps what was told before the damage, through ${flips} flipped bytes`, () => {
    const below = seededNumbers(20_261_122);
    for (let flip = 0; flip < flips; flip++) {
      const { name, bytes, counts, points } = fixtures[below(fixtures.length)]!;
      const damaged = bytes.slice();
      const at = below(bytes.length);
      damaged[at]! ^= 1 + below(255);
      const found = pointTexts(new FileFollower(consoleFormat).read(damaged).current);
      const before = counts[at]!;
      const where = `${name}, byte ${at}, flip ${flip}`;
      assert.deepEqual(found.slice(0, before), points.slice(0, before), where);
      if (flip % 10 > 0) continue;
      const follower = new FileFollower(consoleFormat).read(damaged, 1 + below(200));
      assert.deepEqual(pointTexts(follower.current), found, `${where}, in chunks`);
    }
  });

  it('loses no more than a line and what is drawn over it, where a byte of a line is flipped', () => {
    const line = (at: number): string => `Step ${at} | loss:${at}.5\n`;
    const lines = Array.from({ length: 40 }, (_, at) => line(at));
    const bytes = new TextEncoder().encode(lines.join(''));
    for (let at = 0; at < bytes.length; at++) {
      const damaged = bytes.slice();
      damaged[at]! ^= 0x80;
      const { points } = decodeFile(consoleFormat, damaged);
      // A line end that is gone joins two lines.
      assert.ok(points.length >= 38, `${points.length} points after a flip at ${at}`);
    }
  });
});
