// Consoles that are mixed, glued and cut are diagnosed as those that are not.
import assert from 'node:assert/strict';
import { diagnose } from '../../../../src/core/diagnosis/diagnose';
import { mutatedConsoles, type MutatedConsole } from '../../../support/consoleMutations';

const consoles = mutatedConsoles(20_261_122, 500);

function shareOf(is: (console: MutatedConsole) => boolean, of = consoles): number {
  return of.filter(is).length / of.length;
}

describe('the diagnosis of 500 consoles that were mixed, glued and cut', () => {
  it('finds the class of at least 99 of 100', () => {
    const share = shareOf(({ text, known }) => diagnose(text)?.class === known.class);
    assert.ok(share >= 0.99, `${share}`);
  });

  it('finds the line of the user’s code of at least 95 of 100', () => {
    const placed = consoles.filter(({ known }) => known.place !== null);
    const share = shareOf(({ text, known }) => diagnose(text)?.frame?.line === known.place, placed);
    assert.ok(share >= 0.95, `${share}`);
  });

  it('finds the process of at least 97 of 100', () => {
    const share = shareOf(({ text, known }) => diagnose(text)?.rank === known.rank);
    assert.ok(share >= 0.97, `${share}`);
  });
});

describe('the diagnosis of consoles that programs put together', () => {
  const known = [...new Map(consoles.map((each) => [each.known.name, each.known])).values()];
  const bar = (at: number): string => `${at % 100}%|███       | ${at}/1000 [00:01<00:10, 3.2it/s]`;
  const forms: Readonly<Record<string, (lines: readonly string[]) => readonly string[]>> = {
    'a bar glued before every line': (lines) => lines.map((line, at) => bar(at) + line),
    'a bar glued behind every line': (lines) => lines.map((line, at) => `${line} ${bar(at)}`),
    'every line twice, as of two processes': (lines) => lines.flatMap((line) => [line, line]),
    'a Kubernetes log': (lines) => lines.map((line) => `2026-11-22T09:36:07.12Z stderr F ${line}`),
    'Docker compose': (lines) => lines.map((line) => `trainer-1  | ${line}`),
    Ray: (lines) => lines.map((line) => `(RayTrainWorker pid=12, ip=10.0.0.1) ${line}`),
    'a launcher of several machines': (lines) => lines.map((line) => `node7: ${line}`),
    'a terminal of 120 columns': (lines) =>
      lines.flatMap((line) => line.match(/.{1,120}/g) ?? ['']),
  };
  for (const [name, form] of Object.entries(forms)) {
    it(`is right for ${name}`, () => {
      const wrong = known.filter((each) => {
        const found = diagnose(`${form(each.lines).join('\n')}\n`);
        const isPlaced = each.place === null || found?.frame?.line === each.place;
        return found?.class !== each.class || !isPlaced;
      });
      assert.deepEqual(
        wrong.map((each) => each.name),
        [],
      );
    });
  }
});
