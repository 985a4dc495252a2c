// The traps of TensorBoard's log files that lie in frames, damage and size, each by its number, through the real engine.
import assert from 'node:assert/strict';
import { closeSync, openSync, statSync, truncateSync, utimesSync, writeSync } from 'node:fs';
import {
  event,
  fileVersionRecord,
  flipBits,
  joinBytes,
  maskedCrc,
  record,
  scalarRecord,
} from '../../support/eventFiles';
import { head, range, scalars, useEngine } from '../../support/engineRig';

const file = 'run/events.out.tfevents.1700000000.host.1.0';
const old = new Date('2024-01-01');

function writeAt(path: string, bytes: Uint8Array, offset: number): void {
  const descriptor = openSync(path, 'r+');
  writeSync(descriptor, bytes, 0, bytes.length, offset);
  closeSync(descriptor);
}

/** The header of a record of this many bytes. */
function header(length: number): Uint8Array {
  const bytes = new Uint8Array(12);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, length, true);
  view.setUint32(8, maskedCrc(bytes.subarray(0, 8)), true);
  return bytes;
}

/** A varint of four bytes. */
function longVarint(number: number): number[] {
  return [0, 7, 14, 21].map((shift) => ((number >>> shift) & 0x7f) | (shift < 21 ? 0x80 : 0));
}

