// The side of a reading thread: gathers what is decoded in shared slots and tells the engine of each.
import type {
  Decoded,
  DecodedMark,
  DecodedProblem,
  DecodedTag,
  ItemBlock,
  PointBlock,
} from '../model/decoded';
import type { DecodedFact } from '../model/facts';
import {
  controls,
  slotCapacity,
  slotCount,
  type BulkPart,
  type PackedColumns,
  type SharedSlots,
} from './bulkContract';
import { gatherColumns } from './tagColumns';

/** Parts are told at least this often, so that progress is seen. */
const longestSilenceMs = 50;
/** Waiting for a free slot ends now and then to see whether the job is still wanted. */
const waitMs = 1_000;

export class BulkSender {
  readonly #shared: SharedSlots;
  readonly #job: number;
  readonly #tell: (part: BulkPart) => void;
  /** Parts of this thread, earlier jobs' included. */
  #sent: number;
  /** Whether nothing of the file is known to the engine yet: what comes first may then be stored as columns. */
  #isFresh: boolean;
  #sentAtMs = performance.now();
  #points = 0;
  #firstItem = 0;
  #items = 0;
  #marks: DecodedMark[] = [];
  #problems: DecodedProblem[] = [];
  #facts: DecodedFact[] = [];
  /** How much of each tag has been told. */
  readonly #toldOfTags: number[];

  /** @param known tags that the engine knows already */
  constructor(
    shared: SharedSlots,
    job: number,
    known: readonly DecodedTag[],
    tell: (part: BulkPart) => void,
  ) {
    this.#shared = shared;
    this.#job = job;
    this.#tell = tell;
    this.#toldOfTags = known.map(weightOf);
    this.#isFresh = known.length === 0;
    this.#sent = Atomics.load(shared.control, controls.sent);
  }

  /** Takes over what was decoded; false when nobody wants it any more. */
  take(tags: readonly DecodedTag[], decoded: Decoded, offset: number): boolean {
    const { points, items, marks, problems, facts = [] } = decoded;
    const isFull =
      this.#points + points.count > slotCapacity || this.#items + items.count > slotCapacity;
    if (isFull && !this.flush(tags, offset - decoded.consumed)) return false;
    if (this.#isEmpty && !this.#waitForSlot()) return false;
    const slot = this.#shared.slots[this.#sent % slotCount]!;
    for (const mark of marks) this.#marks.push({ ...mark, at: mark.at + this.#points });
    if (this.#items === 0) this.#firstItem = items.first;
    copyPoints(points, slot.points, this.#points);
    copyItems(items, slot.items, this.#items);
    this.#points += points.count;
    this.#items += items.count;
    this.#problems.push(...problems);
    this.#facts.push(...facts);
    const isLate = performance.now() - this.#sentAtMs > longestSilenceMs;
    return isLate ? this.flush(tags, offset) : !this.#isCancelled;
  }

  /** Tells what was gathered; false when nobody wants it any more. */
  flush(tags: readonly DecodedTag[], offset: number): boolean {
    this.#tell({
      columns: this.#gatherColumns(),
      slot: this.#sent % slotCount,
      points: this.#points,
      firstItem: this.#firstItem,
      items: this.#items,
      marks: this.#marks,
      problems: this.#problems,
      facts: this.#facts,
      tags: this.#news(tags),
      offset,
    });
    Atomics.store(this.#shared.control, controls.sent, ++this.#sent);
    this.#sentAtMs = performance.now();
    this.#isFresh = false;
    this.#points = 0;
    this.#items = 0;
    this.#marks = [];
    this.#problems = [];
    this.#facts = [];
    return this.#waitForSlot();
  }

  /** Whether reading is to end where it is, with all that was read. */
  get isEnough(): boolean {
    return Atomics.load(this.#shared.control, controls.enough) >= this.#job;
  }

  #gatherColumns(): PackedColumns | null {
    if (!this.#isFresh || this.#marks.length > 0 || this.#points === 0) return null;
    const slot = this.#shared.slots[this.#sent % slotCount]!;
    return gatherColumns(slot.points, this.#points);
  }

  get #isEmpty(): boolean {
    return this.#points === 0 && this.#items === 0;
  }

  get #isCancelled(): boolean {
    return Atomics.load(this.#shared.control, controls.cancelled) >= this.#job;
  }

  #waitForSlot(): boolean {
    const { control } = this.#shared;
    for (;;) {
      if (this.#isCancelled) return false;
      const taken = Atomics.load(control, controls.taken);
      if (this.#sent - taken < slotCount) return true;
      Atomics.wait(control, controls.taken, taken, waitMs);
    }
  }

  #news(tags: readonly DecodedTag[]): DecodedTag[] {
    const told = this.#toldOfTags;
    return tags.filter((tag, index) => {
      const weight = weightOf(tag);
      const isNews = told[index] !== weight;
      told[index] = weight;
      return isNews;
    });
  }
}

/** Grows with what is known of a tag. */
function weightOf({ metadata, displayName, description }: DecodedTag): number {
  return [metadata, displayName, description].filter((part) => part !== null).length;
}

function copyPoints(from: PointBlock, to: PointBlock, at: number): void {
  const { count } = from;
  if (count === 0) return;
  to.tags.set(from.tags.subarray(0, count), at);
  to.steps.set(from.steps.subarray(0, count), at);
  to.wallTimes.set(from.wallTimes.subarray(0, count), at);
  to.values.set(from.values.subarray(0, count), at);
}

function copyItems(from: ItemBlock, to: ItemBlock, at: number): void {
  const { count } = from;
  if (count === 0) return;
  to.offsets.set(from.offsets.subarray(0, count), at);
  to.lengths.set(from.lengths.subarray(0, count), at);
  to.forms.set(from.forms.subarray(0, count), at);
}
