// What is given up so that a training fits, and that the effective batch stays the same.
import assert from 'node:assert/strict';
import { seededRandom } from '../../../../src/base/seededRandom';
import {
  effectiveBatch,
  smallerBatch,
  smallerBatches,
} from '../../../../src/core/recovery/batchArithmetic';
import { findBatchHome } from '../../../../src/core/recovery/batchHomes';
import {
  explainLossJump,
  nextDegradation,
  planDegradation,
  type Command,
  type DegradationFacts,
} from '../../../../src/core/recovery/degradation';

const facts: DegradationFacts = {
  processes: 1,
  phase: 'train',
  isWithoutSegments: true,
  source: '',
  known: null,
};

function commandOf(line: string): Command {
  return { argv: line.split(' '), environment: {} };
}

describe('smaller batches', () => {
  it('are the largest divisor up to half', () => {
    const found = [
      [8, 1],
      [6, 1],
      [5, 1],
      [7, 2],
      [12, 3],
      [1, 4],
    ].map(([size, accumulation]) => smallerBatch({ size: size!, accumulation: accumulation! }));
    assert.deepEqual(found, [
      { size: 4, accumulation: 2 },
      { size: 3, accumulation: 2 },
      { size: 1, accumulation: 5 },
      { size: 2, accumulation: 7 },
      { size: 6, accumulation: 6 },
      null,
    ]);
  });

  it('keep the effective batch and end at one, whatever they begin with', () => {
    const random = seededRandom(7);
    const whole = (most: number): number => 1 + Math.floor(random() * most);
    const wrong = Array.from({ length: 2_000 }, () => {
      const batch = { size: whole(512), accumulation: whole(64) };
      const processes = whole(16);
      const found = smallerBatches(batch);
      const sizes = [batch, ...found].map(({ size }) => size);
      const isSame = found.every(
        (each) => effectiveBatch(each, processes) === effectiveBatch(batch, processes),
      );
      const isFalling = sizes.every((size, at) => at === 0 || size <= sizes[at - 1]! / 2);
      return isSame && isFalling && sizes.at(-1) === 1 ? null : batch;
    }).filter((each) => each !== null);
    assert.deepEqual(wrong, []);
  });

  it('leave what processes share divisible by their number', () => {
    const random = seededRandom(8);
    const wrong = Array.from({ length: 500 }, () => {
      const processes = 1 + Math.floor(random() * 8);
      const batch = { size: 1 + Math.floor(random() * 64), accumulation: processes * 5 };
      return smallerBatches(batch, processes).find(
        ({ size, accumulation }) =>
          accumulation % processes !== 0 || size * accumulation !== batch.size * batch.accumulation,
      );
    }).filter((each) => each !== undefined);
    assert.deepEqual(wrong, []);
  });

  it('are none of what is no batch', () => {
    const odd = [0, -4, 2.5, NaN, Infinity].map((size) => smallerBatch({ size, accumulation: 1 }));
    assert.deepEqual(new Set(odd), new Set([null]));
  });
});

