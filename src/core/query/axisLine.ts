// A line on the axis that a chart asks for: as the columns have it, or with an x that is worked out from them.
import { Columns } from '../store/columns';
import type { WorkingTime } from '../store/downtime';
import type { PointSpan } from '../store/orderedCopy';
import { chunkPoints, type OrderKey } from '../store/packedChunk';
import { Line } from './line';

/** `index`: the place of the point on its line. `workingTime`: seconds of work of the run, see `WorkingTime`. */
export type LineAxis = OrderKey | 'index' | 'workingTime';

/**
 * What a chart draws is `line`; `source` holds the same points in the same order with their steps and wall times. They
 * differ only where x is in no column: then the points are copied, which costs about as much as keeping them.
 */
export class AxisLine {
  readonly source: Line;
  readonly line: Line;
  readonly #axis: LineAxis;
  readonly #isCopied: boolean;
  /** x in the place of the steps, and the x of `source` in that of the wall times. */
  #copy: Columns | undefined;
  #clock: WorkingTime | undefined;

  constructor(axis: LineAxis) {
    this.#axis = axis;
    const isCopied = axis === 'index' || axis === 'workingTime';
    this.source = new Line(axis === 'step' || axis === 'index' ? 'step' : 'wallTime');
    this.line = isCopied ? new Line('step') : this.source;
    this.#isCopied = isCopied;
  }

  /** Takes the columns as they are now. Returns how many leading points of `line` are the same as before. */
  update(spans: readonly PointSpan[], clock: WorkingTime): number {
    let kept = this.source.update(spans);
    if (!this.#isCopied) return kept;
    const copy = (this.#copy ??= new Columns(spans[0]?.columns.pager));
    if (this.#axis === 'workingTime' && this.#clock !== clock) {
      const last = copy.count > 0 ? copy.wallTimeAt(copy.count - 1) : -Infinity;
      if (!this.#clock?.agreesUntil(last, clock)) kept = 0;
      this.#clock = clock;
    }
    kept = Math.min(kept, copy.count);
    copy.truncate(kept);
    this.#addTo(copy, clock);
    this.line.update([{ columns: copy, from: 0, to: copy.count }]);
    return kept;
  }

  #addTo(copy: Columns, clock: WorkingTime): void {
    const { source } = this;
    while (copy.count < source.count) {
      const { xs, ys, offset, length } = source.runAt(copy.count, chunkPoints, true);
      for (let i = offset; i < offset + length; i++) {
        const x = this.#axis === 'index' ? copy.count : clock.at(xs[i]!);
        copy.push(x, xs[i]!, ys[i]!);
      }
    }
  }
}
