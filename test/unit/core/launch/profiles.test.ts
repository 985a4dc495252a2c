// Profiles, launchers and interpreters make the words that a training is started with.
import assert from 'node:assert/strict';
import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { ConsoleFollower } from '../../../../src/core/launch/consoleFollower';
import { findInterpreter, launchWords, templateWords } from '../../../../src/core/launch/launchers';
import { parseProfiles } from '../../../../src/core/launch/profiles';
import { readCommit } from '../../../../src/core/launch/commit';
import { useTemporaryFolder } from '../../../support/temporaryFolder';

const python = '/v/bin/python';

describe('a way to start a script', () => {
  it('runs launchers of the chosen interpreter', () => {
    const words = [
      launchWords('python', python, 'a.py', null),
      launchWords('torchrun', python, 'a.py', 4),
      launchWords('accelerate', python, 'a.py', null),
      launchWords('deepspeed', python, 'a.py', 2),
      templateWords(['srun', '-n2', '{python}', '{script}'], python, 'a.py'),
    ].map((each) => each.join(' '));
    assert.deepEqual(words, [
      '/v/bin/python a.py',
      '/v/bin/python -m torch.distributed.run --nproc_per_node=4 a.py',
      '/v/bin/python -m accelerate.commands.launch a.py',
      '/v/bin/python -m deepspeed.launcher.runner --num_gpus=2 a.py',
      'srun -n2 /v/bin/python a.py',
    ]);
  });

  it('is read from profiles, of which those that make no sense are left out', () => {
    const text = JSON.stringify({
      profiles: [
        {
          name: 'a',
          script: 'a.py',
          launcher: 'torchrun',
          processes: 2,
          args: ['--x'],
          env: { A: 'b' },
        },
        { name: 'b', command: ['srun', 'a'], cwd: 'sub', launcher: 'nothing' },
        { name: 'no script' },
        { script: 'no-name.py' },
        { name: 'c', script: 'c.py', args: [1], env: { 'A=': 'x' } },
        7,
      ],
    });
    const plain = { script: null, launcher: 'python', processes: null, args: [], command: null };
    assert.deepEqual(parseProfiles(text), [
      {
        ...plain,
        name: 'a',
        script: 'a.py',
        launcher: 'torchrun',
        processes: 2,
        args: ['--x'],
        env: { A: 'b' },
        cwd: null,
      },
      { ...plain, name: 'b', command: ['srun', 'a'], env: {}, cwd: 'sub' },
      { ...plain, name: 'c', script: 'c.py', env: {}, cwd: null },
    ]);
    assert.deepEqual(['', '{', '{"profiles": 1}', '[]'].map(parseProfiles), [[], [], [], []]);
  });
});

describe('what lies on the disk', () => {
  const folder = useTemporaryFolder();
  const put = (text: string, ...parts: readonly string[]): string => {
    const file = path.join(folder(), ...parts);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, text);
    return file;
  };

  it('has the interpreter of the folder before that of the editor and that of the path', () => {
    const onPath = put('', 'bin', 'python3');
    const env = { PATH: path.join(folder(), 'bin'), CONDA_PREFIX: path.join(folder(), 'conda') };
    const found = [findInterpreter(folder(), env)];
    const conda = put('', 'conda', 'bin', 'python');
    found.push(findInterpreter(folder(), env));
    const own = put('', '.venv', 'bin', 'python');
    found.push(
      findInterpreter(folder(), env),
      findInterpreter(path.join(folder(), 'x'), { PATH: '' }),
    );
    assert.deepEqual(found, [onPath, conda, own, 'python3']);
  });

  it('tells the commit by the files of Git alone', async () => {
    const [first, second] = ['a'.repeat(40), 'b'.repeat(40)];
    assert.equal(await readCommit(folder()), null);
    put('ref: refs/heads/main\n', '.git', 'HEAD');
    put(`# pack-refs\n${first} refs/heads/main\n`, '.git', 'packed-refs');
    const packed = await readCommit(path.join(folder(), 'deep', 'er'));
    put(`${second}\n`, '.git', 'refs', 'heads', 'main');
    const loose = await readCommit(folder());
    put(`${first}\n`, '.git', 'HEAD');
    assert.deepEqual([packed, loose, await readCommit(folder())], [first, second, first]);
  });

  it('is followed from part to part, letters that are cut apart included', async () => {
    const log = put('one\n', 'console.log');
    const follower = new ConsoleFollower(folder());
    const read = [await follower.read(), await follower.read()];
    appendFileSync(log, Buffer.from([0xc3]));
    read.push(await follower.read());
    appendFileSync(log, Buffer.from([0xa9, 0x0a]));
    put('two\n', 'console.1.log');
    read.push(await follower.read(), await follower.read(), await follower.read());
    assert.deepEqual(read, ['one\n', '', '', 'é\n', 'two\n', '']);
  });
});
