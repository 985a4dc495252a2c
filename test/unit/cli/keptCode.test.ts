// Code that V8 made is kept from one process to the next, and never stands in the way of running.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import * as esbuild from 'esbuild';
import { projectRoot } from '../../support/projectRoot';
import { runProgram } from '../../support/run';
import { useTemporaryFolder } from '../../support/temporaryFolder';

const door = path.join(projectRoot, 'out/test/keptCodeDoor.js');

describe('kept code', () => {
  const folder = useTemporaryFolder();
  const bundle = () => path.join(folder(), 'bundle.js');
  const kept = () => path.join(folder(), 'cache/code');

  before(() =>
    esbuild.build({
      stdin: {
        contents: `import { runKept } from './src/cli/keptCode';
          const [file, directory] = process.argv.splice(2, 2);
          runKept(file, directory, 'use');`,
        resolveDir: projectRoot,
      },
      outfile: door,
      bundle: true,
      platform: 'node',
    }),
  );

  /** Every version is of one length: only its time tells it from the one before. */
  function write(word: string, seconds: number): void {
    const text = `const path = require('node:path');
      function say() { console.log('${word}', path.basename(__filename), path.basename(__dirname) !== ''); }
      say();
      exports.word = module.exports === exports;
      process.exitCode = Number(process.argv[2] ?? 0);`;
    writeFileSync(bundle(), text);
    utimesSync(bundle(), seconds, seconds);
  }

  async function run(...words: string[]): Promise<string> {
    const { code, stdout, stderr } = await runProgram(process.execPath, [
      ...[door, bundle(), kept()],
      ...words,
    ]);
    return `${code} ${stdout}${stderr}`.trim();
  }

  const said = (word: string, code = 0): string => `${code} ${word} bundle.js true`;

  it('is used again as it is', async () => {
    write('one', 1_000);
    const first = await run();
    const names = readdirSync(kept());
    const code = readFileSync(path.join(kept(), names[0]!));
    const again = await run();
    const codeAfter = readFileSync(path.join(kept(), names[0]!));
    assert.deepEqual(
      [first, again, names.length, readdirSync(kept()), codeAfter.equals(code)],
      [said('one'), said('one'), 1, names, true],
    );
  });

  it('is that of the bundle as it is now, and of no other', async () => {
    write('one', 1_000);
    const before = await run();
    const names = readdirSync(kept());
    write('two', 2_000);
    const after = await run();
    const namesAfter = readdirSync(kept());
    assert.deepEqual(
      [before, after, namesAfter.length, namesAfter[0] === names[0]],
      [said('one'), said('two'), 1, false],
    );
  });

  it('is made anew where V8 cannot use it', async () => {
    write('one', 1_000);
    await run();
    const [name] = readdirSync(kept());
    const file = path.join(kept(), name!);
    const code = readFileSync(file);
    writeFileSync(file, code.subarray(0, 100));
    const cut = await run();
    const lengthAfterCut = readFileSync(file).length;
    writeFileSync(file, 'something else');
    const foreign = await run();
    assert.deepEqual(
      [cut, lengthAfterCut > 100, foreign, readFileSync(file).length > 100],
      [said('one'), true, said('one'), true],
    );
  });

  it('is not kept of a process that failed, nor where there is no place for it', async () => {
    write('one', 1_000);
    const failed = await run('3');
    assert.throws(() => readdirSync(kept()), { code: 'ENOENT' });
    writeFileSync(path.dirname(kept()), 'no folder');
    assert.deepEqual([failed, await run()], [said('one', 3), said('one')]);
  });
});
