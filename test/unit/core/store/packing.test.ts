// Facts about packed points: every number comes back bit for bit, from memory and from the page file.
import assert from 'node:assert/strict';
import { ChunkPager } from '../../../../src/core/store/chunkPager';
import { Columns } from '../../../../src/core/store/columns';
import { AxisPacker, axisAt, axisBytes, PackedAxis } from '../../../../src/core/store/packedAxis';
import { chunkMask, chunkPoints } from '../../../../src/core/store/packedChunk';
import { Pages } from '../../../../src/core/store/pages';
import { MemoryPageFile } from './memoryPageFile';
import { keyColumns, valueColumns } from './oddColumns';
import { randomFrom } from './random';

/** The same numbers have the same bits, whichever NaN they are. */
function assertSameBits(actual: Float64Array, expected: Float64Array): void {
  const at = actual.findIndex((number, i) => !Object.is(number, expected[i]));
  assert.equal(at, -1, `${actual[at]} instead of ${expected[at]} at ${at}`);
  assert.equal(actual.length, expected.length);
}

describe('a packed column of steps or wall times', () => {
  const packer = new AxisPacker(chunkPoints);
  for (const [name, { make, kept }] of Object.entries(keyColumns)) {
    it(`gives back every number: ${name}`, () => {
      const column = Float64Array.from({ length: chunkPoints }, () => 0).map(
        (
          (next) => (_, i) =>
            next(i)
        )(make(randomFrom(name.length))),
      );
      const form = packer.plan(column, chunkPoints);
      const bytes = axisBytes(form, chunkPoints);
      const buffer = new ArrayBuffer(bytes + 24);
      packer.write(form, column, chunkPoints, buffer, 16);
      const packed = new PackedAxis(form, chunkPoints, buffer, 16);
      assertSameBits(
        column.map((_, i) => packed.at(i)),
        column,
      );
      const unpacked = new Float64Array(chunkPoints);
      packed.unpack(unpacked, 100, 3000);
      assertSameBits(unpacked.slice(100, 3000), column.slice(100, 3000));
      const pages = new Pages(new MemoryPageFile());
      pages.write(new Uint8Array(8));
      const page = pages.write(new Uint8Array(buffer));
      assertSameBits(
        column.map((_, i) => axisAt(form, chunkPoints, pages, page.at + 16, i)),
        column,
      );
      const width = form.kind === 'offsets' ? ` of ${form.width}` : '';
      assert.equal(`${form.kind}${width}`, kept);
    });
  }
});

interface PlainCopy {
  readonly steps: number[];
  readonly wallTimes: number[];
  readonly values: number[];
}

/** Everything that can be asked of single points and stretches. */
function assertHolds(columns: Columns, plain: PlainCopy, random: () => number): void {
  const { steps, wallTimes, values } = plain;
  assert.equal(columns.count, steps.length);
  assertSameBits(
    Float64Array.from(steps, (_, i) => columns.stepAt(i)),
    Float64Array.from(steps),
  );
  assertSameBits(
    Float64Array.from(steps, (_, i) => columns.wallTimeAt(i)),
    Float64Array.from(wallTimes),
  );
  assertSameBits(
    Float64Array.from(steps, (_, i) => columns.valueAt(i)),
    Float64Array.from(values),
  );
  for (let turn = 0; turn < 20; turn++) {
    const from = Math.floor(random() * steps.length);
    const offset = from & chunkMask;
    const most = Math.min(chunkPoints - offset, steps.length - from);
    const count = 1 + Math.floor(random() * most);
    const cut = (array: ArrayLike<number>, start: number): Float64Array =>
      Float64Array.from({ length: count }, (_, i) => array[start + i]!);
    assertSameBits(cut(columns.valuesFrom(from, count), offset), cut(values, from));
    assertSameBits(cut(columns.keysFrom(from, count, 'step'), offset), cut(steps, from));
    assertSameBits(cut(columns.keysFrom(from, count, 'wallTime'), offset), cut(wallTimes, from));
  }
}

describe('columns whose full chunks are packed', () => {
  const stepNames = Object.keys(keyColumns);
  const valueNames = Object.keys(valueColumns);
  for (const [seed, stepName] of stepNames.entries()) {
    const wallTimeName = stepNames[(seed * 5 + 3) % stepNames.length]!;
    const valueName = valueNames[seed % valueNames.length]!;
    it(`hold what was pushed: ${stepName}, ${wallTimeName}, values: ${valueName}`, () => {
      const random = randomFrom(seed);
      const nextStep = keyColumns[stepName]!.make(random);
      const nextWallTime = keyColumns[wallTimeName]!.make(random);
      const nextValue = valueColumns[valueName]!(random);
      const plain: PlainCopy = { steps: [], wallTimes: [], values: [] };
      const pager = new ChunkPager(() => new MemoryPageFile());
      const columns = new Columns(pager);
      // Sooner or later nothing fits in memory, then everything does.
      for (const limit of [Infinity, 0, 100_000, Infinity]) {
        pager.limitBytes = limit;
        if (plain.steps.length > 0) {
          const kept = Math.floor(random() * plain.steps.length);
          columns.truncate(kept);
          for (const column of Object.values(plain) as number[][]) column.length = kept;
        }
        const count = Math.floor((0.5 + random()) * 3 * chunkPoints);
        for (let i = 0; i < count; i++) {
          const at = plain.steps.length;
          plain.steps.push(nextStep(at));
          plain.wallTimes.push(nextWallTime(at));
          plain.values.push(nextValue(at));
          columns.push(plain.steps[at]!, plain.wallTimes[at]!, plain.values[at]!);
        }
        assertHolds(columns, plain, random);
      }
    });
  }

  it('take less than nine bytes a point for a usual log', () => {
    const columns = new Columns();
    const points = 100 * chunkPoints;
    const wallTime = keyColumns['a clock of microseconds']!.make(randomFrom(1));
    for (let i = 0; i < points; i++) columns.push(i * 10, wallTime(i), Math.fround(1 / (i + 1)));
    assert.ok(columns.bytes < 9 * points, String(columns.bytes / points));
  });
});
