// Whether less or more of a metric is better, by its name.
import assert from 'node:assert/strict';
import { goalOf } from '../../../../src/core/model/metricGoal';

describe('goals of metrics', () => {
  it('are told by their names', () => {
    const goals = {
      min: ['loss', 'val/loss', 'eval_loss', 'valLoss', 'train.ppl', 'WER', 'mse_1', 'fid'],
      max: ['acc', 'val/acc1', 'eval_accuracy', 'f1', 'roc/AUC', 'mAP', 'reward', 'top5', 'rouge1'],
      none: ['lr', 'grad_norm', 'epoch', 'step', 'glossary', 'accumulated', 'gpu.0.memory'],
    };
    const found = (expected: 'min' | 'max' | null, names: readonly string[]) =>
      names.filter((name) => goalOf(name) !== expected);
    assert.deepEqual(
      [found('min', goals.min), found('max', goals.max), found(null, goals.none)],
      [[], [], []],
    );
  });
});
