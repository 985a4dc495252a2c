// A line on the axis that a chart asks for: as the columns have it, or with an x that is worked out from them.
import { Columns } from '../store/columns';
import { OrderedCopy, type PointSpan } from '../store/orderedCopy';
import { chunkPoints, type OrderKey } from '../store/packedChunk';
import { Line } from './line';

/** An axis that is in no column. What an object of it tells never changes; another one is made when that does. */
export interface PlacedAxis {
  /** Tells it from other axes of the same series. */
  readonly name: string;
  /** The order in which points are shown to it. */
  readonly order: OrderKey;
  /** x of a point; NaN where it has none. @param index its place among the points that were logged */
  placeOf(step: number, wallTime: number, index: number): number;
  /** How many of the first `known` points of `source` have the same x as on the object that there was before. */
  agreesUpTo(before: PlacedAxis, source: Line, known: number): number;
}

export type LineAxis = OrderKey | PlacedAxis;

/** The place of the point on its line. */
export const indexAxis: PlacedAxis = {
  name: 'index',
  order: 'step',
  placeOf: (_step, _wallTime, index) => index,
  agreesUpTo: (_before, _source, known) => known,
};

/**
 * What a chart draws is `line`; `source` holds the points with their steps and wall times. They are the same unless x is
 * in no column: then the points are copied, which costs about as much as keeping them.
 */
export class AxisLine {
  readonly source: Line;
  readonly line: Line;
  readonly #placement: Placement | undefined;

  constructor(axis: LineAxis) {
    const isPlaced = typeof axis === 'object';
    this.source = new Line(isPlaced ? axis.order : axis);
    this.line = isPlaced ? new Line('step') : this.source;
    if (isPlaced) this.#placement = new Placement(this.source);
  }

  /** Takes the columns as they are now. Returns how many leading points of `line` are the same as before. */
  update(spans: readonly PointSpan[], axis: LineAxis): number {
    const kept = this.source.update(spans);
    if (typeof axis !== 'object' || !this.#placement) return kept;
    const unchanged = this.#placement.update(axis, kept, spans[0]);
    const { columns } = this.#placement;
    this.line.update(columns ? [{ columns, from: 0, to: columns.count }] : []);
    return unchanged;
  }

  /** Step and wall time of a point of `line`. */
  pointAt(index: number): { readonly step: number; readonly wallTime: number } {
    return this.source.pointAt(this.#placement?.sourceIndexAt(index) ?? index);
  }
}

/** The points of a line again, with x in the place of the steps and their index in `source` in that of the wall times. */
class Placement {
  readonly #source: Line;
  #axis: PlacedAxis | undefined;
  /** In the order of `source`, without points that have no x. */
  #copy: Columns | undefined;
  /** In the order of x, where that is another. */
  #sorted: OrderedCopy | undefined;
  /** How many points of `source` were looked at. */
  #known = 0;

  constructor(source: Line) {
    this.#source = source;
  }

  get columns(): Columns | undefined {
    return this.#sorted?.columns ?? this.#copy;
  }

  sourceIndexAt(index: number): number {
    return this.columns!.wallTimeAt(index);
  }

  /** @param kept how many leading points of `source` are the same as before. Returns that of the placed points. */
  update(axis: PlacedAxis, kept: number, span: PointSpan | undefined): number {
    const copy = (this.#copy ??= new Columns(span?.columns.pager));
    let same = Math.min(kept, this.#known);
    if (this.#axis !== axis) {
      same = this.#axis ? Math.min(same, axis.agreesUpTo(this.#axis, this.#source, same)) : 0;
      this.#axis = axis;
    }
    const unchanged = lowerBoundIndex(copy, same);
    copy.truncate(unchanged);
    this.#known = same;
    const ascends = this.#add(copy, axis) && !this.#sorted;
    if (ascends) return unchanged;
    this.#sorted ??= new OrderedCopy('step', copy.pager);
    this.#sorted.clear();
    this.#sorted.add([{ columns: copy, from: 0, to: copy.count }]);
    return 0;
  }

  /** Adds the points that are not known yet. Returns false where x went back. */
  #add(copy: Columns, axis: PlacedAxis): boolean {
    const source = this.#source;
    const byStep = axis.order === 'step';
    let last = copy.count > 0 ? copy.stepAt(copy.count - 1) : -Infinity;
    let ascends = true;
    while (this.#known < source.count) {
      const { xs, ys, offset, length } = source.runAt(this.#known, chunkPoints, true);
      for (let i = offset; i < offset + length; i++) {
        const key = xs[i]!;
        const index = this.#known++;
        const x = byStep ? axis.placeOf(key, NaN, index) : axis.placeOf(NaN, key, index);
        if (Number.isNaN(x)) continue;
        if (x < last) ascends = false;
        last = x;
        copy.push(x, index, ys[i]!);
      }
    }
    return ascends;
  }
}

/** The first point of the copy that is not before point `index` of the source. */
function lowerBoundIndex(copy: Columns, index: number): number {
  let low = 0;
  let high = copy.count;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (copy.wallTimeAt(middle) < index) low = middle + 1;
    else high = middle;
  }
  return low;
}
