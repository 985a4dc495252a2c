// Finding log files on a real disk.
import assert from 'node:assert/strict';
import { mkdirSync, renameSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { DirectoryWalk } from '../../../../src/core/ingest/walk';
import { ManualClock } from '../../../support/manualClock';
import { useTemporaryFolder } from '../../../support/temporaryFolder';

describe('directory walk', () => {
  const folder = useTemporaryFolder();

  function write(...parts: string[]): string {
    const file = path.join(folder(), ...parts);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, '');
    return file;
  }

  function start(roots = [folder()]): { walk: DirectoryWalk; events: string[] } {
    const events: string[] = [];
    const name = (directory: string): string =>
      path.relative(folder(), directory).split(path.sep).join('/') || '.';
    const walk = new DirectoryWalk(
      roots,
      {
        isLogFile: (file) => file.endsWith('.log'),
        isExcluded: (directory, parent) =>
          directory === 'node_modules' || (parent === '.store' && directory === 'inner'),
        isCompanion: (directory, file) => file === `${path.basename(directory)}.extra`,
      },
      {
        read: (seen) => {
          const others = seen.companions.map((file) => `${file.name}(${file.sizeBytes})`);
          const files = [...seen.logFiles, ...others];
          if (files.length > 0) events.push(`${name(seen.directory)}: ${files.join(' ')}`);
        },
        gone: (directory) => events.push(`${name(directory)} gone`),
        failed: (problem) => events.push(`${name(problem.directory)} ${problem.code}`),
      },
      new ManualClock(Date.now() + 60_000),
    );
    return { walk, events };
  }

  it('finds log files at any depth and leaves excluded directories out', async () => {
    write('a', 'b', 'c', 'd', 'x.log');
    write('node_modules', 'y.log');
    write('.store', 'inner', 'y.log');
    write('inner', 'x.log');
    write('z.log');
    const { walk, events } = start();
    await walk.look();
    assert.deepEqual(events.sort(), ['.: z.log', 'a/b/c/d: x.log', 'inner: x.log']);
  });

  it('lists other files of interest with their sizes', async () => {
    writeFileSync(write('a', 'a.extra'), 'four');
    write('a', 'b.extra');
    const { walk, events } = start();
    await walk.look();
    assert.deepEqual(events, ['a: a.extra(4)']);
  });

  it('reads what is opened one level deep, except where the folders are searched anyway', async () => {
    write('folder', 'in', 'x.log');
    write('folder', 'node_modules', 'y.log');
    write('elsewhere', 'z.log');
    write('elsewhere', 'child', 'z.log');
    write('elsewhere', 'child', 'grandchild', 'z.log');
    const { walk, events } = start([path.join(folder(), 'folder')]);
    walk.setOpened(
      ['folder/in', 'folder/node_modules', 'elsewhere'].map((each) => path.join(folder(), each)),
    );
    await walk.look();
    assert.deepEqual(events.splice(0).sort(), [
      'elsewhere/child: z.log',
      'elsewhere: z.log',
      'folder/in: x.log',
      'folder/node_modules: y.log',
    ]);
    walk.setOpened([]);
    await walk.look();
    assert.deepEqual(events.sort(), [
      'elsewhere gone',
      'elsewhere/child gone',
      'folder/node_modules gone',
    ]);
    assert.equal(walk.knows(path.join(folder(), 'elsewhere')), false);
  });

  it('follows symbolic links once, after all that is real, and survives loops', async () => {
    write('z', 'real', 'x.log');
    write('elsewhere', 'y.log');
    const runs = path.join(folder(), 'z');
    symlinkSync(path.join(runs, 'real'), path.join(runs, 'latest'));
    symlinkSync(path.join(folder(), 'elsewhere'), path.join(runs, 'b'));
    symlinkSync(path.join(folder(), 'elsewhere'), path.join(runs, 'a'));
    symlinkSync(folder(), path.join(runs, 'real', 'loop'));
    symlinkSync(path.join(folder(), 'nowhere'), path.join(runs, 'dangling'));
    const { walk, events } = start([runs]);
    await walk.look();
    assert.deepEqual(events, ['z/real: x.log', 'z/a: y.log']);
  });

  it('enters a folder that is given twice only once', async () => {
    write('runs', 'x.log');
    const { walk, events } = start([folder(), path.join(folder(), 'runs')]);
    await walk.look();
    assert.deepEqual(events, ['runs: x.log']);
  });

  it('reads only changed directories again, and tells of new and removed ones', async () => {
    write('old', 'x.log');
    write('gone', 'y.log');
    const { walk, events } = start();
    await walk.look();
    events.length = 0;
    await walk.look();
    assert.deepEqual(events, []);
    write('old', 'new', 'z.log');
    utimesSync(path.join(folder(), 'old'), 1, 1);
    renameSync(path.join(folder(), 'gone'), path.join(folder(), 'moved'));
    await walk.look();
    assert.deepEqual(events.sort(), ['gone gone', 'moved: y.log', 'old/new: z.log', 'old: x.log']);
  });

  it('reads a folder again that could not be read for a while, though it looks as before', async () => {
    const file = write('runs', 'x.log');
    const runs = path.dirname(file);
    const aside = path.join(folder(), 'aside');
    const { walk, events } = start([runs]);
    await walk.look();
    renameSync(runs, aside);
    symlinkSync('runs', runs);
    await walk.look();
    rmSync(runs);
    renameSync(aside, runs);
    await walk.look();
    assert.deepEqual(events, ['runs: x.log', 'runs ELOOP', 'runs: x.log']);
  });

  it('tells when a folder that could never be read is gone', async () => {
    const runs = path.join(folder(), 'runs');
    symlinkSync('runs', runs);
    const { walk, events } = start([runs]);
    await walk.look();
    rmSync(runs);
    await walk.look();
    assert.deepEqual(events, ['runs ELOOP', 'runs gone']);
  });

  it('says nothing of a folder that is not there and finds it when it comes', async () => {
    const missing = path.join(folder(), 'later');
    const { walk, events } = start([missing]);
    await walk.look();
    assert.equal(events.length, 0);
    write('later', 'x.log');
    await walk.look();
    assert.deepEqual(events, ['later: x.log']);
    rmSync(missing, { recursive: true });
    await walk.look();
    assert.equal(events.at(-1), 'later gone');
  });
});
