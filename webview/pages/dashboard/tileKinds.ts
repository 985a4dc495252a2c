// The kinds of charts that the page can show, and who draws each.
import type { SeriesKind } from '../../../src/shared/vocabulary';
import { LineTile } from './lineTile';
import type { TileMaker } from './tile';

export const tileKinds: Partial<Readonly<Record<SeriesKind, TileMaker>>> = {
  scalar: (chart, parts, events) => new LineTile(chart, parts, events),
};
