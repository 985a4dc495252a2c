// A chart of what a model is made of: the newest graph (or Keras model) of one run.
import { l10n } from '../../../src/shared/language';
import type { RunId } from '../../../src/shared/vocabulary';
import { visibleItems } from '../../cards/laneItems';
import type { GraphView } from '../../spaces/graph/graphView';
import type { Chart } from './chartLayout';
import { SpaceTile } from './spaceTile';
import type { TileEvents, TileParts } from './tile';

type GraphKind = 'graph' | 'kerasModel';

export class GraphTile extends SpaceTile<GraphView> {
  readonly #kind: GraphKind;

  constructor(kind: GraphKind, chart: Chart, parts: TileParts, events: TileEvents) {
    super(chart, parts, events);
    this.#kind = kind;
  }

  protected async load(run: RunId, tags: readonly string[]): Promise<void> {
    const { contents } = this.context;
    const query = { run, kind: this.#kind, tag: tags[0] ?? '' };
    const items = visibleItems(await contents.getItems(query));
    const place = items.places.at(-1);
    const key = JSON.stringify([query, place]);
    if (!this.begins(run, key)) return;
    if (!place) {
      this.say(l10n.t('This run has none.'));
      return;
    }
    const sizeBytes = items.sizes.at(-1) ?? 0;
    const content = await contents.getContent({ ...query, ...place, sizeBytes });
    const { GraphView, sourceOfContent } = await import('../../spaces/graph/openGraph');
    const source = sourceOfContent(content);
    if (source) this.viewFor(key, () => new GraphView())?.setGraph(source);
    else this.say(l10n.t('This is not in a form that can be drawn.'));
  }
}
