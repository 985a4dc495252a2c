// Reads the curves of a run that may show why it failed.
import { metricsThatTell } from '../diagnosis/metricFailure';
import type { NamedCurve } from '../diagnosis/metricFailure';
import type { RunSummary } from '../../shared/vocabulary';
import type { ExportedPoint } from './pointPrinter';
import { exportRun } from './exportPoints';

/** More is not kept: the end tells. */
const mostPoints = 200_000;

class KeptCurve {
  readonly steps: number[] = [];
  readonly values: number[] = [];
  #segment = 0;

  /** Where a job was resumed, what was logged after its checkpoint counts no more. */
  add({ step, value, segment }: ExportedPoint): void {
    if (segment !== this.#segment) {
      this.#segment = segment;
      while (this.steps.length > 0 && this.steps.at(-1)! >= step) {
        this.steps.pop();
        this.values.pop();
      }
    }
    if (this.steps.length >= mostPoints) {
      this.steps.splice(0, mostPoints / 2);
      this.values.splice(0, mostPoints / 2);
    }
    this.steps.push(step);
    this.values.push(value);
  }
}

/** Those of its metrics that may tell, in the order of its files. */
export async function readLossCurves(run: RunSummary): Promise<NamedCurve[]> {
  const curves = new Map<string, KeptCurve>();
  await exportRun(run, {
    lineFor: (tag) => {
      if (!metricsThatTell(tag)) return null;
      const curve = curves.get(tag) ?? new KeptCurve();
      curves.set(tag, curve);
      return (point) => {
        curve.add(point);
        return '';
      };
    },
    write: () => undefined,
  });
  return [...curves].map(([tag, { steps, values }]) => ({ tag, steps, values }));
}
