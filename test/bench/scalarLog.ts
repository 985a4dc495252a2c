// Writes large event files in the layout of PyTorch's writer, fast enough for tens of millions of points.
import { closeSync, mkdirSync, openSync, writeSync } from 'node:fs';
import path from 'node:path';
import { crc32c, maskCrc } from '../../src/core/formats/tensorboard/crc32c';

export interface ScalarLogPlan {
  readonly tags: readonly string[];
  /** Points of each tag. */
  readonly steps: number;
  /** Seconds since the Unix epoch of the first point. */
  readonly startTime?: number;
  readonly secondsPerStep?: number;
  /** Value of a tag at a step; a decaying noisy curve by default. */
  readonly valueAt?: (tag: number, step: number) => number;
}

const defaultStartTime = 1_700_000_000;
/** Files that begin alike would be taken for copies of each other. */
const secondsBetweenFiles = 1 / 1024;
const flushBytes = 7 << 20;
let filesBegun = 0;
/** Room for one record beyond. */
const slackBytes = 1 << 16;

/** Writes one event file into `directory` and returns its path. */
export function writeScalarLog(directory: string, plan: ScalarLogPlan): string {
  const startTime = plan.startTime ?? defaultStartTime;
  const writer = openScalarLog(directory, flushBytes);
  const valueAt = plan.valueAt ?? decayingNoise();
  const tags = plan.tags.map((tag) => Buffer.from(tag));
  for (let step = 0; step < plan.steps; step++) {
    const wallTime = startTime + step * (plan.secondsPerStep ?? 0.05);
    for (let tag = 0; tag < tags.length; tag++) {
      writer.scalar(tags[tag]!, step, wallTime, valueAt(tag, step));
    }
  }
  writer.close();
  return writer.file;
}

/** Begins an event file in `directory`; the caller closes it. */
export function openScalarLog(directory: string, bufferBytes: number): ScalarWriter {
  mkdirSync(directory, { recursive: true });
  const file = path.join(directory, `events.out.tfevents.${defaultStartTime}.bench.1.0`);
  return new ScalarWriter(file, bufferBytes);
}

/** A curve that looks like a loss; the same at every call. */
function decayingNoise(): (tag: number, step: number) => number {
  let seed = 1;
  return (tag, step) => {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.exp(-step / 100_000) + tag + (seed / 2 ** 32) * 0.2;
  };
}

/** Encodes records into a buffer that is written when it is full, when asked, and at the end. */
export class ScalarWriter {
  readonly file: string;
  readonly #descriptor: number;
  readonly #flushBytes: number;
  readonly #buffer: Buffer;
  readonly #source: { readonly bytes: Buffer; readonly view: DataView };
  #at = 0;

  /** @param bufferBytes how much is kept before it is written */
  constructor(file: string, bufferBytes: number) {
    this.file = file;
    this.#descriptor = openSync(file, 'w');
    this.#flushBytes = bufferBytes;
    this.#buffer = Buffer.alloc(bufferBytes + slackBytes);
    const { buffer, byteOffset, length } = this.#buffer;
    this.#source = { bytes: this.#buffer, view: new DataView(buffer, byteOffset, length) };
    const begun = defaultStartTime + filesBegun++ * secondsBetweenFiles;
    this.#record(begun, () => this.#bytes(0x1a, Buffer.from('brain.Event:2')));
  }

  scalar(tag: Buffer, step: number, wallTime: number, value: number): void {
    const valueBytes = 2 + tag.length + 5;
    this.#record(wallTime, () => {
      if (step > 0) {
        this.#byte(0x10);
        this.#varint(step);
      }
      this.#byte(0x2a);
      this.#varint(valueBytes + 2);
      this.#byte(0x0a);
      this.#varint(valueBytes);
      this.#bytes(0x0a, tag);
      this.#byte(0x15);
      this.#at = this.#buffer.writeFloatLE(value, this.#at);
    });
  }

  /** Writes a record around data of any length. */
  data(data: Buffer): void {
    this.flush();
    const record = Buffer.alloc(12 + data.length + 4);
    record.writeUInt32LE(data.length);
    data.copy(record, 12);
    const view = new DataView(record.buffer, record.byteOffset, record.length);
    const source = { bytes: record, view };
    record.writeInt32LE(maskCrc(crc32c(source, 0, 8)), 8);
    const end = 12 + data.length;
    record.writeInt32LE(maskCrc(crc32c(source, 12, end)), end);
    writeSync(this.#descriptor, record);
  }

  /** Hands everything over to the operating system. */
  flush(): void {
    writeSync(this.#descriptor, this.#buffer, 0, this.#at);
    this.#at = 0;
  }

  close(): void {
    this.flush();
    closeSync(this.#descriptor);
  }

  #record(wallTime: number, body: () => void): void {
    if (this.#at > this.#flushBytes) this.flush();
    const start = this.#at;
    this.#at += 12;
    this.#byte(0x09);
    this.#at = this.#buffer.writeDoubleLE(wallTime, this.#at);
    body();
    const length = this.#at - start - 12;
    this.#buffer.writeUInt32LE(length, start);
    this.#buffer.writeUInt32LE(0, start + 4);
    this.#checksum(start, start + 8, start + 8);
    this.#checksum(start + 12, this.#at, this.#at);
    this.#at += 4;
  }

  #checksum(from: number, to: number, at: number): void {
    this.#buffer.writeInt32LE(maskCrc(crc32c(this.#source, from, to)), at);
  }

  #byte(value: number): void {
    this.#buffer[this.#at++] = value;
  }

  #varint(value: number): void {
    let rest = value;
    for (; rest >= 128; rest = Math.floor(rest / 128)) this.#byte((rest % 128) | 128);
    this.#byte(rest);
  }

  /** A field of bytes shorter than 128. */
  #bytes(key: number, bytes: Buffer): void {
    this.#byte(key);
    this.#varint(bytes.length);
    this.#at += bytes.copy(this.#buffer, this.#at);
  }
}
