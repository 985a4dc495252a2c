// Command lines read back as the words that they were printed from.
import assert from 'node:assert/strict';
import {
  printCommandLine,
  printWithEnvironment,
  splitCommandLine,
} from '../../../../src/core/launch/commandLine';
import { childEnvironment } from '../../../../src/core/launch/childEnvironment';
import { seededNumbers } from '../../../support/seededNumbers';

describe('a command line', () => {
  it('is printed as a shell takes it', () => {
    const words = ['python', 'train.py', '--name', "it's", '--lr=1e-3', '$HOME', '', 'a b'];
    assert.equal(
      printCommandLine(words, 'posix'),
      `python train.py --name 'it'\\''s' --lr=1e-3 '$HOME' '' 'a b'`,
    );
    assert.equal(
      printCommandLine(['C:\\py\\python.exe', 'a b', 'say "x"'], 'windows'),
      'C:\\py\\python.exe "a b" "say \\"x\\""',
    );
  });

  it('shows the variables that are set for it', () => {
    const env = { CUDA_VISIBLE_DEVICES: '0,1', NAME: 'a b', GONE: null };
    assert.equal(
      printWithEnvironment(['python', 'a.py'], env, 'posix'),
      "CUDA_VISIBLE_DEVICES=0,1 NAME='a b' python a.py",
    );
    assert.equal(
      printWithEnvironment(['python', 'a.py'], { A: "it's" }, 'windows'),
      "$env:A='it''s'; python a.py",
    );
  });

  it('is read as words, with quotes, joined lines and paths of Windows', () => {
    const lines = [
      `python  train.py --a "b c" 'd "e'`,
      'torchrun --nproc_per_node 2 \\\n  train.py',
      'C:\\envs\\python.exe a\\ b "x\\"y" \'\'',
      '  ',
    ];
    assert.deepEqual(lines.map(splitCommandLine), [
      ['python', 'train.py', '--a', 'b c', 'd "e'],
      ['torchrun', '--nproc_per_node', '2', 'train.py'],
      ['C:\\envs\\python.exe', 'a b', 'x"y', ''],
      [],
    ]);
    assert.equal(splitCommandLine("python 'train.py"), null);
  });

  it('comes back as the words that it was printed from', () => {
    const random = seededNumbers(3);
    const letters = `ab \\'"$;&|*?#\t{}()é`;
    for (let round = 0; round < 500; round++) {
      const words = Array.from({ length: 1 + random(5) }, () =>
        Array.from({ length: random(7) }, () => letters[random(letters.length)]).join(''),
      );
      assert.deepEqual(splitCommandLine(printCommandLine(words, 'posix')), words);
    }
  });
});

describe('the environment of a program', () => {
  it('is the editor’s without what the editor set for itself, and with what was asked for', () => {
    const base = { PATH: '/bin', ELECTRON_RUN_AS_NODE: '1', VSCODE_PID: '1', HOME: '/h', B: 'x' };
    assert.deepEqual(childEnvironment(base, { A: 'a', B: null }), {
      PYTHONUNBUFFERED: '1',
      PATH: '/bin',
      HOME: '/h',
      A: 'a',
    });
  });
});
