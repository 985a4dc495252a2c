// Reads what an object's record says, with the files that it names in `media/` beside the log.
import type { Content, MediaSample } from '../../../shared/content';
import type { ItemFiles, StoredItem } from '../../model/decoded';
import { sniffMime } from '../sniff';
import { textOf } from '../text';
import { joinChunks } from '../wandb/chunk';
import { FieldWalk } from '../wandb/fields';
import { readShapedField, shape, type Shaped } from '../wandb/shape';
import { mediaKinds, type MediaKind } from './mediaKinds';
import { dataKeys, recordKeys } from './records';

const items = shape({ 1: 'filename', 4: 'caption' });
const value = shape({ 1: { name: 'items', form: items, many: 'list' } });

interface Media {
  readonly kind: MediaKind;
  readonly samples: readonly { readonly filename: string; readonly label: string | null }[];
}

/** Throws an error that says what is wrong with the item's bytes. */
export function filesOf({ bytes }: StoredItem): ItemFiles {
  const { kind, samples } = readMedia(bytes);
  return { folder: 'media', paths: samples.map(({ filename }) => `${kind.folder}/${filename}`) };
}

/** Throws an error that says what is wrong with the bytes, which are the chunks of the record that holds the item. */
export function readContent({ bytes, files = [] }: StoredItem): Content {
  const { kind, samples } = readMedia(bytes);
  const read = samples.map(({ label }, at): MediaSample => {
    const file = files[at];
    if (!file) throw new Error('Its file was not read.');
    return { mime: sniffMime(file), bytes: file, label };
  });
  if (kind.kind === 'image') return { kind: 'image', width: null, height: null, samples: read };
  if (kind.kind === 'audio') return { kind: 'audio', sampleRate: null, samples: read };
  if (kind.kind !== 'text') return { kind: 'file', form: kind.folder, samples: read };
  const texts = read.map((sample) => textOf(sample.bytes));
  return { kind: 'text', shape: texts.length === 1 ? [] : [texts.length], texts };
}

function readMedia(chunks: Uint8Array): Media {
  const message = joinChunks(chunks);
  const walk = new FieldWalk();
  walk.begin(message, 0, message.length);
  for (let key = walk.next(); key >= 0; key = walk.next()) {
    if (key !== recordKeys.media) walk.skip(key);
    else return readRecord(walk);
  }
  throw new Error('Its record holds no object.');
}

function readRecord(walk: FieldWalk): Media {
  let type = 0;
  let found: readonly Shaped[] = [];
  const outer = walk.enter();
  for (let key = walk.next(); key >= 0; key = walk.next()) {
    if (key === dataKeys.type) type = walk.int64();
    else if (key === dataKeys.value) {
      found = (readShapedField(walk, value)['items'] ?? []) as readonly Shaped[];
    } else walk.skip(key);
  }
  walk.leave(outer);
  const kind = mediaKinds.get(type);
  const samples = found.flatMap(({ filename, caption }) =>
    typeof filename === 'string'
      ? [{ filename, label: typeof caption === 'string' ? caption : null }]
      : [],
  );
  if (!kind || samples.length === 0) throw new Error('It names no file.');
  return { kind, samples };
}
