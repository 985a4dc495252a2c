// Of all metrics of a run that ended: whether they show why it failed.
import { l10n } from '../../shared/language';
import type { MetricFailure } from './diagnose';
import { findDivergence, findScaleCollapse, lastNotFinite, type Curve } from './series';

export interface NamedCurve extends Curve {
  readonly tag: string;
}

/** The loss of the training: others, such as those of a game of two networks, go up and down by their nature. */
const trainingLoss =
  /^(?:train(?:ing)?[_/ -])?(?:loss|total_loss|lm[ _]loss)(?:_(?:step|epoch))?$/i;
const gradientNorm = /(?:^|[/_ ])grad(?:ient)?[_ ]?norm$/i;
const lossScale = /(?:^|[/_ ])loss[_ ]?scale$/i;

/** Whether a metric may show why a run failed. */
export function metricsThatTell(tag: string): boolean {
  return [trainingLoss, gradientNorm, lossScale].some((pattern) => pattern.test(tag));
}

/** So many at the end, unless there are no others. */
const fewestBad = 2;

/** Null where they show nothing. */
export function findMetricFailure(curves: readonly NamedCurve[]): MetricFailure | null {
  return notFinite(curves) ?? collapsed(curves) ?? diverged(curves);
}

function notFinite(curves: readonly NamedCurve[]): MetricFailure | null {
  const found = curves
    .filter(({ tag }) => trainingLoss.test(tag) || gradientNorm.test(tag))
    .flatMap((curve) => {
      const last = lastNotFinite(curve);
      const isSure = last && (last.count >= fewestBad || last.count === curve.values.length);
      return isSure ? [{ tag: curve.tag, step: last.step }] : [];
    })
    .toSorted((a, b) => a.step - b.step)[0];
  if (!found) return null;
  const message = l10n.t('{0} is not a number from step {1} to the end.', found.tag, found.step);
  return { class: 'nan', message, step: found.step, numbers: {} };
}

function collapsed(curves: readonly NamedCurve[]): MetricFailure | null {
  for (const curve of curves) {
    const found = lossScale.test(curve.tag) ? findScaleCollapse(curve) : null;
    if (!found) continue;
    const message = l10n.t('{0} is below 1 from step {1} to the end.', curve.tag, found.step);
    return { class: 'loss-scale', message, step: found.step, numbers: {} };
  }
  return null;
}

function diverged(curves: readonly NamedCurve[]): MetricFailure | null {
  for (const curve of curves) {
    const found = trainingLoss.test(curve.tag) ? findDivergence(curve) : null;
    if (!found) continue;
    const { step, last, best } = found;
    const message = l10n.t(
      '{0} is at a multiple of its best from step {1} to the end.',
      curve.tag,
      step,
    );
    return { class: 'divergence', message, step, numbers: { last, best } };
  }
  return null;
}
