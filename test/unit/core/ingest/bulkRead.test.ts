// Reading a file on a thread gives what reading it here gives, wherever it changes hands and whatever is wrong with it.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { tensorboardFormat } from '../../../../src/core/formats/tensorboard/format';
import { ReadBuffer } from '../../../../src/core/ingest/readBuffer';
import { FileTail } from '../../../../src/core/ingest/tail';
import type { DataChecks } from '../../../../src/core/model/decoded';
import { RunStore } from '../../../../src/core/store/store';
import type { RunId } from '../../../../src/shared/vocabulary';
import { readAway } from '../../../support/bulkInThread';
import {
  dtypes,
  event,
  histogramValue,
  imageValue,
  joinBytes,
  record,
  simpleValue,
  tensorValue,
} from '../../../support/eventFiles';
import { useTemporaryFolder } from '../../../support/temporaryFolder';
import { randomFrom } from '../store/random';

const fileName = 'events.out.tfevents.1.a';
const fixtures = path.join(process.env['TRACKSIDE_ROOT'] ?? '.', 'test/fixtures/tensorboard');

describe('reading on a thread', () => {
  const folder = useTemporaryFolder();

  it('gives what reading here gives, for the files of real writers', async () => {
    for (const name of readdirSync(fixtures).filter((each) => each.endsWith('.tfevents'))) {
      await compare(folder(), readFileSync(path.join(fixtures, name)), name);
    }
  });

  it('gives what reading here gives, for large files with damage in them', async () => {
    for (let seed = 1; seed <= 12; seed++) {
      const bytes = damaged(randomLog(seed), seed);
      await compare(folder(), bytes, `seed ${seed}`);
    }
  });

  it('leaves a record that is not there as a whole to whoever follows the file', async () => {
    const whole = joinBytes(
      record(event({ wallTime: 1, step: 1, values: [simpleValue('a', 1)] })),
      record(event({ wallTime: 2, step: 2, values: [imageValue('i', new Uint8Array(200_000))] })),
    );
    const started = start(folder(), whole.subarray(0, 100_000), 'onDamage');
    assert.equal(readAway(started.tail), true);
    await readHere(started.tail);
    const before = started.dump();
    writeFileSync(path.join(folder(), fileName), whole);
    await readHere(started.tail);
    const other = start(folder(), whole, 'onDamage');
    await readHere(other.tail);
    assert.notDeepEqual(before, other.dump());
    assert.deepEqual(started.dump(), other.dump());
  });
});

/** Reads a file in four ways and compares what is known afterwards. */
async function compare(folder: string, bytes: Uint8Array, what: string): Promise<void> {
  for (const checks of ['always', 'onDamage'] as const) {
    const here = start(folder, bytes, checks);
    await readHere(here.tail);
    const away = start(folder, bytes, checks);
    readAway(away.tail);
    await readHere(away.tail);
    assert.deepEqual(away.dump(), here.dump(), `${what}, ${checks}`);
    const half = start(folder, bytes, checks);
    for (let slice = 0; slice < 3 && (await half.tail.read(new ReadBuffer(), 1)); slice++) {
      if (readAway(half.tail)) break;
    }
    await readHere(half.tail);
    assert.deepEqual(half.dump(), here.dump(), `${what}, ${checks}, changing hands`);
    const stopped = start(folder, bytes, checks);
    for (let before = -1; stopped.tail.bytesRead > before;) {
      before = stopped.tail.bytesRead;
      readAway(stopped.tail, () => true);
    }
    await readHere(stopped.tail);
    assert.deepEqual(stopped.dump(), here.dump(), `${what}, ${checks}, stopped now and then`);
  }
}

async function readHere(tail: FileTail): Promise<void> {
  while (await tail.read(new ReadBuffer(), 1 << 20)) {
    // The next slice follows.
  }
}

function start(
  folder: string,
  bytes: Uint8Array,
  checks: DataChecks,
): { readonly tail: FileTail; dump(): unknown } {
  writeFileSync(path.join(folder, fileName), bytes);
  const run = new RunStore().addRun('run' as RunId);
  let writer = run.addFile(fileName);
  const sink = {
    append: (...decoded: Parameters<typeof writer.append>) => {
      writer.append(...decoded);
    },
    reset: () => {
      run.removeFile(fileName);
      writer = run.addFile(fileName);
    },
  };
  const tail = new FileTail(folder, fileName, tensorboardFormat, sink, checks);
  const dump = () => ({
    points: run.points,
    starts: run.starts,
    ended: run.ended,
    problems: tail.collectProblems(false),
    bytesRead: tail.bytesRead,
    series: [...run.series()].map((series) => ({
      ...series.statistics(),
      metadata: series.metadata,
      segments: series.segments().map((segment) => ({
        visible: segment.visible,
        points: Array.from({ length: segment.count }, (_, i) => [
          segment.stepAt(i),
          segment.wallTimeAt(i),
          segment.valueAt(i),
          series.kind === 'scalar' ? null : run.itemsOf(fileName)?.at(segment.valueAt(i)),
        ]),
      })),
    })),
  });
  return { tail, dump };
}

/** A few megabytes: scalars in every layout, images larger and smaller than what is held, restarts, new tags. */
function randomLog(seed: number): Uint8Array {
  const random = randomFrom(seed);
  const below = (limit: number): number => Math.floor(random() * limit);
  const parts: Uint8Array[] = [record(event({ wallTime: 1, fileVersion: 'brain.Event:2' }))];
  for (let step = 0; step < 2_000; step++) {
    const wallTime = 1_700_000_000 + step;
    const add = (values: Uint8Array[]): unknown =>
      parts.push(record(event({ wallTime, step, values })));
    add([simpleValue('train/loss', random()), simpleValue(`m${below(9)}`, random())]);
    add([scalarTensor(`t${below(5)}`, random())]);
    if (below(30) === 0) add([histogramValue('weights')]);
    if (below(40) === 0) add([imageValue('sample', new Uint8Array(below(150_000)).fill(7))]);
    if (below(400) === 0) parts.push(record(event({ wallTime, step, sessionStatus: 1 })));
  }
  return joinBytes(...parts);
}

/** As TensorFlow 2 writes a scalar. */
function scalarTensor(tag: string, number: number): Uint8Array {
  const content = new Uint8Array(Float32Array.of(number).buffer);
  return tensorValue(tag, { dtype: dtypes.float, shape: [], content }, { plugin: 'scalars' });
}

/** Flips, a hole, something left out, and the end cut off. */
function damaged(bytes: Uint8Array, seed: number): Uint8Array {
  const random = randomFrom(seed + 1_000);
  const below = (limit: number): number => Math.floor(random() * limit);
  const copy = bytes.slice();
  for (let flip = 0; flip < seed % 4; flip++) copy[below(copy.length)]! ^= 1 << below(8);
  if (seed % 3 === 1) {
    const at = below(copy.length);
    copy.fill(0, at, at + below(300_000));
  }
  const at = below(copy.length);
  const spliced = seed % 3 === 2 ? joinBytes(copy.subarray(0, at), copy.subarray(at + 77)) : copy;
  return spliced.subarray(0, spliced.length - (seed % 2 === 0 ? below(5_000) : 0));
}