describe('commands with smaller batches', () => {
  const lines: readonly (readonly [before: string, after: string | null])[] = [
    [
      'python run_clm.py --per_device_train_batch_size 8 --bf16 True --gradient_accumulation_steps=2',
      'python run_clm.py --per_device_train_batch_size 4 --bf16 True --gradient_accumulation_steps=4',
    ],
    [
      'python run_clm.py --per_device_train_batch_size=8',
      'python run_clm.py --per_device_train_batch_size=4 --gradient_accumulation_steps 2',
    ],
    [
      'python main.py fit --data.batch_size 32 --trainer.max_epochs 3',
      'python main.py fit --data.batch_size 16 --trainer.max_epochs 3 --trainer.accumulate_grad_batches 2',
    ],
    [
      'torchrun pretrain_gpt.py --micro-batch-size 4 --global-batch-size 256',
      'torchrun pretrain_gpt.py --micro-batch-size 2 --global-batch-size 256',
    ],
    [
      'tune run lora.yaml batch_size=4 gradient_accumulation_steps=8',
      'tune run lora.yaml batch_size=2 gradient_accumulation_steps=16',
    ],
    [
      'python tools/train.py c.py --cfg-options train_dataloader.batch_size=6',
      'python tools/train.py c.py --cfg-options train_dataloader.batch_size=3 optim_wrapper.accumulative_counts=2',
    ],
    [
      'python train.py --batch_size=12 --gradient_accumulation_steps=40',
      'python train.py --batch_size=6 --gradient_accumulation_steps=80',
    ],
    [
      'python train.py --batch-size 10 --accumulate 1',
      'python train.py --batch-size 5 --accumulate 2',
    ],
    // Nobody knows what else this script takes.
    ['python train.py --batch-size 10', null],
    ['python train.py', null],
    ['python run_clm.py --per_device_train_batch_size 1', null],
  ];

  it('change the arguments of each framework where they stand', () => {
    const found = lines.map(([before]) => {
      const step = planDegradation(commandOf(before), facts).find(
        ({ kind }) => kind === 'smaller-batch',
      );
      return step?.command.argv.join(' ') ?? null;
    });
    assert.deepEqual(
      found,
      lines.map(([, after]) => after),
    );
  });

  it('keep what two processes share divisible', () => {
    const command = commandOf('python train.py --batch_size=3 --gradient_accumulation_steps=40');
    const [step] = planDegradation(command, { ...facts, processes: 4 });
    assert.deepEqual(step?.after, { size: 1, accumulation: 120 });
  });

  it('begin with what changes nothing, and never end at something twice', () => {
    let command = commandOf('python t.py --per_device_train_batch_size 4');
    const open = { ...facts, isWithoutSegments: false };
    const taken: string[] = [];
    for (;;) {
      const next = nextDegradation(command, open, []);
      if (!next) break;
      taken.push(
        `${next.kind}${next.after ? ` ${next.after.size}x${next.after.accumulation}` : ''}`,
      );
      command = next.command;
    }
    assert.deepEqual(taken, [
      'expandable-segments',
      'smaller-batch 2x2',
      'smaller-batch 1x4',
      'gradient-checkpointing',
      'half-precision',
      'small-optimizer',
    ]);
  });

  it('touch evaluations alone where those are too large', () => {
    const command = commandOf(
      'python t.py --per_device_train_batch_size 4 --per_device_eval_batch_size 64',
    );
    const [step] = planDegradation(command, { ...facts, phase: 'evaluation' });
    assert.deepEqual(
      [step?.kind, step?.command.argv.slice(2).join(' ')],
      [
        'smaller-evaluation-batch',
        '--per_device_train_batch_size 4 --per_device_eval_batch_size 32',
      ],
    );
  });

  it('add to the settings of the allocator, under both of its names', () => {
    const environment = { PYTORCH_CUDA_ALLOC_CONF: 'max_split_size_mb:128' };
    const [step] = planDegradation(
      { argv: ['python', 't.py'], environment },
      { ...facts, isWithoutSegments: false },
    );
    assert.deepEqual(step?.command.environment, {
      PYTORCH_CUDA_ALLOC_CONF: 'max_split_size_mb:128,expandable_segments:True',
      PYTORCH_ALLOC_CONF: 'expandable_segments:True',
    });
  });

  it('warn of models that feel the size of the batch itself', () => {
    const line = 'python t.py --per_device_train_batch_size 4 --auto_find_batch_size true';
    const warned = [
      'self.norm = nn.BatchNorm2d(8)',
      'loss = InfoNCE()',
      'model = AutoModelForSequenceClassification.from_pretrained(name)',
      'model = AutoModelForCausalLM.from_pretrained(name)',
    ].map((source) => planDegradation(commandOf(line), { ...facts, source })[0]!);
    assert.deepEqual(
      warned.map(({ isExact, warnings }) => [isExact, ...warnings]),
      [
        [false, 'batch-norm', 'automatic-batch'],
        [false, 'contrastive-loss', 'automatic-batch'],
        [true, 'loss-jump', 'automatic-batch'],
        [true, 'automatic-batch'],
      ],
    );
  });

  it('belong to the framework whose words they have', () => {
    const homes = lines.map(([before]) => findBatchHome(before.split(' '))?.id ?? null);
    assert.deepEqual(homes, [
      ...['hf-trainer', 'hf-trainer', 'lightning-cli', 'megatron', 'torchtune', 'mmengine'],
      ...['nanogpt', 'script', null, null, 'hf-trainer'],
    ]);
  });

  it('explain a loss that jumped by the factor', () => {
    const [before, after] = [
      { size: 8, accumulation: 1 },
      { size: 4, accumulation: 2 },
    ];
    assert.deepEqual(
      [explainLossJump(0.6955, 1.388, before, after), explainLossJump(3.43, 3.41, before, after)],
      [2, null],
    );
  });
});
