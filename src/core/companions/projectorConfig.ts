// From the text of a projector_config.pbtxt to the embeddings that it names.
// Fields: tensorboard/plugins/projector/projector_config.proto.
import type { ProjectorEmbedding, TensorEncoding } from '../../shared/projector';
import { parseTextProto, type TextMessage } from './textProto';

export interface ProjectorConfig {
  readonly embeddings: readonly ProjectorEmbedding[];
  /** Lines of the text that make no sense. */
  readonly faultyLines: readonly number[];
}

/** More of them are no projector but an attack on memory. */
const mostEmbeddings = 1_000;
const mostDimensions = 8;

export function readProjectorConfig(text: string): ProjectorConfig {
  const { message, faultyLines } = parseTextProto(text);
  const embeddings = messagesOf(message, 'embeddings').slice(0, mostEmbeddings);
  return { embeddings: embeddings.map(toEmbedding), faultyLines };
}

function toEmbedding(message: TextMessage): ProjectorEmbedding {
  const tensorPath = textOf(message, 'tensor_path');
  return {
    name: textOf(message, 'tensor_name') ?? '',
    encoding: encodingOf(tensorPath),
    tensorPath,
    shape: numbersOf(message, 'tensor_shape'),
    metadataPath: textOf(message, 'metadata_path'),
    bookmarksPath: textOf(message, 'bookmarks_path'),
    sprite: spriteOf(message),
  };
}

/** Without a file of its own the tensor is a variable of a checkpoint, as Keras and TensorFlow 1 have it. */
function encodingOf(tensorPath: string | null): TensorEncoding {
  if (tensorPath === null) return 'checkpoint';
  if (/\.npy$/i.test(tensorPath)) return 'npy';
  return /\.bytes$/i.test(tensorPath) ? 'bytes' : 'tsv';
}

function spriteOf(message: TextMessage): ProjectorEmbedding['sprite'] {
  const [sprite] = messagesOf(message, 'sprite');
  const path = sprite && textOf(sprite, 'image_path');
  if (!sprite || !path) return null;
  const [width = 0, height = 0] = numbersOf(sprite, 'single_image_dim') ?? [];
  return { path, width, height };
}

function messagesOf(message: TextMessage, name: string): readonly TextMessage[] {
  return (message.get(name) ?? []).filter((value) => typeof value !== 'string');
}

/** The last one counts, as everywhere in Protocol Buffers; an empty text is none. */
function textOf(message: TextMessage, name: string): string | null {
  const last = message.get(name)?.at(-1);
  return typeof last === 'string' && last !== '' ? last : null;
}

/** Whole numbers from 0; null if there are none or one makes no sense. */
function numbersOf(message: TextMessage, name: string): readonly number[] | null {
  const numbers = (message.get(name) ?? []).slice(0, mostDimensions).map(Number);
  const areSizes = numbers.every((size) => Number.isSafeInteger(size) && size >= 0);
  return numbers.length > 0 && areSizes ? numbers : null;
}
