// Reads the content of an item from its bytes, whichever way the writer encoded it.
import type { StoredItem } from '../../../model/decoded';
import type { Content } from '../../../../shared/content';
import { itemForms } from '../itemForms';
import { readAudio } from './audio';
import { readGraph, readMetaGraph } from './graph';
import { readHistogram } from './histogram';
import { readHparams } from './hparams';
import { readImage } from './image';
import { readLayout } from './layout';
import { readMesh } from './mesh';
import { wholeRange } from './message';
import { readPrCurve } from './prCurve';
import { readRunMetadata, readTaggedRunMetadata } from './runMetadata';
import { onlyString, readStoredValue, type StoredValue } from './storedValue';
import { readKerasModel, readRawTensor, readText } from './text';
import { Unreadable } from './unreadable';

type ValueKind = StoredItem['kind'];

/** Kinds that other formats have. */
function refuse(): never {
  throw new Unreadable('Event files have no values of this kind.');
}

const valueReaders: Readonly<Record<ValueKind, (value: StoredValue) => Content>> = {
  histogram: readHistogram,
  image: readImage,
  audio: readAudio,
  text: readText,
  prCurve: readPrCurve,
  mesh: readMesh,
  hparams: readHparams,
  graph: (value) => readGraph(wholeRange(onlyString(value))),
  kerasModel: readKerasModel,
  runMetadata: (value) => readRunMetadata(onlyString(value)),
  layout: readLayout,
  tensor: readRawTensor,
  table: refuse,
  file: refuse,
};

/** Throws an error that says what is wrong when the bytes are not what they should be. */
export function readContent(item: StoredItem): Content {
  try {
    return readForm(item);
  } catch (error) {
    if (error instanceof Unreadable) throw error;
    throw new Unreadable('Its bytes in the file are damaged.', { cause: error });
  }
}

function readForm(item: StoredItem): Content {
  switch (item.form) {
    case itemForms.graph:
      return readGraph(wholeRange(item.bytes));
    case itemForms.metaGraph:
      return readMetaGraph(wholeRange(item.bytes));
    case itemForms.runMetadata:
      return readTaggedRunMetadata(wholeRange(item.bytes));
    default:
      return valueReaders[item.kind](readStoredValue(item));
  }
}
