// Makes the card of a kind of value with the view that draws it. Loaded when the first such card is on the page.
import type { Content } from '../../src/shared/content';
import type { ItemKind } from '../../src/shared/items';
import type { CardContext, ViewMaker } from './cardParts';
import { ContentCard, type ContentCardEvents } from './contentCard';
import { createFileView } from './fileView';
import { createHistogramView } from './histogramView';
import { ImageView } from './imageView';
import { createAudioView } from './mediaView';
import { PrCurveView } from './prCurveView';
import { createTableView, createTensorView } from './tableView';
import { TextView, type TextGrid } from './textView';

const makers: Partial<Readonly<Record<ItemKind, ViewMaker>>> = {
  histogram: createHistogramView,
  image: (events) => new ImageView(events),
  audio: () => createAudioView(),
  text: (events) => new TextView(events, { markdown: true, textsOf: textGrid }),
  prCurve: (events) => new PrCurveView(events),
  table: createTableView,
  tensor: createTensorView,
  file: () => createFileView(),
};

/** @throws for a kind that no view draws */
export function createCard(
  kind: ItemKind,
  context: CardContext,
  events: ContentCardEvents,
): ContentCard {
  const makeView = makers[kind];
  if (!makeView) throw new Error(`no view draws values of the kind ${kind}`);
  return new ContentCard(makeView, context, events);
}

/** Of more than two dimensions the last makes the columns. */
function textGrid(content: Content): TextGrid | null {
  if (content.kind !== 'text') return null;
  const { shape, texts } = content;
  const columns = shape.length < 2 ? 1 : Math.max(1, shape.at(-1) ?? 1);
  const rows: string[][] = [];
  for (let at = 0; at < texts.length; at += columns) rows.push(texts.slice(at, at + columns));
  return { rows };
}
