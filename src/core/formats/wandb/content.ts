// Reads what a history record holds beside numbers: histograms in full, other objects by the files that they name.
// Source: wandb/sdk/data_types: n values of a histogram between n + 1 edges; files lie in `files/` beside the log.
import type { Content, HistogramContent } from '../../../shared/content';
import type { ItemFiles, StoredItem } from '../../model/decoded';
import { collectMedia, readMedia } from './media';
import { readTexts, type ValueTexts } from './recordTexts';

/** What `wandb` lets a run keep files in. */
const mediaFolder = 'files';

/** The files that an item is about. Throws an error that says what is wrong with its bytes. */
export function filesOf(item: StoredItem): ItemFiles | null {
  if (item.kind === 'histogram') return null;
  const samples = collectMedia(item.tag, readTexts(item.bytes)).samples;
  return { folder: mediaFolder, paths: samples.map(({ path }) => path) };
}

/** Throws an error that says what is wrong with the bytes, which are the chunks of the record that holds the item. */
export function readContent(item: StoredItem): Content {
  const texts = readTexts(item.bytes);
  if (item.kind === 'histogram') return readHistogram(item.tag, texts);
  return readMedia(collectMedia(item.tag, texts), item.files ?? []);
}

function readHistogram(tag: string, texts: ValueTexts): HistogramContent {
  const counts = numbersIn(texts.get(`${tag}.values`));
  const packed = texts.has(`${tag}.packedBins.size`);
  const edges = packed
    ? packedEdges(tag, texts, counts.length)
    : numbersIn(texts.get(`${tag}.bins`));
  if (edges.length !== counts.length + 1) {
    throw new Error('The histogram does not have one edge more than it has values.');
  }
  return {
    kind: 'histogram',
    lefts: edges.slice(0, -1),
    rights: edges.slice(1),
    counts,
    min: null,
    max: null,
    count: counts.reduce((sum, one) => sum + one, 0),
    sum: null,
    sumSquares: null,
  };
}

/** Edges that lie equally far apart are told by the first one and the distance. */
function packedEdges(tag: string, texts: ValueTexts, values: number): Float64Array {
  const first = Number(texts.get(`${tag}.packedBins.min`));
  const size = Number(texts.get(`${tag}.packedBins.size`));
  return Float64Array.from({ length: values + 1 }, (_, at) => first + at * size);
}

/** The numbers of a JSON list; what is no number (nor NaN or Infinity) becomes NaN. */
function numbersIn(text = '[]'): Float64Array {
  const list = text.trim().slice(1, -1).trim();
  return list === '' ? new Float64Array(0) : Float64Array.from(list.split(','), Number);
}
