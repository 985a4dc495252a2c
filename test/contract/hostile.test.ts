// Files made to exhaust memory or time: what they cost is bounded, and what is good beside them is read.
import assert from 'node:assert/strict';
import { head, range, scalars, useEngine } from '../support/engineRig';
import {
  dtypes,
  event,
  joinBytes,
  maskedCrc,
  message,
  record,
  scalarRecord,
  tensorValue,
  value,
} from '../support/eventFiles';

const file = 'run/events.out.tfevents.1700000000.host.1.0';

/** A good header that claims `low + high * 2^32` bytes. */
function header(low: number, high = 0): Uint8Array {
  const bytes = new Uint8Array(12);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, low, true);
  view.setUint32(4, high, true);
  view.setUint32(8, maskedCrc(bytes.subarray(0, 8)), true);
  return bytes;
}

describe('a hostile file', () => {
  const rig = useEngine();

  /** Loads the folder; fails if that takes more than this much memory (in MB, garbage included) or time. */
  async function loadWithin(megabytes: number, seconds: number): Promise<void> {
    const before = process.memoryUsage().rss;
    const startedAt = performance.now();
    await rig().load();
    const took = (performance.now() - startedAt) / 1000;
    const used = (process.memoryUsage().rss - before) / 1e6;
    if (process.env['TRACKSIDE_MEASURE'])
      console.log(`${used.toFixed(0)} MB, ${took.toFixed(2)} s`);
    assert.ok(used < megabytes, `took ${used.toFixed(0)} MB`);
    assert.ok(took < seconds, `took ${took.toFixed(1)} s`);
  }

  for (const [what, bytes] of [
    ['2 GiB less one', header(2 ** 31 - 1)],
    ['2 GiB', header(2 ** 31)],
    ['2^63', header(0, 2 ** 31)],
    [
      'a message of 2 GiB in a record of 20 bytes',
      record(Uint8Array.of(0x2a, 0xff, 0xff, 0xff, 0xff, 7, 0x0a, 0xff, 0xff, 0xff, 0xff, 7)),
    ],
    [
      'a packed list of 2 GiB',
      record(
        event({
          values: [tensorValue('t', { dtype: 1, list: (w) => w.uint32(0x2a).uint32(2 ** 31 - 1) })],
        }),
      ),
    ],
  ] as const) {
    it(`that claims lengths of ${what} costs nothing`, async () => {
      rig().write(file, head, scalars([0, 1]), bytes, new Uint8Array(5_000).fill(0x0a));
      rig().append(file, scalars([2]));
      await loadWithin(60, 20);
      const steps = rig().steps();
      assert.deepEqual(steps.slice(0, 2), [0, 1]);
    });
  }

  it('of three hundred thousand tags keeps within bounds', async function () {
    this.timeout(60_000);
    rig().write(file, scalars([0]));
    for (const thousand of range(0, 299)) {
      rig().append(file, ...range(0, 999).map((at) => scalarRecord(`t${thousand}/${at}`, 1, at)));
    }
    rig().append(file, scalars([1]));
    await loadWithin(400, 60);
    const { tags, problems } = rig().run();
    assert.deepEqual(
      [rig().steps(), tags, problems.map(({ kind, count }) => [kind, count])],
      [[0, 1], 100_000, [['tooManyTags', 200_001]]],
    );
  });

  it('of tags of 64 KB keeps within bounds', async function () {
    this.timeout(60_000);
    const long = 'x'.repeat(64_000);
    const parts = range(0, 2_000).map((at) => scalarRecord(`${long}${at}`, 1, at));
    rig().write(file, scalars([0]), ...parts, scalars([1]));
    parts.length = 0;
    await loadWithin(400, 30);
    assert.deepEqual(rig().steps(), [0, 1]);
  });

  it('of groups and messages nested ten thousand deep costs only itself', async () => {
    const groups = record(new Uint8Array(60_000).fill(0x7b));
    const nest = (depth: number): Uint8Array => {
      let inner: Uint8Array = new Uint8Array(0);
      for (let at = 0; at < depth; at++) {
        const outer = inner;
        inner = message((w) => w.uint32(0x2a).bytes(outer));
      }
      return inner;
    };
    rig().write(file, scalars([0]), groups, record(nest(5_000)), scalars([1]));
    await loadWithin(60, 20);
    assert.deepEqual(rig().steps(), [0, 1]);
  });

  it('of huge repeated fields gives what they hold, a block at a time', async () => {
    const values = Array.from({ length: 200_000 }, (_, at) =>
      value(`t${at % 3}`, (w) => w.uint32(0x15).float(at)),
    );
    rig().write(file, record(event({ wallTime: 1, step: 1, values })), scalars([1]));
    await loadWithin(120, 30);
    assert.equal(rig().run().points, 200_001);
  });

  it('of tensors of absurd shapes is no scalar and no matter', async () => {
    const shapes = [[2 ** 40, 2 ** 40], [-5], [0], Array.from({ length: 5_000 }, () => 2)];
    const values = shapes.map((shape, at) =>
      tensorValue(`t${at}`, { dtype: dtypes.float, shape, list: (w) => w.uint32(0x2d).float(1) }),
    );
    rig().write(file, scalars([0]), record(event({ wallTime: 1, step: 1, values })), scalars([1]));
    await loadWithin(60, 20);
    assert.deepEqual([rig().steps(), rig().troubles()], [[0, 1], []]);
  });

  it('of endless records without anything in them is read at the speed of the disk', async function () {
    this.timeout(30_000);
    const empty = record(new Uint8Array(0));
    const many = joinBytes(...Array.from({ length: 50_000 }, () => empty));
    rig().write(file, ...Array.from({ length: 20 }, () => many), scalars([0]));
    await loadWithin(100, 30);
    assert.deepEqual(rig().steps(), [0]);
  });
});
