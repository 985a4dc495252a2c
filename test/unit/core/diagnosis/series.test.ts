// What curves and silence show.
import assert from 'node:assert/strict';
import { seededRandom } from '../../../../src/base/seededRandom';
import { findMetricFailure, type NamedCurve } from '../../../../src/core/diagnosis/metricFailure';
import {
  findDivergence,
  findPlateau,
  findScaleCollapse,
  findSpikes,
  firstNotFinite,
  lastNotFinite,
  overflowShare,
  type Curve,
} from '../../../../src/core/diagnosis/series';
import { isBusyInSilence, judgeSilence } from '../../../../src/core/diagnosis/stall';

function curveOf(values: readonly number[], every = 10): Curve {
  return { steps: values.map((_, at) => at * every), values };
}

/** A loss as trainings have them: falls, with noise. */
function fallingLoss(seed: number, length: number, noise = 0.2): number[] {
  const random = seededRandom(seed);
  return Array.from({ length }, (_, at) => 4 * Math.exp(-at / 60) + 0.5 + noise * (random() - 0.5));
}

const seeds = Array.from({ length: 50 }, (_, at) => at + 1);

describe('values that are no numbers', () => {
  it('are found from the first on, and at the end', () => {
    const curve = curveOf([1, NaN, 1, Infinity, NaN]);
    assert.deepEqual(
      [firstNotFinite(curve), lastNotFinite(curve), lastNotFinite(curveOf([NaN, 1]))],
      [{ index: 1, step: 10 }, { index: 3, step: 30, count: 2 }, null],
    );
  });
});

describe('divergence', () => {
  it('is none of losses that fall, however noisy', () => {
    assert.deepEqual(
      seeds.filter((seed) => findDivergence(curveOf(fallingLoss(seed, 300, 0.8)))),
      [],
    );
  });

  it('is a loss that goes up and stays there, from where it left', () => {
    const wrong = seeds.filter((seed) => {
      const values = [
        ...fallingLoss(seed, 200),
        ...Array.from({ length: 100 }, () => 9 + (seed % 7)),
      ];
      const found = findDivergence(curveOf(values));
      return !found || found.index < 200 || found.index > 215;
    });
    assert.deepEqual(wrong, []);
  });

  it('is none where the loss comes back, is negative or was hardly logged', () => {
    const peak = [
      ...fallingLoss(1, 100),
      ...Array.from({ length: 20 }, () => 20),
      ...fallingLoss(2, 100),
    ];
    const negative = fallingLoss(3, 100).map((value) => value - 3);
    const found = [peak, negative, [1, 1, 9, 9, 9]].map((values) =>
      findDivergence(curveOf(values)),
    );
    assert.deepEqual(found, [null, null, null]);
  });
});

describe('loss scales', () => {
  it('collapse when they stay below 1', () => {
    const falling = Array.from({ length: 24 }, (_, at) => 65_536 / 2 ** at);
    assert.deepEqual(
      [
        findScaleCollapse(curveOf(falling)),
        findScaleCollapse(curveOf([65_536, 32_768, 0.5, 65_536])),
        findScaleCollapse(curveOf([0.5, 0.5, 0.5, 0.5])),
      ],
      [{ index: 17, step: 170 }, null, null],
    );
  });

  it('may overflow in the first steps', () => {
    const early = Array.from({ length: 60 }, (_, at) => at < 15);
    const late = Array.from({ length: 100 }, (_, at) => at % 2 === 0);
    assert.deepEqual([overflowShare(early), overflowShare(late), overflowShare([])], [0, 0.5, 0]);
  });
});

describe('spikes and plateaus', () => {
  it('finds single values far from those around them', () => {
    const wrong = seeds.filter((seed) => {
      const values = fallingLoss(seed, 200);
      values[120] = 9;
      return !findSpikes(curveOf(values)).some(({ index }) => index === 120);
    });
    const quiet = seeds.map((seed) => findSpikes(curveOf(fallingLoss(seed, 200))).length);
    assert.deepEqual([wrong, Math.max(...quiet)], [[], 0]);
  });

  it('finds since when a metric became no better', () => {
    const values = [...fallingLoss(1, 100, 0), ...Array.from({ length: 300 }, () => 1.3)];
    assert.deepEqual(
      [
        findPlateau(curveOf(values), 'min'),
        findPlateau(curveOf(values.map((value) => -value)), 'max'),
        findPlateau(curveOf(fallingLoss(1, 100, 0)), 'min'),
      ],
      [{ index: 98, step: 980 }, { index: 98, step: 980 }, null],
    );
  });
});

describe('failures that metrics show', () => {
  const named = (tag: string, values: readonly number[]): NamedCurve => ({
    tag,
    ...curveOf(values),
  });
  const well = named('train/loss', fallingLoss(1, 100));

  it('are told with the step at which they begin', () => {
    const found = [
      [well, named('train/grad_norm', [1, 2, NaN, NaN])],
      [named('loss', [NaN])],
      [well, named('loss_scale', [4, 2, 0.5, 0.25, 0.125])],
      [named('train_loss', [...fallingLoss(1, 100), ...Array.from({ length: 50 }, () => 30)])],
    ].map((curves) => {
      const failure = findMetricFailure(curves);
      return failure && [failure.class, failure.step];
    });
    assert.deepEqual(found, [
      ['nan', 20],
      ['nan', 0],
      ['loss-scale', 20],
      ['divergence', 1010],
    ]);
  });

  it('are none of other metrics, and of single values', () => {
    const bleu = named('bleu', [NaN, NaN, NaN]);
    const policy = named('policy_loss', [
      ...fallingLoss(1, 100),
      ...fallingLoss(1, 50).map(() => 30),
    ]);
    const once = named('loss', [...fallingLoss(1, 40), NaN]);
    assert.equal(findMetricFailure([well, bleu, policy, once]), null);
  });
});

describe('silence', () => {
  const minute = 60_000;
  const run = { startedAtMs: 0, lastSignAtMs: 100 * minute };

  it('counts by the cadence of the run, with its longest gaps', () => {
    const every = (ms: number): number[] => Array.from({ length: 100 }, () => ms);
    const withEvaluations = [...every(2_000), ...[9, 9, 9].map((minutes) => minutes * minute)];
    const found = [every(2_000), every(2 * minute), withEvaluations].map((gapsMs) =>
      [6, 17, 19].map(
        (silent) => judgeSilence({ ...run, gapsMs }, (100 + silent) * minute).isStalled,
      ),
    );
    assert.deepEqual(found, [
      [true, true, true],
      [false, true, true],
      [false, false, true],
    ]);
  });

  it('waits longer at the start, and where the program said that it will take long', () => {
    const start = { startedAtMs: 0, lastSignAtMs: minute, gapsMs: [] };
    const busy = {
      ...run,
      gapsMs: [1_000, 1_000],
      isBusyInSilence: isBusyInSilence('Compiling the model …'),
    };
    assert.deepEqual(
      [
        judgeSilence(start, 15 * minute).isStalled,
        judgeSilence(start, 22 * minute).isStalled,
        judgeSilence(busy, 115 * minute).isStalled,
        judgeSilence(busy, 125 * minute).isStalled,
      ],
      [false, true, false, true],
    );
  });

  it('is none while time goes backwards', () => {
    assert.deepEqual(judgeSilence({ ...run, gapsMs: [] }, 0), {
      isStalled: false,
      silentMs: 0,
      thresholdMs: 5 * minute,
    });
  });
});
