// The item block of a log that has scalars only.
import type { ItemBlock } from '../../src/core/model/decoded';

export const noItems: ItemBlock = {
  first: 0,
  count: 0,
  offsets: new Float64Array(0),
  lengths: new Float64Array(0),
  forms: new Uint8Array(0),
};