describe('traps of frames', () => {
  const rig = useEngine();

  it('trap 1: a partial record at the end waits, without a word, and is read when it is complete', async () => {
    const next = scalars([3]);
    rig().write(file, head, scalars([0, 1, 2]));
    await rig().load();
    const seen = [];
    for (const byte of [1, 11, 12, 20, next.length - 1]) {
      rig().append(file, next.subarray(seen.at(-1)?.[0] ?? 0, byte));
      await rig().poll();
      seen.push([byte, rig().steps().length, rig().troubles().length] as const);
    }
    rig().append(file, next.subarray(next.length - 1));
    await rig().poll();
    assert.deepEqual(
      [seen, rig().steps(), rig().troubles()],
      [[1, 11, 12, 20, next.length - 1].map((byte) => [byte, 3, 0]), range(0, 3), []],
    );
  });

  it('trap 2: a length that says more than the file has is told of an old file, whose data is shown', async () => {
    const start = joinBytes(head, scalars([0, 1])).length;
    const target = rig().write(file, head, scalars([0, 1]), header(50_000), new Uint8Array(99));
    utimesSync(target, old, old);
    await rig().load();
    assert.deepEqual(
      [rig().steps(), rig().troubles()],
      [[0, 1], [['truncatedTail', start, 111, 1]]],
    );
  });

  it('trap 2: what is appended behind a long record that was cut off is read as it comes', async () => {
    rig().write(file, head, scalars([0, 1]), header(3_000_000), new Uint8Array(1_500_000).fill(9));
    await rig().load();
    const before = rig().steps();
    rig().append(file, scalars([2]));
    await rig().poll();
    rig().append(file, scalars([3]));
    await rig().poll();
    assert.deepEqual([before, rig().steps()], [[0, 1], range(0, 3)]);
  });

  it('trap 3: zeros wait to be filled, and are passed over when something follows them', async () => {
    const start = joinBytes(head, scalars([0])).length;
    const target = rig().write(file, head, scalars([0]));
    await rig().load();
    truncateSync(target, start + 4096);
    await rig().poll();
    const waiting = [rig().steps(), rig().troubles()];
    writeAt(target, scalars([1]), start);
    await rig().poll();
    const filled = rig().steps();
    rig().append(file, scalars([2]));
    await rig().poll();
    const hole = 4096 - scalars([1]).length;
    assert.deepEqual(
      [waiting, filled, rig().steps(), rig().troubles()],
      [
        [[0], [['zeroHole', start, 4096, 1]]],
        [0, 1],
        [0, 1, 2],
        [['zeroHole', start + scalars([1]).length, hole, 1]],
      ],
    );
  });

  it('trap 4: after a bad length checksum the next good record is found, and the bytes between are told', async () => {
    const parts = range(0, 9).map((step) => scalars([step]));
    const bad = [2, 5, 6].map((at) => parts[at]!.length);
    rig().write(
      file,
      head,
      ...parts.map((part, at) => ([2, 5, 6].includes(at) ? flipBits(part, 9) : part)),
    );
    await rig().load();
    const offset = joinBytes(head, ...parts.slice(0, 2)).length;
    const lost = bad.reduce((sum, size) => sum + size);
    // Two in a row are one stretch.
    assert.deepEqual(
      [rig().steps(), rig().troubles()],
      [[0, 1, 3, 4, 7, 8, 9], [['corruptRecord', offset, lost, 2]]],
    );
  });

  it('trap 5: a record with a bad data checksum is believed if it is an event, else skipped, and reading goes on', async () => {
    const noEvent = record(Uint8Array.of(0x2a, 0xff, 0xff, 7));
    rig().write(file, head, scalars([0]), flipBits(scalars([1]), -1), noEvent, scalars([2]));
    await rig().load({ verifyChecksums: 'always' });
    rig().append(file, scalars([3]));
    await rig().poll();
    const kinds = rig()
      .run()
      .problems.map(({ kind, count }) => [kind, count]);
    assert.deepEqual(
      [rig().steps(), kinds.sort()],
      [
        [0, 1, 2, 3],
        [
          ['badChecksum', 1],
          ['undecodableRecord', 1],
        ],
      ],
    );
  });

  it('trap 5: with checksums compared on damage only, a plain scalar is believed for the good header behind it, but not at the end', async () => {
    const [wrong, sound] = [flipBits(scalars([1]), -1), scalars([2])];
    rig().write(file, head, scalars([0]), wrong, sound, flipBits(scalars([3]), -1));
    await rig().load({ verifyChecksums: 'onDamage' });
    const kinds = rig()
      .run()
      .problems.map(({ kind, count }) => [kind, count]);
    assert.deepEqual([rig().steps(), kinds], [[0, 1, 2], [['badChecksum', 1]]]);
  });

  it('trap 8: of two processes that write into one file, every record that is in one piece is read', async () => {
    const chunkBytes = 1000;
    const writers = ['a', 'b'].map((tag) =>
      range(0, 299).map((step) => scalarRecord(tag, step, step)),
    );
    const streams = writers.map((records) => joinBytes(...records));
    const chunks = range(0, Math.ceil(streams[0]!.length / chunkBytes)).flatMap((at) =>
      streams.map((stream) => stream.subarray(at * chunkBytes, (at + 1) * chunkBytes)),
    );
    rig().write(file, ...chunks);
    await rig().load();
    for (const [index, records] of writers.entries()) {
      let end = 0;
      const whole = records.flatMap(({ length }, step) => {
        const start = end;
        end += length;
        return Math.floor(start / chunkBytes) === Math.floor((end - 1) / chunkBytes) ? [step] : [];
      });
      const found = new Set(rig().steps('ab'[index]));
      assert.deepEqual([whole.filter((step) => !found.has(step)), whole.length > 280], [[], true]);
    }
  });

  it('trap 14: a first file without version, with nothing else, or of no bytes is a run that starts', async () => {
    rig().write('bare/events.out.tfevents.1', scalars([0, 1]));
    rig().write('version/events.out.tfevents.1', head);
    rig().write('empty/events.out.tfevents.1');
    await rig().load();
    const before = ['bare', 'version', 'empty'].map((name) => [
      rig().run(name).points,
      rig().troubles(name),
    ]);
    rig().append('version/events.out.tfevents.1', scalars([0]));
    rig().append('empty/events.out.tfevents.1', head, scalars([0]));
    await rig().poll();
    assert.deepEqual(
      [before, ['bare', 'version', 'empty'].map((name) => rig().steps('loss', name))],
      [
        [
          [2, []],
          [0, []],
          [0, []],
        ],
        [[0, 1], [0], [0]],
      ],
    );
  });

  it('trap 15: two gigabytes of images are passed over unread', async function () {
    this.timeout(60_000);
    const image = 20_000_000;
    // Summary.Value { tag: "image", image: { encoded_image_string: … } } inside an event, its bytes a hole in the file.
    const inner = [0x22, ...longVarint(image)];
    const value = [
      0x0a,
      5,
      ...new TextEncoder().encode('image'),
      0x22,
      ...longVarint(inner.length + image),
    ];
    const valueBytes = value.length + inner.length + image;
    const summary = [0x0a, ...longVarint(valueBytes)];
    const start = Uint8Array.of(
      ...event({ wallTime: 1_700_000_000, step: 1 }),
      ...[0x2a, ...longVarint(summary.length + valueBytes), ...summary, ...value, ...inner],
    );
    const target = rig().write(file, head);
    for (let at = 0; at < 100; at++) {
      rig().append(file, scalars([at]), header(start.length + image), start);
      truncateSync(target, sizeOf(target) + image + 4);
    }
    const before = process.memoryUsage().rss;
    const startedAt = performance.now();
    await rig().load();
    const used = (process.memoryUsage().rss - before) / 1e6;
    const statistics = rig().engine.answers.getStatistics(rig().run().id);
    assert.deepEqual(
      [statistics.map(({ kind, points }) => [kind, points]), rig().troubles()],
      [
        [
          ['scalar', 100],
          ['image', 100],
        ],
        [],
      ],
    );
    assert.ok(used < 100, `${used.toFixed(0)} MB of memory`);
    assert.ok(performance.now() - startedAt < 5_000, 'took seconds');
  });

  it('trap 16: a graph of a hundred megabytes in front is skipped, and what follows read', async () => {
    const graph = 100_000_000;
    const start = Uint8Array.of(...event({ wallTime: 1 }), 0x22, ...longVarint(graph));
    const target = rig().write(file, head, header(start.length + graph), start);
    truncateSync(target, sizeOf(target) + graph + 4);
    rig().append(file, scalars([0, 1]));
    await rig().load();
    assert.deepEqual(
      [rig().listed(), rig().steps(), rig().troubles()],
      [['graph __run_graph__', 'scalar loss'], [0, 1], []],
    );
  });

  it('trap 35: foreign files of a telling name are noted once, and copies beside a file not read again', async () => {
    const bytes = joinBytes(fileVersionRecord(), scalars([0, 1]));
    const name = 'run/events.out.tfevents.5.host';
    rig().write(name, bytes);
    for (const copy of [`${name}~`, `${name}.tmp`, `${name}.part`, `${name}.bak`])
      rig().write(copy, bytes);
    rig().write('run/.events.out.tfevents.5.host.x8Qe1a', bytes.subarray(0, 60));
    rig().write(
      'zipped/events.out.tfevents.5.gz',
      Uint8Array.of(0x1f, 0x8b, 8, 0),
      new Uint8Array(90_000).fill(9),
    );
    await rig().load();
    assert.deepEqual(
      [
        rig()
          .run()
          .problems.map(({ kind, detail }) => [kind, detail]),
        rig().draw(),
        rig()
          .run('zipped')
          .problems.map((problem) => problem.kind),
      ],
      [
        Array.from({ length: 5 }, () => ['copiedFile', 'events.out.tfevents.5.host']),
        {
          line: [
            [0, 0],
            [1, 0.5],
          ],
          ghosts: [],
        },
        ['notAnEventFile'],
      ],
    );
  });

  it('trap 39: record files and debugger files are no event files', async () => {
    rig().write('data/train.tfrecord', record(new Uint8Array(9)));
    rig().write('debug/tfdbg_events.1700.host.metadata', head);
    assert.deepEqual(await rig().load(), []);
  });
});

function sizeOf(path: string): number {
  return statSync(path).size;
}
