// Writes large W&B run files in the layout of the core writer (0.28): rows in the random order of a Go map, and after
// each of them the summary that repeats its values. A real offline run of 20 metrics takes 78 bytes a point, so does this.
import { closeSync, mkdirSync, openSync, writeSync } from 'node:fs';
import path from 'node:path';
import { crc32 } from 'node:zlib';
import { exitRecord, runRecord, wandbHeader } from '../support/wandbFiles';
import { seededNumbers } from '../support/seededNumbers';

export interface WandbLogPlan {
  readonly id: string;
  readonly metrics: readonly string[];
  readonly rows: number;
}

const blockBytes = 32_768;
const headerBytes = 7;
const startTime = 1_700_000_000;
const bufferBytes = 8 << 20;

/** Writes `run-<id>.wandb` into `directory` and returns its path. */
export function writeWandbLog(directory: string, plan: WandbLogPlan): string {
  mkdirSync(directory, { recursive: true });
  const file = path.join(directory, `run-${plan.id}.wandb`);
  const log = new ChunkWriter(file);
  log.record(runRecord(startTime + hashOf(plan.id)));
  const row = new RowWriter(plan.metrics);
  for (let step = 0; step < plan.rows; step++) {
    row.fill(step);
    log.record(row.summary());
    log.record(row.history());
  }
  log.record(exitRecord(0, plan.rows));
  log.close();
  return file;
}

/** Puts together what one call of `log` writes. */
class RowWriter {
  readonly #keys: readonly Buffer[];
  readonly #order: number[];
  readonly #items: Buffer;
  readonly #record: Buffer;
  readonly #below = seededNumbers(20_261_122);
  #length = 0;
  #step = 0;
  #noise = 1;

  constructor(metrics: readonly string[]) {
    const names = [...metrics, '_step', '_timestamp', '_runtime'];
    this.#keys = names.map((name) => Buffer.from(name));
    this.#order = names.map((_, at) => at);
    this.#items = Buffer.alloc(names.reduce((sum, name) => sum + name.length + 64, 0));
    this.#record = Buffer.alloc(this.#items.length + 64);
  }

  fill(step: number): void {
    const order = this.#order;
    for (let at = order.length - 1; at > 0; at--) {
      const other = this.#below(at + 1);
      [order[at], order[other]] = [order[other]!, order[at]!];
    }
    this.#length = 0;
    this.#step = step;
    for (const at of order) this.#item(this.#keys[at]!, String(this.#value(at, step)));
  }

  summary(): Buffer {
    return this.#wrap(0x1a);
  }

  /** With its step once more behind the items. */
  history(): Buffer {
    const items = this.#length;
    const step = varint(this.#step);
    this.#items.set([0x12, step.length + 1, 0x08, ...step], items);
    this.#length += step.length + 3;
    const record = this.#wrap(0x12);
    this.#length = items;
    return record;
  }

  /** A curve that looks like a loss, with all digits that Python prints. */
  #value(at: number, step: number): number {
    const metrics = this.#keys.length - 3;
    if (at >= metrics) return [step, startTime + step * 0.0512345, step * 0.0512345][at - metrics]!;
    this.#noise = (Math.imul(this.#noise, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.exp(-step / 100_000) + at + (this.#noise / 2 ** 32) * 0.2;
  }

  #item(key: Buffer, value: string): void {
    const items = this.#items;
    let at = this.#length;
    items[at++] = 0x0a;
    items[at++] = 2 + key.length + 3 + value.length;
    items[at++] = 0x12;
    items[at++] = key.length;
    at += key.copy(items, at);
    items[at++] = 0x82;
    items[at++] = 0x01;
    items[at++] = value.length;
    at += items.write(value, at, 'latin1');
    this.#length = at;
  }

  /** The record that has the items in the field of this key. */
  #wrap(key: number): Buffer {
    const record = this.#record;
    record.set([0x08, 0x81, 0x80, 0x01, 0xc2, 0x0c, 0x06, 0x0a, 0x04]);
    record.write('real', 9, 'latin1');
    let at = 13;
    record[at++] = key;
    record[at++] = (this.#length & 127) | 128;
    record[at++] = this.#length >> 7;
    at += this.#items.copy(record, at, 0, this.#length);
    return record.subarray(0, at);
  }
}

/** Cuts records into chunks; what is full is written. */
class ChunkWriter {
  readonly #descriptor: number;
  readonly #buffer = Buffer.alloc(bufferBytes + blockBytes);
  #at = 0;
  #offset = 0;

  constructor(file: string) {
    this.#descriptor = openSync(file, 'w');
    this.#put(wandbHeader());
  }

  record(record: Uint8Array): void {
    for (let at = 0, type = 0; type !== 1 && type !== 4;) {
      let left = blockBytes - (this.#offset % blockBytes);
      if (left < headerBytes) {
        this.#put(new Uint8Array(left));
        left = blockBytes;
      }
      const part = record.subarray(at, at + left - headerBytes);
      const isLast = at + part.length === record.length;
      type = at === 0 ? (isLast ? 1 : 2) : isLast ? 4 : 3;
      this.#chunk(type, part);
      at += part.length;
    }
    if (this.#at > bufferBytes - 2 * record.length) this.#flush();
  }

  close(): void {
    this.#flush();
    closeSync(this.#descriptor);
  }

  #chunk(type: number, payload: Uint8Array): void {
    const start = this.#at;
    this.#put(Uint8Array.of(0, 0, 0, 0, payload.length & 255, payload.length >> 8, type));
    this.#put(payload);
    this.#buffer.writeUInt32LE(crc32(this.#buffer.subarray(start + 6, this.#at)), start);
  }

  #put(bytes: Uint8Array): void {
    this.#buffer.set(bytes, this.#at);
    this.#at += bytes.length;
    this.#offset += bytes.length;
  }

  #flush(): void {
    writeSync(this.#descriptor, this.#buffer, 0, this.#at);
    this.#at = 0;
  }
}

/** Another number for each run, so that no two files begin alike. */
function hashOf(id: string): number {
  return crc32(id) % 1_000_000;
}

function varint(value: number): number[] {
  return value < 128 ? [value] : [(value & 127) | 128, ...varint(value >>> 7)];
}
