// What damage costs: nothing but the records it touches. Fixtures are cut at every byte, and damaged in a hundred
// thousand ways; what must survive is computed from where the records stand in the intact file.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { tensorboardFormat } from '../../src/core/formats/tensorboard/format';
import { damage, DamagedFile, framesOf, isWholeRecord } from '../support/damagedFile';
import { decodeFile, FileFollower, type DecodedFile } from '../support/decodeFile';
import { event, imageValue, joinBytes, record, scalarRecord } from '../support/eventFiles';
import { seededNumbers } from '../support/seededNumbers';

const attacks = 100_000;
const folder = path.join(process.env['TRACKSIDE_ROOT'] ?? '.', 'test/fixtures/tensorboard');

/**
 * What one record gives: its scalars as text, and the tags of its other values. Of which kind these are, writers say
 * with a tag's first value only: without that record they are still there, but as plain tensors.
 */
interface Yield {
  readonly points: readonly string[];
  readonly others: readonly string[];
}

interface Fixture {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly yields: readonly Yield[];
}

function fixture(name: string, bytes: Uint8Array): Fixture {
  const follower = new FileFollower(tensorboardFormat);
  const counts = new Map<string, number>();
  let points = 0;
  const yields = framesOf(bytes).map(({ end }): Yield => {
    const { current } = follower.read(bytes.subarray(0, end));
    const found = current.points.slice(points).map((point) => pointText(current, point));
    points = current.points.length;
    const others = current.tags.flatMap(({ tag, kind, values }) => {
      const before = counts.get(`${kind} ${tag}`) ?? 0;
      counts.set(`${kind} ${tag}`, values);
      return Array.from({ length: values - before }, () => tag);
    });
    return { points: found, others };
  });
  return { name, bytes, yields };
}

function pointText({ tags }: DecodedFile, point: DecodedFile['points'][number]): string {
  return `${tags[point[0]]!.tag} ${point[1]} ${point[2]} ${point[3]}`;
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

/** What is wrong with how a damaged file was read; undefined if nothing is. */
function findLoss(
  file: DamagedFile,
  { yields }: Fixture,
  decoded: DecodedFile,
): string | undefined {
  const alive = file.frames.map(({ number }) => yields[number]!);
  const found = decoded.points.map((point) => pointText(decoded, point));
  const missing = firstMissing(
    alive.flatMap(({ points }) => points),
    found,
  );
  if (missing !== undefined) return `lost ${missing}`;
  const left = new Map<string, number>();
  for (const { tag, values } of decoded.tags) left.set(tag, (left.get(tag) ?? 0) + values);
  for (const tag of alive.flatMap(({ others }) => others)) {
    const count = left.get(tag) ?? 0;
    if (count === 0) return `lost a value of ${tag}`;
    left.set(tag, count - 1);
  }
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
});
