// Shapes and types of HDF5 data.
import type { ByteCursor } from '../byteCursor';
import { Damage } from '../damage';
import type { Hdf5File } from './hdf5File';

export interface DataType {
  /** As tensors name it; the class's name for what no tensor is made of. */
  readonly name: string;
  readonly sizeBytes: number;
  readonly kind: 'number' | 'text' | 'longText' | 'other';
}

const classNames = ['integer', 'float', 'time', 'string', 'bits', 'opaque', 'compound'];

/** The datatype message. */
export function readDataType(cursor: ByteCursor): DataType {
  const head = cursor.u8();
  const kind = head & 15;
  const bits = cursor.u8();
  cursor.skip(2);
  const sizeBytes = cursor.u32();
  const isBig = (bits & 1) !== 0;
  if (kind === 0 && !isBig) {
    const name = `${bits & 8 ? 'int' : 'uint'}${sizeBytes * 8}`;
    return { name, sizeBytes, kind: 'number' };
  }
  if (kind === 1 && !isBig)
    return { name: floatName(cursor, sizeBytes), sizeBytes, kind: 'number' };
  if (kind === 3) return { name: 'string', sizeBytes, kind: 'text' };
  // Of variable length: the lowest bits tell a text from a sequence.
  if (kind === 9 && (bits & 15) === 1) return { name: 'string', sizeBytes, kind: 'longText' };
  // h5py keeps booleans as an enumeration of one byte.
  if (kind === 8 && sizeBytes === 1) return { name: 'bool', sizeBytes, kind: 'number' };
  return { name: classNames[kind] ?? `type ${kind}`, sizeBytes, kind: 'other' };
}

/** Two bytes are either of two types, by the bits of the exponent. */
function floatName(cursor: ByteCursor, sizeBytes: number): string {
  cursor.skip(5);
  return sizeBytes === 2 && cursor.u8() === 8 ? 'bfloat16' : `float${sizeBytes * 8}`;
}

const mostDimensions = 32;

/** The dataspace message. */
export function readShape(file: Hdf5File, cursor: ByteCursor): number[] {
  const version = cursor.u8();
  const dimensions = cursor.u8();
  if (version < 1 || version > 2 || dimensions > mostDimensions)
    throw new Damage('damaged', 'shape');
  cursor.skip(version === 1 ? 6 : 2);
  return Array.from({ length: dimensions }, () => file.lengthOf(cursor));
}
