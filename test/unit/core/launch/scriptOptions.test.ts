// Options of a script are known from its source alone.
import assert from 'node:assert/strict';
import { optionsOf } from '../../../../src/core/launch/scriptOptions';
import {
  partsOfCommand,
  valueOf,
  withOption,
  withSetting,
} from '../../../../src/core/launch/trainingCommand';

function shortOptions(source: string): unknown[] {
  return optionsOf(source).map(
    ({ name, destination, isFlag, isRequired, fallback, choices, help }) => [
      name,
      destination,
      isFlag ? 'flag' : '',
      isRequired ? 'required' : '',
      fallback,
      choices.join('|'),
      help,
    ],
  );
}

describe('the options of a script', () => {
  it('are those of its argparse, however it is written', () => {
    const source = `
import argparse
parser = argparse.ArgumentParser("x")  # add_argument("--not-this")
parser.add_argument("logdir", help="where (it) goes")
parser.add_argument(
    "--lr", "--learning-rate", type=float, default=1e-3,
    help="the learning "
         "rate, as in 'Adam'",
)
parser.add_argument('-b', '--batch-size', dest="batch", default=32, type=int)
group.add_argument("--opt", choices=["adam", 'sgd'], required=True)
group.add_argument("--amp", action="store_true")
group.add_argument("--layers", nargs="+", default=[1, 2], type=int)
group.add_argument("--out", default=os.environ.get("OUT", "x"))
text = "parser.add_argument('--in-a-string')"
`;
    assert.deepEqual(shortOptions(source), [
      ['logdir', 'logdir', '', 'required', null, '', 'where (it) goes'],
      ['--lr', 'lr', '', '', '1e-3', '', "the learning rate, as in 'Adam'"],
      ['--batch-size', 'batch', '', '', '32', '', null],
      ['--opt', 'opt', '', 'required', null, 'adam|sgd', null],
      ['--amp', 'amp', 'flag', '', null, '', null],
      ['--layers', 'layers', '', '', '1 2', '', null],
      ['--out', 'out', '', '', null, '', null],
    ]);
  });

  it('are those of click and of dataclasses that a parser is made of', () => {
    assert.deepEqual(
      shortOptions(
        `@click.option("--epochs", default=3, help="how many")\n@click.option("--fast/--slow", is_flag=True)`,
      ),
      [
        ['--epochs', 'epochs', '', '', '3', '', 'how many'],
        ['--fast', 'fast', 'flag', '', null, '', null],
      ],
    );
    const source = `
from transformers import HfArgumentParser
@dataclass
class ModelArguments:
    """Which model."""
    model: str = field(metadata={"help": "the model"})
    rank: int = field(default=8, metadata={"help": "LoRA's rank"})
    fast: bool = False

def main():
    x: int = 3
    HfArgumentParser((ModelArguments, TrainingArguments))
`;
    assert.deepEqual(
      shortOptions(source).map((row) => (row as unknown[]).filter((_, at) => at !== 1)),
      [
        ['--model', '', '', null, '', 'the model'],
        ['--rank', '', '', '8', '', "LoRA's rank"],
        ['--fast', 'flag', '', null, '', null],
      ],
    );
  });

  it('never fail to be read, whatever is cut off', () => {
    const source = `p.add_argument("--a", default='x', help="""b (""", choices=[1, (2, 3)])\n# end`;
    for (let end = 0; end <= source.length; end++) optionsOf(source.slice(0, end));
    assert.equal(optionsOf(source).length, 1);
  });
});

describe('the words of a training', () => {
  const argv = ['torchrun', '--nproc_per_node', '2', 'train.py', '--lr', '-1', '--amp', '--out=a'];

  it('have a script with arguments behind it', () => {
    assert.deepEqual(partsOfCommand(argv), { scriptAt: 3, script: 'train.py', argumentsAt: 4 });
    assert.deepEqual(partsOfCommand(['python', '-m', 'pkg.train', '--a']), {
      scriptAt: null,
      script: null,
      argumentsAt: 3,
    });
  });

  it('have options that are read and set where they stand', () => {
    const values = ['--lr', '--amp', '--out', '--none'].map((name) => valueOf(argv, [name]));
    assert.deepEqual(values, ['-1', '', 'a', null]);
    const words = withOption(withOption(argv, ['--lr'], '0.1'), ['--out'], 'b c');
    assert.deepEqual(words.slice(4), ['--lr', '0.1', '--amp', '--out=b c']);
    assert.deepEqual(withOption(argv, ['--amp'], null), argv);
    assert.deepEqual(withOption(['python', 'a.py'], ['--resume'], 'x'), [
      'python',
      'a.py',
      '--resume',
      'x',
    ]);
    assert.deepEqual(withSetting(['yolo', '+model=a'], 'model', 'b'), ['yolo', '+model=b']);
  });
});
