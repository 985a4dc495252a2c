// Tensors as raw bytes: NumPy's own files, and single-precision numbers whose shape the configuration tells.
// NumPy: numpy.org/doc/stable/reference/generated/numpy.lib.format.html, versions 1 to 3.
import type { FileHandle } from 'node:fs/promises';
import { allowedRows, noRows, type TensorRows } from './tensorRows';

interface Layout {
  readonly offset: number;
  readonly rows: number;
  readonly columns: number;
  readonly width: 2 | 4 | 8;
  readonly bigEndian: boolean;
  /** Column by column instead of row by row. */
  readonly fortran: boolean;
}

const longestHeader = 64 << 10;

/** `.bytes`: little-endian single precision, row by row. */
export async function readRawTensor(
  handle: FileHandle,
  shape: readonly number[] | null,
  mostRows: number,
): Promise<TensorRows> {
  if (!shape) return noRows('no shape in the configuration');
  const size = asMatrix(shape);
  if (!size) return noRows('a shape that is no matrix');
  return readLayout(
    handle,
    { ...size, offset: 0, width: 4, bigEndian: false, fortran: false },
    mostRows,
  );
}

/** `.npy` with half, single or double precision. */
export async function readNpyTensor(handle: FileHandle, mostRows: number): Promise<TensorRows> {
  const layout = await readNpyHeader(handle);
  return typeof layout === 'string' ? noRows(layout) : readLayout(handle, layout, mostRows);
}

/** @returns what is wrong where there is no layout */
async function readNpyHeader(handle: FileHandle): Promise<Layout | string> {
  const start = await readBytes(handle, 0, 12);
  if (start.length < 12 || start.toString('latin1', 0, 6) !== '\x93NUMPY') {
    return 'no beginning of a NumPy file';
  }
  const isFirst = start[6] === 1;
  const from = isFirst ? 10 : 12;
  const length = isFirst ? start.readUInt16LE(8) : start.readUInt32LE(8);
  if (length > longestHeader) return 'a header that is too long';
  const header = (await readBytes(handle, from, length)).toString('latin1');
  const type = /'descr'\s*:\s*'([<>=|])f([248])'/.exec(header);
  if (!type) return 'numbers of another kind than floating point';
  const dimensions = /'shape'\s*:\s*\(([^)]*)\)/.exec(header)?.[1]?.match(/\d+/g);
  const size = asMatrix((dimensions ?? []).map(Number));
  if (!size) return 'a shape that is no matrix';
  return {
    ...size,
    offset: from + length,
    width: Number(type[2]) as Layout['width'],
    bigEndian: type[1] === '>',
    fortran: /'fortran_order'\s*:\s*True/.test(header),
  };
}

/** A vector is a matrix of one column. */
function asMatrix(shape: readonly number[]): { rows: number; columns: number } | null {
  const [rows, columns = 1] = shape;
  if (rows === undefined || shape.length > 2 || columns === 0) return null;
  return [columns, rows * columns].every(Number.isSafeInteger) ? { rows, columns } : null;
}

async function readLayout(
  handle: FileHandle,
  layout: Layout,
  mostRows: number,
): Promise<TensorRows> {
  const { offset, columns, width } = layout;
  const { size } = await handle.stat();
  const there = Math.floor(Math.max(0, size - offset) / (width * columns));
  const isCut = there < layout.rows;
  const faults = new Map(isCut ? [['fewer bytes than its shape needs', 1]] : []);
  if (layout.fortran && isCut) return { ...noRows(''), faults };
  const rows = Math.min(layout.rows, there, allowedRows(mostRows, columns));
  if (rows === 0)
    return { rows, columns, totalRows: layout.rows, values: new Float32Array(0), faults };
  const values = new Float32Array(rows * columns);
  const decode = decoderOf(layout);
  if (layout.fortran) {
    for (let column = 0; column < columns; column++) {
      const at = offset + column * layout.rows * width;
      const bytes = await readBytes(handle, at, rows * width);
      for (let row = 0; row < rows; row++) {
        values[row * columns + column] = decode(bytes, row * width);
      }
    }
  } else {
    const bytes = await readBytes(handle, offset, values.length * width);
    for (let at = 0; at < values.length; at++) values[at] = decode(bytes, at * width);
  }
  return { rows, columns, totalRows: layout.rows, values, faults };
}

/** As many of the bytes as there are. */
async function readBytes(handle: FileHandle, offset: number, length: number): Promise<Buffer> {
  const bytes = Buffer.alloc(length);
  let filled = 0;
  while (filled < length) {
    const { bytesRead } = await handle.read(bytes, filled, length - filled, offset + filled);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return bytes.subarray(0, filled);
}

function decoderOf({ width, bigEndian }: Layout): (bytes: Buffer, at: number) => number {
  switch (width) {
    case 2:
      return (bytes, at) => fromHalf(bigEndian ? bytes.readUInt16BE(at) : bytes.readUInt16LE(at));
    case 4:
      return (bytes, at) => (bigEndian ? bytes.readFloatBE(at) : bytes.readFloatLE(at));
    case 8:
      return (bytes, at) => (bigEndian ? bytes.readDoubleBE(at) : bytes.readDoubleLE(at));
  }
}

/** IEEE 754 binary16. */
function fromHalf(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 31) return fraction === 0 ? sign * Infinity : NaN;
  return exponent === 0
    ? sign * fraction * 2 ** -24
    : sign * (1024 + fraction) * 2 ** (exponent - 25);
}
