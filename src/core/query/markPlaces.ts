// Where steps of runs lie on the axis of a frame.
import type { FrameQuery } from '../../shared/frame';
import type { AskedLine } from './askedSeries';

/** One place for each mark; null for marks of runs without a line, or before their first point. */
export function placeMarks(
  asked: readonly AskedLine[],
  { axis, marks }: FrameQuery,
): (number | null)[] {
  if (!marks || marks.length === 0) return [];
  const lineOf = new Map([...asked].reverse().map((one) => [one.run.id, one]));
  return marks.map(({ run, step }) => {
    const one = lineOf.get(run);
    if (!one) return null;
    return axis === 'step' ? step : placeOfStep(one, step);
  });
}

/** On another axis than the step's: that of the last point at or before the step, in the order of the line. */
function placeOfStep({ lines, shift }: AskedLine, step: number): number | null {
  const line = lines.visible;
  let low = 0;
  let high = line.count;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (lines.pointAt(middle).step <= step) low = middle + 1;
    else high = middle;
  }
  return low > 0 ? line.xAt(low - 1) - shift : null;
}
