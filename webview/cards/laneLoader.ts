// Keeps one lane of a card: the list of its values, and the contents that the card wants of it.
import { Disposable } from '../../src/base/lifecycle';
import { messageOf } from '../../src/base/result';
import type { ItemKind } from '../../src/shared/items';
import { LatestCall } from '../charts/latestCall';
import type { CardContext, Lane, LaneLook, PlacedContent, Reference } from './cardParts';
import type { SizedQuery } from './contentCache';
import { indexAt, spreadIndices, visibleItems, type LaneItems } from './laneItems';

/** Least time between two looks at the list of a run that grows, in milliseconds. */
const listGapMs = 1000;

/** So many steps can be told apart in a drawing of all of them. */
const mostHistory = 128;

/** What a card wants to see of each lane. */
export interface Wanted {
  readonly step: number | null;
  readonly reference: Reference;
  readonly history: boolean;
  /** Steps of values that are wanted beside the one at the step. */
  readonly others: readonly number[];
}

interface Answer {
  readonly shown: PlacedContent | null;
  readonly reference: PlacedContent | null;
  readonly history: readonly PlacedContent[];
  readonly others: readonly PlacedContent[];
}

const nothing: Answer = { shown: null, reference: null, history: [], others: [] };

export class LaneLoader extends Disposable {
  readonly key: string;
  readonly #kind: ItemKind;
  readonly #tag: string;
  readonly #context: CardContext;
  readonly #changed: () => void;
  readonly #lists: LatestCall<null, LaneItems>;
  readonly #contents: LatestCall<Wanted, Answer>;
  #look: LaneLook;
  #items: LaneItems | null = null;
  #wanted: Wanted = { step: null, reference: null, history: false, others: [] };
  /** What was asked for last, in words, so that it is not asked twice. */
  #asked = '';
  #answer: Answer = nothing;
  #state: Lane['state'] = 'loading';
  #problem = '';
  #stale = true;

  constructor(
    kind: ItemKind,
    tag: string,
    look: LaneLook,
    context: CardContext,
    changed: () => void,
  ) {
    super();
    this.key = `${look.id} ${tag}`;
    this.#kind = kind;
    this.#tag = tag;
    this.#look = look;
    this.#context = context;
    this.#changed = changed;
    const { clock } = context;
    this.#lists = this.own(
      new LatestCall<null, LaneItems>({
        clock,
        gapMs: () => listGapMs,
        call: async () =>
          visibleItems(await context.contents.getItems({ run: this.#look.id, kind, tag })),
        answered: (_, items) => this.#listed(items),
        failed: (_, error) => this.#failed(error),
      }),
    );
    this.#contents = this.own(
      new LatestCall<Wanted, Answer>({
        clock,
        gapMs: () => 0,
        call: (wanted) => this.#load(wanted),
        answered: (_, answer) => this.#answered(answer),
        failed: (_, error) => this.#failed(error),
      }),
    );
  }

  get items(): LaneItems | null {
    return this.#items;
  }

  setLook(look: LaneLook): void {
    this.#look = look;
  }

  /** What failed is asked for again as well. */
  markStale(): void {
    this.#stale = true;
    if (this.#state === 'failed') this.#asked = '';
  }

  /** Asks for what is wanted and not there yet; called only while the card is in sight. */
  want(wanted: Wanted): void {
    this.#wanted = wanted;
    if (this.#stale) {
      this.#stale = false;
      this.#lists.want(null);
    }
    this.#next();
  }

  lane(severalTags: boolean): Lane {
    return {
      key: this.key,
      look: this.#look,
      title: severalTags ? `${this.#look.name} · ${this.#tag}` : this.#look.name,
      tag: this.#tag,
      state: this.#state,
      items: this.#items,
      ...this.#answer,
      problem: this.#problem,
    };
  }

  #listed(items: LaneItems): void {
    this.#items = items;
    this.#next();
    this.#changed();
  }

  #next(): void {
    const items = this.#items;
    if (!items) return;
    const { step, reference, history, others } = this.#wanted;
    const at = indexAt(items, step);
    const asked = JSON.stringify([
      items.places[at],
      items.sizes[at],
      reference,
      history ? items.places.length : 0,
      others,
    ]);
    if (asked === this.#asked) return;
    this.#asked = asked;
    if (at < 0) {
      this.#contents.cancel();
      this.#state = 'none';
      this.#answer = nothing;
      this.#changed();
      return;
    }
    this.#state = 'loading';
    this.#contents.want(this.#wanted);
  }

  async #load({ step, reference, history, others }: Wanted): Promise<Answer> {
    const items = this.#items!;
    const at = indexAt(items, step);
    const compareAt = reference === 'first' ? 0 : Math.max(0, at - 1);
    const wanted = history ? spreadIndices(items.places.length, mostHistory) : [];
    const [shown, compared, past, beside] = await Promise.all([
      this.#read(items, at),
      reference === null ? null : this.#read(items, compareAt),
      Promise.all(wanted.map((index) => this.#read(items, index))),
      Promise.all(others.map((other) => this.#read(items, indexAt(items, other)))),
    ]);
    return { shown, reference: compared, history: past, others: beside };
  }

  async #read(items: LaneItems, at: number): Promise<PlacedContent> {
    const place = items.places[at];
    if (!place) throw new Error('There is no value at this step.');
    const query: SizedQuery = {
      ...{ run: this.#look.id, kind: this.#kind, tag: this.#tag },
      ...place,
      sizeBytes: items.sizes[at]!,
    };
    const content = await this.#context.contents.getContent(query);
    return { step: items.steps[at]!, wallTime: items.wallTimes[at]!, content };
  }

  #answered(answer: Answer): void {
    this.#answer = answer;
    this.#state = 'shown';
    this.#changed();
  }

  #failed(error: unknown): void {
    this.#state = 'failed';
    this.#problem = messageOf(error);
    this.#changed();
  }
}
