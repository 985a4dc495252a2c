// How a training goes on: the newest whole checkpoint, the words that the framework takes, and what speaks against it.
import assert from 'node:assert/strict';
import { cpSync, mkdirSync, rmSync, truncateSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { makeLaunchFolder } from '../../../../src/core/launch/launchFolder';
import { recipes } from '../../../../src/core/resume/recipes';
import { planResume } from '../../../../src/core/resume/resumePlan';
import type { CheckpointFramework } from '../../../../src/shared/checkpoints';
import type { ResumePlan, ResumePoint } from '../../../../src/shared/resume';
import { checkpointTrees } from '../../../support/checkpointFixtures';
import { specOf } from '../../../support/supervisor';
import { useTemporaryFolder } from '../../../support/temporaryFolder';

const forwarding = `
from transformers import HfArgumentParser, Trainer
args, = HfArgumentParser(TrainingArguments).parse_args_into_dataclasses()
trainer.train(resume_from_checkpoint=args.resume_from_checkpoint)
`;

describe('a plan to go on', () => {
  const base = useTemporaryFolder();
  const at = (...parts: readonly string[]): string => path.join(base(), ...parts);

  function copyTree(name: string): string {
    cpSync(path.join(checkpointTrees, name), at('out'), { recursive: true });
    return at('out');
  }

  function plan(script: string, words: readonly string[] = [], checkpoint: string | null = null) {
    writeFileSync(at('train.py'), script);
    return planResume({
      folder: at('out'),
      checkpoint,
      command: { argv: ['python', 'train.py', ...words], cwd: base(), env: {} },
      template: null,
      excluded: [],
    });
  }

  const told = ({ recipe, command, warnings }: ResumePlan): unknown => [
    recipe,
    command?.argv.slice(2).map((word) => word.replace(`${base()}${path.sep}`, '')),
    warnings.map(({ kind }) => kind),
  ];

  it('takes the newest checkpoint that is whole and has everything', async () => {
    copyTree('hf-trainer');
    assert.deepEqual(told(await plan(forwarding, ['--lr', '1'])), [
      'hf-trainer',
      ['--lr', '1', '--resume_from_checkpoint', 'out/checkpoint-24'],
      [],
    ]);
  });

  it('passes over one that was cut off or lacks its scheduler, and says why', async () => {
    const out = copyTree('hf-trainer');
    rmSync(path.join(out, 'checkpoint-24', 'scheduler.pt'));
    const lacking = await plan(forwarding);
    truncateSync(path.join(out, 'checkpoint-24', 'model.safetensors'), 100);
    const cut = await plan(forwarding);
    assert.deepEqual(
      [lacking, cut].map(({ checkpoint, passedOver }) => [
        checkpoint?.step,
        passedOver.map(({ resume, missing, problems }) => [
          resume,
          missing,
          problems.map(({ kind }) => kind),
        ]),
      ]),
      [
        [15, [['weights', ['scheduler.pt'], []]]],
        [15, [['no', ['scheduler.pt'], ['truncated']]]],
      ],
    );
  });

  it('says that only weights are left where that is so', async () => {
    const out = copyTree('hf-trainer');
    for (const step of [15, 24]) rmSync(path.join(out, `checkpoint-${step}`, 'optimizer.pt'));
    const { checkpoint, warnings } = await plan(forwarding);
    assert.deepEqual(
      [checkpoint?.step, warnings],
      [24, [{ kind: 'weightsOnly', missing: ['optimizer.pt'] }]],
    );
  });

  it('has nothing to offer for an empty folder', async () => {
    mkdirSync(at('out'));
    const { checkpoint, command, warnings } = await plan(forwarding);
    assert.deepEqual([checkpoint, command, warnings], [null, null, [{ kind: 'noCheckpoint' }]]);
  });

  it('warns of an option that the script takes and never looks at', async () => {
    copyTree('hf-trainer');
    const deaf = forwarding.replace(/trainer\.train\(.*\)/, 'trainer.train()');
    const own = `p.add_argument("--resume", default=None)\nargs = p.parse_args()\nfit(args.lr)`;
    const plans = [await plan(deaf), await plan(own), await plan(`${own}\nload(args.resume)`)];
    assert.deepEqual(plans.map(told), [
      ['hf-trainer', ['--resume_from_checkpoint', 'out/checkpoint-24'], ['ignoredOption']],
      ['own-option', ['--resume', 'out/checkpoint-24'], ['ignoredOption']],
      ['own-option', ['--resume', 'out/checkpoint-24'], []],
    ]);
  });

  it('says what the script would need where it has no option', async () => {
    copyTree('hf-trainer');
    const { warnings, command } = await plan('trainer.train()', ['--overwrite_output_dir']);
    const code = `trainer.train(resume_from_checkpoint=${JSON.stringify(at('out', 'checkpoint-24'))})`;
    assert.deepEqual(
      [warnings, command?.argv],
      [
        [
          { kind: 'needsCode', code },
          { kind: 'wouldOverwrite', option: '--overwrite_output_dir' },
        ],
        ['python', 'train.py', '--overwrite_output_dir'],
      ],
    );
    assert.deepEqual(told(await plan('state = torch.load("last.pt")')), [
      'automatic',
      [],
      ['findsByItself'],
    ]);
  });

  it('uses the checkpoint and the words that the user chose', async () => {
    const out = copyTree('hf-trainer');
    const chosen = path.join(out, 'checkpoint-15');
    assert.equal((await plan(forwarding, [], chosen)).checkpoint?.step, 15);
    const { command } = await planResume({
      folder: out,
      checkpoint: chosen,
      command: { argv: ['run.sh'], cwd: base(), env: {} },
      template: ['--from', '{checkpoint}', '--at={step}'],
      excluded: [],
    });
    assert.deepEqual(command?.argv, ['run.sh', '--from', chosen, '--at=15']);
  });

  it('knows the command of the launch that wrote there, or what W&B noted', async () => {
    const out = copyTree('lightning');
    mkdirSync(path.join(out, 'wandb', 'run-1', 'files'), { recursive: true });
    const note = path.join(out, 'wandb', 'run-1', 'files', 'wandb-metadata.json');
    const metadata = {
      program: 'train.py',
      args: ['fit', '--a', 'b'],
      executable: '/v/python',
      root: base(),
    };
    writeFileSync(note, JSON.stringify(metadata));
    utimesSync(note, 1, 1);
    const ask = () =>
      planResume({ folder: out, checkpoint: null, command: null, template: null, excluded: [] });
    const noted = await ask();
    assert.deepEqual(
      [noted.command?.from, noted.recipe, noted.command?.argv.slice(0, 5)],
      ['wandb', 'lightning-cli', ['/v/python', 'train.py', 'fit', '--a', 'b']],
    );
    const argv = ['python', 'main.py', 'fit', '--out', 'out'];
    await makeLaunchFolder(base(), { ...specOf(''), argv, cwd: base(), env: { A: '1' } });
    const launched = await ask();
    assert.deepEqual(
      [launched.command?.from, launched.command?.earlier, launched.command?.env],
      ['launch', argv, { A: '1' }],
    );
  });

  it('tells what to know before', async () => {
    copyTree('hf-trainer');
    const { preflight } = await plan(forwarding);
    assert.deepEqual(
      preflight.map(({ kind, ok }) => [kind, ok]),
      [
        ['disk', true],
        ['temporaryDisk', true],
        ['oldProcesses', true],
        ['worldSize', true],
        ['commit', null],
      ],
    );
  });
});

describe('the words by which frameworks go on', () => {
  function wordsOf(framework: CheckpointFramework, argv: readonly string[], source = ''): string {
    const checkpoint: ResumePoint = {
      ...{ path: '/r/ck/last', framework, step: 70, epoch: null },
      ...{ sizeBytes: 1, resume: 'full', missing: [] },
    };
    const setting = { argv, checkpoint, source };
    const recipe = recipes.find((each) => each.fits(setting));
    return [recipe?.id, ...(recipe?.apply(setting).argv.slice(argv.length > 2 ? 1 : 0) ?? [])].join(
      ' ',
    );
  }

  it('are each framework’s own', () => {
    assert.deepEqual(
      [
        wordsOf('hf-trainer', ['axolotl', 'train', 'c.yml']),
        wordsOf('hf-trainer', ['llamafactory-cli', 'train', 'c.yml']),
        wordsOf('ultralytics', ['/v/bin/yolo', 'train', 'model=a.pt']),
        wordsOf('torchtune', ['tune', 'run', 'lora']),
        wordsOf('fairseq', ['fairseq-train', 'd', '--lr']),
        wordsOf('megatron', ['torchrun', 'p.py', '--finetune', '--load', 'x']),
        wordsOf('nemo', ['python', 'n.py', 'exp_manager.resume_if_exists=False']),
        wordsOf('verl', ['python', '-m', 'verl.trainer']),
        wordsOf('mmengine', ['python', 'train.py', 'c.py']),
        wordsOf('timm', ['python', 'train.py', '-b']),
        wordsOf('lightning', ['python', 'm.py', 'fit']),
        wordsOf('pytorch', ['python', 'train.py', '--out_dir=o'], "if init_from == 'resume':"),
        wordsOf('hf-trainer', ['python', 'train.py', '--a']),
      ],
      [
        'axolotl train c.yml --resume-from-checkpoint=/r/ck/last',
        'llama-factory train c.yml resume_from_checkpoint=/r/ck/last',
        'ultralytics train model=/r/ck/last resume=True',
        'torchtune run lora resume_from_checkpoint=True checkpointer.checkpoint_dir=/r/ck',
        'fairseq d --lr --restore-file /r/ck/last',
        'megatron p.py --load /r/ck --ckpt-step 70 --exit-on-missing-checkpoint',
        'nemo n.py exp_manager.resume_if_exists=True exp_manager.resume_ignore_no_checkpoint=False',
        'verl -m verl.trainer trainer.resume_mode=resume_path trainer.resume_from_path=/r/ck/last',
        'mmengine train.py c.py --resume /r/ck/last',
        'timm train.py -b --resume /r/ck/last',
        'lightning-cli m.py fit --ckpt_path /r/ck/last',
        'nanogpt train.py --out_dir=/r/ck --init_from=resume',
        '',
      ],
    );
  });
});
