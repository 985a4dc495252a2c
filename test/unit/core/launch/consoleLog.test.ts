// The console log keeps everything within its bounds, in parts that end with a line, and the last error beyond them.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { ConsoleLog } from '../../../../src/core/launch/consoleLog';
import { lastError, parseStretches } from '../../../../src/core/launch/consoleParts';
import { printedBy } from '../../../support/supervisor';
import { useTemporaryFolder } from '../../../support/temporaryFolder';

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

describe('the console log', () => {
  const folder = useTemporaryFolder();

  function write(partBytes: number, keptParts: number, ...texts: readonly string[]): void {
    const log = new ConsoleLog(folder(), { partBytes, keptParts }, () => assert.fail('lost'));
    texts.forEach((text, at) => log.write(bytesOf(text), 'out', at * 100));
    log.dispose();
  }

  const partsThere = (): string[] =>
    readdirSync(folder())
      .filter((name) => name.endsWith('.log'))
      .sort();

  it('says when each stretch was printed, and on which stream', () => {
    const log = new ConsoleLog(folder(), { partBytes: 1000, keptParts: 1 }, () => undefined);
    log.write(bytesOf('one\n'), 'out', 1000);
    log.write(bytesOf('two\n'), 'out', 1010);
    log.write(bytesOf('oh\n'), 'err', 1020);
    log.write(bytesOf('three\n'), 'err', 1500);
    log.dispose();
    assert.equal(printedBy(folder()), 'one\ntwo\noh\nthree\n');
    const times = parseStretches(readFileSync(path.join(folder(), 'console.times'), 'utf8'));
    assert.deepEqual(times, [
      { offset: 0, atMs: 1000, stream: 'out' },
      { offset: 8, atMs: 1020, stream: 'err' },
      { offset: 11, atMs: 1500, stream: 'err' },
    ]);
  });

  it('begins a new part at the end of a line, and keeps the first and the newest', () => {
    write(10, 2, ...Array.from({ length: 9 }, (_, at) => `line ${at} ….\n`));
    assert.deepEqual(partsThere(), ['console.8.log', 'console.9.log', 'console.log']);
    assert.equal(printedBy(folder()), 'line 0 ….\nline 8 ….\n');
  });

  it('loses nothing where output comes in any pieces', () => {
    const text = Array.from({ length: 500 }, (_, at) => `step ${at} loss ${1 / (at + 1)}\n`).join(
      '',
    );
    const pieces: string[] = [];
    for (let at = 0; at < text.length; at += 1 + (at % 61)) {
      pieces.push(text.slice(at, at + 1 + (at % 61)));
    }
    write(700, 1000, ...pieces);
    assert.equal(printedBy(folder()), text);
    const broken = partsThere().filter((name) => {
      const part = readFileSync(path.join(folder(), name), 'utf8');
      return part !== '' && !part.endsWith('\n');
    });
    assert.deepEqual(broken, []);
  });

  it('cuts a line that does not end, and one that is drawn over and over', () => {
    write(10, 100, 'x'.repeat(95), '\r 50%'.repeat(10));
    assert.equal(printedBy(folder()), 'x'.repeat(95) + '\r 50%'.repeat(10));
    assert.ok(partsThere().length > 3);
  });

  it('keeps the last error when the part that holds it goes', () => {
    const noise = Array.from({ length: 40 }, (_, at) => `rank 3 waits ${at}\n`);
    write(
      100,
      1,
      'begin\n'.repeat(20),
      'Traceback (most recent call last):\n',
      'ValueError: x\n',
      ...noise,
    );
    const kept = readFileSync(path.join(folder(), 'console.errors.txt'), 'utf8');
    assert.match(kept, /Traceback.*\nValueError: x\nrank 3 waits 0/);
    assert.ok(!printedBy(folder()).includes('ValueError'));
  });

  it('is for its owner alone', () => {
    write(100, 1, 'secret\n');
    assert.equal(statSync(path.join(folder(), 'console.log')).mode & 0o777, 0o600);
  });
});

describe('the last error of a text', () => {
  it('is the last line that tells one, with what is around it', () => {
    const text = 'KeyError: 1\nfine\nfine\nRuntimeError: CUDA out of memory.\nbye';
    assert.equal(lastError(text), text);
    assert.equal(lastError('loss 1\nno error here\n'), null);
  });
});
