// What damage costs: nothing but the records it touches. Fixtures are cut at every byte, and damaged in a hundred
// thousand ways; what must survive is computed from where the records stand in the intact file.
import assert from 'node:assert/strict';
import { globSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { tensorboardFormat } from '../../src/core/formats/tensorboard/format';
import { damage, DamagedFile, framesOf, isWholeRecord } from '../support/damagedFile';
import { decodeFile, FileFollower, type DecodedFile } from '../support/decodeFile';
import { event, imageValue, joinBytes, record, scalarRecord } from '../support/eventFiles';
import { seededNumbers } from '../support/seededNumbers';

const attacks = 100_000;
const folder = path.join(process.env['TRACKSIDE_ROOT'] ?? '.', 'test/fixtures/tensorboard');

/**
 * What one record gives: its scalars and its other values, as text. Of which kind these are, writers say
 * with a tag's first value only: without that record they are still there, but as plain tensors.
 */
interface Yield {
  readonly points: readonly string[];
  readonly items: readonly string[];
}

interface Fixture {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly yields: readonly Yield[];
}

function fixture(name: string, bytes: Uint8Array): Fixture {
  const follower = new FileFollower(tensorboardFormat);
  let points = 0;
  let items = 0;
  const yields = framesOf(bytes).map(({ end }): Yield => {
    const { current } = follower.read(bytes.subarray(0, end));
    const found = {
      points: current.points.slice(points).map((point) => pointText(current, point)),
      items: current.items.slice(items).map((item) => itemText(current, item)),
    };
    points = current.points.length;
    items = current.items.length;
    return found;
  });
  return { name, bytes, yields };
}

function pointText({ tags }: DecodedFile, point: DecodedFile['points'][number]): string {
  return `${tags[point[0]]!.tag} ${point[1]} ${point[2]} ${point[3]}`;
}

function itemText({ tags }: DecodedFile, item: DecodedFile['items'][number]): string {
  return `${tags[item.tag]!.tag} ${item.step} ${item.wallTime} ${item.length}`;
}

/** A file with records that are too long to be held, between short ones. */
function longRecords(): Uint8Array {
  const image = (bytes: number): Uint8Array =>
    record(
      event({ wallTime: 5, step: 1, values: [imageValue('big', new Uint8Array(bytes).fill(7))] }),
    );
  const scalars = (from: number): Uint8Array[] =>
    Array.from({ length: 20 }, (_, i) => scalarRecord('loss', from + i, i / 2));
  return joinBytes(...scalars(0), image(70_000), ...scalars(20), image(90_000), ...scalars(40));
}

const fixtures = readdirSync(folder)
  .filter((name) => tensorboardFormat.matches(name))
  .map((name) => fixture(name, new Uint8Array(readFileSync(path.join(folder, name)))));

/** The first of `wanted` that does not come, in order, among `found`. */
function firstMissing(wanted: readonly string[], found: readonly string[]): string | undefined {
  let at = 0;
  for (const one of wanted) {
    at = found.indexOf(one, at) + 1;
    if (at === 0) return one;
  }
  return undefined;
}

/**
 * Whether a long record that lost bytes reaches over the record at `start` and ends right before another good one, or
 * where the file ends. It is skipped unread, so nothing tells that it is damaged.
 */
function isSwallowed({ bytes, frames, scars }: DamagedFile, start: number): boolean {
  return scars.some((scar) => {
    if (scar.start + 4 > bytes.length) return false;
    const claimed = scar.start + 16 + new DataView(bytes.buffer).getUint32(scar.start, true);
    const isLong = claimed - scar.start > 64 * 1024;
    const left = bytes.length - claimed;
    const fits = (left >= 0 && left < 12) || frames.some((frame) => frame.start === claimed);
    return isLong && start < claimed && fits;
  });
}

/** What is wrong with how a damaged file was read; undefined if nothing is. */
function findLoss(
  file: DamagedFile,
  { yields }: Fixture,
  decoded: DecodedFile,
): string | undefined {
  const alive = file.frames
    .filter((frame) => !isSwallowed(file, frame.start))
    .map(({ number }) => yields[number]!);
  const found = decoded.points.map((point) => pointText(decoded, point));
  const missing = firstMissing(
    alive.flatMap(({ points }) => points),
    found,
  );
  if (missing !== undefined) return `lost ${missing}`;
  const lost = firstMissing(
    alive.flatMap(({ items }) => items),
    decoded.items.map((item) => itemText(decoded, item)),
  );
  if (lost !== undefined) return `lost the item ${lost}`;
  // A second edit may undo what the first one did.
  return file.edits > 1 ? undefined : findSilence(file, decoded);
}

/** A scar that no problem tells of, or a problem where there is no scar. */
function findSilence(
  { bytes, scars }: DamagedFile,
  { problems, tail }: DecodedFile,
): string | undefined {
  const told = (tail ? [...problems, tail] : problems).map(({ kind, offset, bytes }) => ({
    kind,
    start: offset,
    end: offset + bytes,
  }));
  for (const scar of scars) {
    const isTold = told.some((one) => one.start <= scar.end && one.end >= scar.start);
    if (!isTold && !scar.silent && !isWholeRecord(bytes, scar.start)) {
      return `nothing told of the damage at ${scar.start} to ${scar.end}`;
    }
  }
  for (const one of told) {
    if (!scars.some((scar) => one.start <= scar.end && one.end >= scar.start)) {
      return `${one.kind} told at ${one.start} to ${one.end}, where there is no damage`;
    }
  }
  return undefined;
}

/** Damages a file with some edits and reads it; says what went wrong, if anything did. */
function attackOnce(
  chosen: Fixture,
  edits: number,
  chunkBytes: number,
  below: (limit: number) => number,
  others: readonly Uint8Array[],
): string[] {
  let file = DamagedFile.intact(chosen.bytes);
  for (let left = edits; left > 0 && file.bytes.length > 0; left--) {
    file = damage(file, below, others);
  }
  const { current } = new FileFollower(tensorboardFormat).read(file.bytes, chunkBytes);
  const loss = findLoss(file, chosen, current);
  return loss === undefined ? [] : [`${loss} (${chosen.name}, ${file.story})`];
}

describe('a damaged event file', () => {
  for (const { name, bytes, yields } of fixtures) {
    it(`gives the whole records before the place where ${name} is cut off, wherever that is`, () => {
      const frames = framesOf(bytes);
      for (let cut = 0; cut < bytes.length; cut++) {
        const decoded = decodeFile(tensorboardFormat, bytes.subarray(0, cut));
        const whole = frames.filter(({ end }) => end <= cut);
        const start = whole.at(-1)?.end ?? 0;
        assert.deepEqual(
          {
            points: decoded.points.map((point) => pointText(decoded, point)),
            problems: decoded.problems,
            tail: decoded.tail && [decoded.tail.kind, decoded.tail.offset, decoded.tail.bytes],
          },
          {
            points: whole.flatMap(({ number }) => yields[number]!.points),
            problems: [],
            tail: start < cut ? ['truncatedTail', start, cut - start] : null,
          },
          `cut at ${cut}`,
        );
      }
    });
  }

  it(`loses only what was damaged, through ${attacks} flips, holes and splices`, () => {
    const below = seededNumbers(20_261_122);
    const others = fixtures.map(({ bytes }) => bytes);
    const losses: string[] = [];
    for (let attack = 0; attack < attacks; attack++) {
      const chosen = fixtures[below(fixtures.length)]!;
      const edits = below(4) === 0 ? 3 : 1;
      const chunkBytes = below(2) === 0 ? Infinity : 1 + below(400);
      losses.push(...attackOnce(chosen, edits, chunkBytes, below, others));
    }
    assert.deepEqual(losses, []);
  });

  it('loses only what was damaged in the files of real writers', () => {
    const below = seededNumbers(11);
    const losses: string[] = [];
    for (const name of globSync('writers/**/*.gz', { cwd: folder }).sort()) {
      const chosen = fixture(
        name,
        new Uint8Array(gunzipSync(readFileSync(path.join(folder, name)))),
      );
      for (let attack = 0; attack < 40; attack++) {
        losses.push(...attackOnce(chosen, 1, Infinity, below, [chosen.bytes]));
      }
    }
    assert.deepEqual(losses, []);
  });

  it('reads what is appended behind a long record that was cut off, as it comes', () => {
    const bytes = longRecords();
    const cut = bytes.subarray(0, 50_000);
    const follower = new FileFollower(tensorboardFormat).read(cut, 4096);
    const counts = [follower.count];
    let file = cut;
    for (const step of [60, 61, 62]) {
      file = joinBytes(file, scalarRecord('loss', step, 1));
      counts.push(follower.read(file, 4096).count);
    }
    assert.deepEqual(counts, [20, 21, 22, 23]);
  });

  it('loses only what was damaged beside records too long to be held', () => {
    const below = seededNumbers(7);
    const long = fixture('long records', longRecords());
    const losses: string[] = [];
    for (let attack = 0; attack < 2_000; attack++) {
      losses.push(
        ...attackOnce(long, 1, [Infinity, 65_536, 1_000][attack % 3]!, below, [long.bytes]),
      );
    }
    assert.deepEqual(losses, []);
  });
});
