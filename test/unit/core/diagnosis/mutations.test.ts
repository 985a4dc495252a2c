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
