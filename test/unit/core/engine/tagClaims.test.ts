// One source for a metric that several formats tell, whatever each calls it.
import assert from 'node:assert/strict';
import { type FileClaims, TagClaims } from '../../../../src/core/engine/tagClaims';
import { metricName } from '../../../../src/core/model/metricName';
import type { DecodedTag } from '../../../../src/core/model/decoded';

function tagsOf(...names: readonly string[]): DecodedTag[] {
  const rest = { kind: 'scalar', isBare: false, metadata: null, displayName: null } as const;
  return names.map((tag, index) => ({ index, tag, description: null, ...rest }));
}

/** The tags whose points are taken, of one point each. */
function admitted(claims: FileClaims, ...names: readonly string[]): string[] {
  const points = {
    count: names.length,
    tags: Uint32Array.from(names, (_, at) => at),
    steps: new Float64Array(names.length),
    wallTimes: new Float64Array(names.length),
    values: new Float64Array(names.length),
  };
  const items = { first: 0, count: 0 } as never;
  const marks = [{ kind: 'start', at: names.length, step: 0, wallTime: 0 }] as const;
  const taken = claims.admit(tagsOf(...names), { points, items, marks });
  assert.equal(taken.marks[0]?.at, taken.points.count);
  return Array.from(taken.points.tags.subarray(0, taken.points.count), (at) => names[at]!);
}

describe('claims of tags', () => {
  let forgotten: string[];
  let claims: TagClaims;
  beforeEach(() => {
    forgotten = [];
    claims = new TagClaims((file, tag) => forgotten.push(`${file} ${tag}`));
  });

  it('know a metric by all its names', () => {
    const groups = [
      ['loss', 'train/loss', 'training/loss', 'lm loss'],
      ['eval/loss', 'eval_loss', 'val_loss', 'val/loss', 'valid_loss', 'validation/loss'],
      ['learning_rate', 'lr', 'train/lr', 'train/learning_rate'],
      ['grad_norm', 'grad norm', 'train/grad_norm'],
      ['global_step', 'train/global_step', 'trainer/global_step'],
      ['train_loss', 'train/train_loss'],
      ['test/acc', 'test_acc'],
    ];
    const names = groups.map((tags) => [...new Set(tags.map(metricName))]);
    assert.deepEqual(
      names.map(({ length }) => length),
      groups.map(() => 1),
    );
    assert.equal(new Set(names.flat()).size, groups.length);
  });

  it('go to the best format, whichever comes first', () => {
    const state = claims.open('state', 'trainerState', 2);
    const events = claims.open('events', 'tensorboard', 0);
    assert.deepEqual(admitted(state, 'loss', 'epoch'), ['loss', 'epoch']);
    assert.deepEqual(admitted(events, 'train/loss', 'eval/loss'), ['train/loss', 'eval/loss']);
    assert.deepEqual(forgotten, ['state loss']);
    assert.deepEqual(admitted(state, 'loss', 'epoch', 'eval_loss'), ['epoch']);
  });

  it('are shared by files of one format, and by the names of one file', () => {
    const [a, b] = ['a', 'b'].map((file) => claims.open(file, 'tensorboard', 0));
    assert.deepEqual(admitted(a!, 'loss', 'train/loss'), ['loss', 'train/loss']);
    assert.deepEqual(admitted(b!, 'loss'), ['loss']);
    assert.deepEqual(forgotten, []);
  });

  it('follow what the user wants, and go back', () => {
    const state = claims.open('state', 'trainerState', 2);
    const events = claims.open('events', 'tensorboard', 0);
    admitted(events, 'train/loss');
    admitted(state, 'loss');
    const used = (): unknown =>
      claims
        .collect()
        .map(({ metric, isChosen, sources }) => [
          ...[metric, isChosen, sources.find(({ isUsed }) => isUsed)?.format],
        ]);
    assert.deepEqual(used(), [['loss', false, 'tensorboard']]);
    assert.deepEqual(claims.choose({ loss: 'trainerState' }), ['state']);
    assert.deepEqual(forgotten, ['events train/loss']);
    const again = claims.open('state', 'trainerState', 2);
    assert.deepEqual(admitted(again, 'loss'), ['loss']);
    assert.deepEqual(used(), [['loss', true, 'trainerState']]);
    assert.deepEqual(claims.choose({}), ['events']);
    assert.deepEqual(forgotten, ['events train/loss', 'state loss']);
  });

  it('stay with a file that is written anew, as far as it tells them again', () => {
    const state = claims.open('state', 'trainerState', 2);
    admitted(claims.open('events', 'tensorboard', 0), 'train/loss', 'lr', 'accuracy');
    admitted(state, 'loss', 'lr');
    const again = claims.open('events', 'tensorboard', 0);
    assert.deepEqual(admitted(state, 'loss', 'lr'), []);
    assert.deepEqual(admitted(again, 'lr'), ['lr']);
    assert.deepEqual([claims.settle('events'), claims.settle('events')], [['state'], []]);
    assert.deepEqual(admitted(claims.open('state', 'trainerState', 2), 'loss', 'lr'), ['loss']);
    assert.deepEqual(forgotten, []);
  });

  it('pass to others when a file goes', () => {
    const events = claims.open('events', 'tensorboard', 0);
    const state = claims.open('state', 'trainerState', 2);
    admitted(events, 'train/loss');
    admitted(state, 'loss');
    assert.deepEqual(claims.close('events'), ['state']);
    assert.deepEqual(admitted(claims.open('state', 'trainerState', 2), 'loss'), ['loss']);
    assert.deepEqual(claims.collect(), []);
  });
});
