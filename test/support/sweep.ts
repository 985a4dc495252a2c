// A hyperparameter search, made up but the same every time: learning rates, sizes, an optimiser, and what came of them.
import type { SpaceColumn, SpaceData } from '../../webview/spaces/columns/columnsData';
import { runColour } from '../../src/shared/palette';
import { seededNumbers } from './seededNumbers';

const optimisers = ['adam', 'adamw', 'sgd', 'lion'] as const;

/** The loss falls with the size, has its best learning rate at 1e-3, and is worse with sgd; `seed` tells nothing. */
export function sweep(runs: number): SpaceData {
  const next = seededNumbers(11);
  const share = (): number => next(1_000_000) / 1_000_000;
  const rates: number[] = [];
  const sizes: number[] = [];
  const seeds: number[] = [];
  const losses: number[] = [];
  const accuracies: number[] = [];
  const chosen: string[] = [];
  for (let run = 0; run < runs; run++) {
    const rate = 10 ** (-5 + 4 * share());
    const size = [64, 128, 256, 512][next(4)] ?? 64;
    const optimiser = optimisers[next(optimisers.length)] ?? 'adam';
    const loss =
      0.3 +
      0.35 * (Math.log10(rate) + 3) ** 2 +
      60 / size +
      (optimiser === 'sgd' ? 0.5 : 0) +
      0.1 * share();
    rates.push(rate);
    sizes.push(size);
    chosen.push(optimiser);
    seeds.push(next(10_000));
    losses.push(loss);
    // Some runs ended before they were evaluated.
    accuracies.push(next(12) === 0 ? NaN : 1 / (1 + loss));
  }
  const number = (name: string, values: readonly number[]): SpaceColumn => ({
    kind: 'number',
    name,
    values,
  });
  return {
    columns: [
      number('lr', rates),
      number('hidden_size', sizes),
      { kind: 'text', name: 'optimizer', values: chosen },
      number('seed', seeds),
      number('val/loss', losses),
      number('val/accuracy', accuracies),
    ],
    rows: rates.map((_, at) => ({
      id: `run-${at}`,
      name: `sweep-${String(at).padStart(3, '0')}`,
      colour: runColour(at, 'dark'),
    })),
  };
}
