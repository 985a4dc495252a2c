// Texts that frameworks print when they die, by version: what class each is of, and the numbers it tells.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { diagnose } from '../../../../src/core/diagnosis/diagnose';
import type { FailureClass, FailureNumbers } from '../../../../src/shared/failure';
import { projectRoot } from '../../../support/projectRoot';

interface Fact {
  readonly text: string;
  readonly class: FailureClass;
  /** Only of those texts that tell any. Bytes. */
  readonly numbers?: FailureNumbers;
}

const file = path.join(projectRoot, 'test/fixtures/failures/texts.json');
const all = JSON.parse(readFileSync(file, 'utf8')) as Readonly<Record<string, readonly Fact[]>>;

describe('texts of failures', () => {
  for (const [group, facts] of Object.entries(all)) {
    for (const { text, class: expected, numbers: told } of facts) {
      it(`are ${expected} (${group}): ${text.slice(0, 70)}`, () => {
        const found = diagnose(`step 3 loss: 0.5\n${text}\n`);
        assert.deepEqual([found?.class, told ? found?.numbers : undefined], [expected, told]);
      });
    }
  }

  it('are the same inside a traceback', () => {
    const wrong = Object.values(all)
      .flat()
      .filter(({ text }) => /^[\w.]+(?:Error|Exception|Resources)\b/.test(text))
      .filter(({ text, class: expected }) => {
        const traced = `Traceback (most recent call last):\n  File "train.py", line 9, in main\n    run()\n${text}\n`;
        const found = diagnose(traced);
        return found?.class !== expected || found.frame?.line !== 9;
      });
    assert.deepEqual(wrong, []);
  });
});
