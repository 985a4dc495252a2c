// One chart on the page, of whatever kind: what the grid needs of it.
import type { Owned } from '../../../src/base/lifecycle';
import type { Projector, ProjectorQuery } from '../../../src/shared/projector';
import type { ChartKind } from '../../../src/shared/dashboardLayout';
import type { RunMark } from '../../../src/shared/runMarks';
import type { RunId } from '../../../src/shared/vocabulary';
import type { CardContext, CardOptions } from '../../cards/cardParts';
import type { ChartView } from '../../charts/chartPicture';
import type { ChartContext, ChartSettings } from '../../charts/chartSettings';
import type { CardEvents } from '../../components/chartCard';
import type { LiveRegion } from '../../components/liveRegion';
import type { Tooltip } from '../../components/tooltip';
import type { Chart } from './chartLayout';

/** Where embeddings come from. */
export interface ProjectorSource {
  getProjector(query: ProjectorQuery): Promise<Projector>;
}

/** What all tiles of the page share. */
export interface TileParts {
  readonly kinds: TileKinds;
  readonly context: ChartContext;
  /** What charts without lines have in common. */
  readonly cards: CardContext & ProjectorSource;
  /** One for the whole page: only one chart is under the pointer. */
  readonly tooltip: Tooltip;
  readonly liveRegion: LiveRegion;
}

export interface Tile extends Owned {
  readonly element: HTMLElement;
  /** What is drawn: its size is told by `resize`, and whether it is in sight by `setInView`. */
  readonly body: HTMLElement;
  /** Told whenever anything may have changed; a tile that shows the same does nothing. */
  set(chart: Chart, settings: ChartSettings): void;
  /** Out of sight a tile costs nothing. */
  setInView(inView: boolean): void;
  resize(width: number, height: number): void;
  /** New points came for these runs. */
  markStale(runs: ReadonlySet<RunId>): void;
  /** What of a chart of lines is in sight; null while nothing is drawn. */
  view?(): ChartView | null;
}

export interface TileEvents extends Omit<
  CardEvents,
  'resetZoom' | 'openSettings' | 'toggleSelecting'
> {
  /** The user chose how the kind is drawn; comes back with the chart. */
  choose(options: CardOptions): void;
  /** Opens the settings of a chart of lines below the button. */
  openLineSettings(button: HTMLElement): void;
  /** The user wants to see what a mark stands for. */
  openMark(mark: RunMark): void;
}

/** Makes the tile of a chart; what it shows is told by `set`. */
export type TileMaker = (chart: Chart, parts: TileParts, events: TileEvents) => Tile;

/** Who draws each kind of chart. */
export type TileKinds = Partial<Readonly<Record<ChartKind | 'bars', TileMaker>>>;
