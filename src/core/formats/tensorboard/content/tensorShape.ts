// TensorShapeProto: the sizes of all dimensions, or that they are not known.
import type { Reader } from 'protobufjs/minimal';
import { dimensionSizeKey, shapeKeys } from '../tensor';
import { readInt64, readNested } from '../wire';
import { Unreadable } from './unreadable';

/** TensorFlow's own limit. */
const mostDimensions = 254;

export interface ShapeDraft {
  /** −1 is an unknown size. */
  readonly sizes: number[];
  unknownRank: boolean;
}

/** Reads the shape that is preceded by its length; a second one goes on with the first. */
export function readTensorShape(reader: Reader, shape: ShapeDraft): void {
  readNested(reader, (key) => {
    if (key === shapeKeys.unknownRank) shape.unknownRank = reader.bool();
    else if (key === shapeKeys.dimension) shape.sizes.push(readSize(reader));
    else return false;
    if (shape.sizes.length > mostDimensions) throw new Unreadable('It has too many dimensions.');
    return true;
  });
}

function readSize(reader: Reader): number {
  let size = 0;
  readNested(reader, (key) => {
    if (key !== dimensionSizeKey) return false;
    size = readInt64(reader);
    return true;
  });
  return size;
}
