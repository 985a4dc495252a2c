// Files as `torch.save` writes them, made without Python.
import { zipBytes, type ZipPart } from './zipBytes';

/** A tensor of 32-bit floats. */
export class Floats {
  readonly values: readonly number[];
  readonly shape: readonly number[];

  constructor(values: readonly number[], shape: readonly number[] = [values.length]) {
    this.values = values;
    this.shape = shape;
  }
}

export type Saved = null | boolean | number | string | Floats | readonly Saved[] | SavedMap;

export interface SavedMap {
  readonly [key: string]: Saved;
}

/** The archive of `torch.save(value)`. */
export function torchBytes(value: Saved, prefix = 'archive'): Buffer {
  const storages: Floats[] = [];
  const pickle = pickleBytes(value, storages);
  const members: ZipPart[] = storages.map(({ values }, key) => ({
    name: `${prefix}/data/${key}`,
    bytes: Buffer.from(Float32Array.from(values).buffer),
  }));
  return zipBytes([
    { name: `${prefix}/data.pkl`, bytes: pickle },
    { name: `${prefix}/byteorder`, bytes: Buffer.from('little') },
    ...members,
    { name: `${prefix}/version`, bytes: Buffer.from('3\n') },
  ]);
}

/** A pickle of protocol 2. The storages of tensors are collected, to be written beside it. */
export function pickleBytes(value: Saved, storages: Floats[] = []): Buffer {
  return Buffer.concat([Buffer.from([0x80, 2]), opcodes(value, storages), Buffer.from('.')]);
}

function opcodes(value: Saved, storages: Floats[]): Buffer {
  if (value === null) return Buffer.from('N');
  if (typeof value === 'boolean') return Buffer.from([value ? 0x88 : 0x89]);
  if (typeof value === 'number') return numberCode(value);
  if (typeof value === 'string') return textCode(value);
  if (value instanceof Floats) return tensorCode(value, storages);
  if (Array.isArray(value)) {
    const items = value.map((each: Saved) => opcodes(each, storages));
    return Buffer.concat([Buffer.from(']('), ...items, Buffer.from('e')]);
  }
  const pairs = Object.entries(value as SavedMap).flatMap(([key, each]) => [
    textCode(key),
    opcodes(each, storages),
  ]);
  return Buffer.concat([Buffer.from('}('), ...pairs, Buffer.from('u')]);
}

function numberCode(value: number): Buffer {
  const isInteger = Number.isInteger(value) && Math.abs(value) < 2 ** 31;
  const bytes = Buffer.alloc(isInteger ? 5 : 9);
  bytes.write(isInteger ? 'J' : 'G');
  if (isInteger) bytes.writeInt32LE(value, 1);
  else bytes.writeDoubleBE(value, 1);
  return bytes;
}

function textCode(text: string): Buffer {
  const bytes = Buffer.from(text);
  const head = Buffer.alloc(5);
  head.write('X');
  head.writeUInt32LE(bytes.length, 1);
  return Buffer.concat([head, bytes]);
}

/** `_rebuild_tensor_v2(storage, 0, shape, stride, False, OrderedDict())` */
function tensorCode(tensor: Floats, storages: Floats[]): Buffer {
  const key = String(storages.push(tensor) - 1);
  const strides = tensor.shape.map((_, axis) =>
    tensor.shape.slice(axis + 1).reduce((product, size) => product * size, 1),
  );
  const tuple = (numbers: readonly number[]): Buffer =>
    Buffer.concat([Buffer.from('('), ...numbers.map(numberCode), Buffer.from('t')]);
  return Buffer.concat([
    Buffer.from('ctorch._utils\n_rebuild_tensor_v2\n(('),
    textCode('storage'),
    Buffer.from('ctorch\nFloatStorage\n'),
    textCode(key),
    textCode('cpu'),
    numberCode(tensor.values.length),
    Buffer.from('tQ'),
    numberCode(0),
    tuple(tensor.shape),
    tuple(strides),
    Buffer.from([0x89]),
    Buffer.from('ccollections\nOrderedDict\n)RtR'),
  ]);
}
