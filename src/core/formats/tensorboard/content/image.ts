// Images: the legacy message, or a tensor of strings [width, height, image, image …].
// Source: tensorboard/plugins/image/metadata.py; tensorboard/data_compat.py for the legacy form.
import type { ImageContent, MediaSample } from '../../../../shared/content';
import { textOf } from '../../text';
import { readRange } from '../wire';
import { bytesOf, walkMessages } from './message';
import { sniffMime } from '../../sniff';
import { stringsOf, type StoredValue } from './storedValue';
import { Unreadable } from './unreadable';

/** Field keys of Summary.Image. */
const imageKeys = { height: 0x08, width: 0x10, encoded: 0x22 } as const;

export function readImage(value: StoredValue): ImageContent {
  if (value.form === 'image') return readLegacy(value);
  const { strings } = stringsOf(value);
  if (strings.length < 2) throw new Unreadable('It holds no width and height, as images do.');
  const [width, height, ...samples] = strings;
  return {
    kind: 'image',
    width: sizeOf(textOf(width!)),
    height: sizeOf(textOf(height!)),
    samples: samples.map(sampleOf),
  };
}

function readLegacy(value: StoredValue): ImageContent {
  let width = 0;
  let height = 0;
  let encoded: Uint8Array = new Uint8Array(0);
  walkMessages(value.ranges, (reader, key) => {
    if (key === imageKeys.width) width = reader.int32();
    else if (key === imageKeys.height) height = reader.int32();
    else if (key === imageKeys.encoded) encoded = bytesOf(readRange(reader));
    else return false;
    return true;
  });
  return {
    kind: 'image',
    width: width > 0 ? width : null,
    height: height > 0 ? height : null,
    samples: [sampleOf(encoded)],
  };
}

function sizeOf(digits: string): number | null {
  return /^[1-9]\d{0,8}$/.test(digits) ? Number(digits) : null;
}

function sampleOf(bytes: Uint8Array): MediaSample {
  return { mime: sniffMime(bytes), bytes, label: null };
}
