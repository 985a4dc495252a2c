// Chooses a step or a stretch of x on a chart, for all of them; and finds the marks around a place.
import type { RunMark } from '../../src/shared/runMarks';
import type { ChartCell } from './chartCell';
import type { ChartContext } from './chartSettings';
import { marksAt } from './flags';
import { pixelX, valueX } from './plotTransform';
import { widthOf } from './range';

export class ChartSelector {
  readonly #cell: ChartCell;
  readonly #context: Pick<ChartContext, 'selection'>;

  constructor(cell: ChartCell, context: Pick<ChartContext, 'selection'>) {
    this.#cell = cell;
    this.#context = context;
  }

  /** Chooses what lies between two pixels of the plot. */
  chooseStretch(fromPixel: number, toPixel: number): void {
    const { transform } = this.#cell;
    if (!transform) return;
    const { left, right } = transform.area;
    const [from, to] = [fromPixel, toPixel].map((pixel) =>
      this.#snapped(valueX(transform, Math.min(right, Math.max(left, pixel)))),
    );
    this.#context.selection.set({ from: from!, to: to! });
  }

  /** Chooses the step at a pixel. */
  chooseStepAt(pixel: number): void {
    const { transform } = this.#cell;
    if (transform) this.chooseStep(this.#snapped(valueX(transform, pixel)));
  }

  /** Chooses a step, the middle of what is seen for null; nothing where it is chosen already. */
  chooseStep(place: number | null): void {
    const { selection } = this.#context;
    const x = place === null ? this.#middle() : this.#snapped(place);
    if (x === null) return;
    const isChosen = selection.isStep && selection.range?.from === x;
    selection.set(isChosen ? null : { from: x, to: x });
  }

  moveEnd(end: 'from' | 'to', place: number | null): void {
    const x = place ?? this.#middle();
    if (x !== null) this.#context.selection.moveEnd(end, x);
  }

  /** The next mark in sight before or after a place; null where there is none. */
  nextMark(now: number | null, forward: boolean): number | null {
    const { marks, transform } = this.#cell;
    if (!transform) return null;
    const { from, to } = transform.x;
    const places = marks.map(({ x }) => x).filter((x) => x >= from && x <= to);
    const next = forward
      ? places.find((x) => x > (now ?? -Infinity))
      : places.findLast((x) => x < (now ?? Infinity));
    return next ?? null;
  }

  /** What stands on the chart alone is led to here: its step is chosen on all charts. @returns the mark */
  chooseMark(mark: RunMark): RunMark {
    const placed = this.#cell.marks.find((one) => one.mark === mark);
    const isHere = mark.kind === 'nonFinite' || mark.kind === 'restart';
    if (placed && isHere) this.#context.selection.set({ from: placed.x, to: placed.x });
    return mark;
  }

  /** The mark that is nearest to a place; null where there is none. */
  markAt(x: number): RunMark | null {
    const { marks, transform } = this.#cell;
    return (transform && marksAt(marks, transform, pixelX(transform, x))[0]) ?? null;
  }

  /** Steps are whole numbers, where they are that at all. */
  #snapped(x: number): number {
    const { data } = this.#cell;
    const isWhole = data?.axis === 'step' || data?.axis === 'index';
    const isWide = data?.extent ? widthOf(data.extent) >= 10 : false;
    return isWhole && isWide ? Math.round(x) : x;
  }

  #middle(): number | null {
    const { transform } = this.#cell;
    if (!transform) return null;
    const { left, right } = transform.area;
    return this.#snapped(valueX(transform, (left + right) / 2));
  }
}
