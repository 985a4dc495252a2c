// What cards of values without columns need of the page, and what a card gives to the view that draws.
import type { Clock } from '../../src/base/clock';
import type { Owned } from '../../src/base/lifecycle';
import type { Content } from '../../src/shared/content';
import type { ContentQuery, ItemKind, ItemList, ItemsQuery } from '../../src/shared/items';
import type { RunId } from '../../src/shared/vocabulary';
import type { ChartTheme } from '../charts/chartTheme';
import type { ContentCache } from './contentCache';
import type { LaneItems } from './laneItems';
import type { LinkedStep } from './linkedStep';

/** Where values come from. */
export interface ContentSource {
  getItems(query: ItemsQuery): Promise<ItemList>;
  /** Rejects with words for the user. */
  getContent(query: ContentQuery): Promise<Content>;
}

/** What all cards of the page share. */
export interface CardContext {
  readonly clock: Clock;
  readonly contents: ContentCache;
  readonly step: LinkedStep;
  /** Has the host open an `https:` address that stands in a log. */
  openLink(address: string): void;
  say(words: string): void;
  onError(error: unknown): void;
}

export interface LaneLook {
  readonly id: RunId;
  readonly name: string;
  readonly colour: string;
  readonly dash: readonly number[];
}

export type CardOptions = Readonly<Record<string, string | number | boolean>>;

export interface CardSettings {
  readonly kind: ItemKind;
  readonly tags: readonly string[];
  /** The plotted runs that have one of the tags. */
  readonly runs: readonly LaneLook[];
  readonly theme: ChartTheme;
  readonly expanded: boolean;
  readonly options: CardOptions;
}

/** A value with where it stands in its run. */
export interface PlacedContent {
  readonly step: number;
  /** Seconds since the Unix epoch; NaN where the file has none. */
  readonly wallTime: number;
  readonly content: Content;
}

/** One tag of one run at the chosen step. */
export interface Lane {
  /** Stays the same as long as the card shows this tag of this run. */
  readonly key: string;
  readonly look: LaneLook;
  /** The run's name, with the tag where the card shows several. */
  readonly title: string;
  readonly tag: string;
  /** `none`: nothing at or before the chosen step. A lane that is loading keeps what it showed before. */
  readonly state: 'loading' | 'shown' | 'failed' | 'none';
  readonly items: LaneItems | null;
  readonly shown: PlacedContent | null;
  /** The value to compare with; null where none is wanted or known yet. */
  readonly reference: PlacedContent | null;
  /** Values at steps that the view asked for beside it; each has the step of the value, not the one asked for. */
  readonly others: readonly PlacedContent[];
  /** Values over all steps, in order; empty unless the view wants them. */
  readonly history: readonly PlacedContent[];
  /** Why it failed. */
  readonly problem: string;
}

/** Which other value of each lane the view compares with. */
export type Reference = 'first' | 'previous' | null;

/** What a view tells its card. */
export interface ViewEvents {
  /** The user chose this; comes back with the settings. */
  choose(options: CardOptions): void;
  compareWith(reference: Reference): void;
  /** Values at these steps are wanted as well, by the lane's key. */
  wantAlso(steps: ReadonlyMap<string, readonly number[]>): void;
  say(words: string): void;
  openLink(address: string): void;
}

/** Draws the lanes of a card. */
export interface CardView extends Owned {
  readonly element: HTMLElement;
  /** Choices of the kind; shown above the drawing when asked for. */
  readonly controls: readonly HTMLElement[];
  /** Whether values of all steps are drawn, not only those at the chosen one. */
  readonly wantsHistory: boolean;
  show(lanes: readonly Lane[], settings: CardSettings): void;
  resize(width: number, height: number): void;
}

export type ViewMaker = (events: ViewEvents) => CardView;
