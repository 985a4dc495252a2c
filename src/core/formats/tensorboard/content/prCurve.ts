// Precision and recall: a tensor [6, n], one column a threshold.
// Source: tensorboard/plugins/pr_curve/summary.py; the thresholds of pr_curves_plugin.py.
import type { PrCurveContent } from '../../../../shared/content';
import { numbersOf, type StoredValue } from './storedValue';
import { Unreadable } from './unreadable';

export function readPrCurve(value: StoredValue): PrCurveContent {
  const { shape, numbers } = numbersOf(value);
  if (shape.length !== 2 || shape[0] !== 6) {
    throw new Unreadable(`Such a curve has the shape [6, n], and this is [${shape.join(', ')}].`);
  }
  const count = shape[1]!;
  const row = (at: number): Float64Array => numbers.slice(at * count, (at + 1) * count);
  return {
    kind: 'prCurve',
    // The metadata names their number too, but columns are what there is: TensorBoard spreads them over 0 … 1.
    thresholds: Float64Array.from({ length: count }, (_, at) => (count > 1 ? at / (count - 1) : 0)),
    truePositives: row(0),
    falsePositives: row(1),
    trueNegatives: row(2),
    falseNegatives: row(3),
    precision: row(4),
    recall: row(5),
  };
}
