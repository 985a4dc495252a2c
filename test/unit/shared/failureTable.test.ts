// The tables of failures agree with each other, with their page and with the diagnosis.
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { diagnose } from '../../../src/core/diagnosis/diagnose';
import { failureClasses, remedyActions } from '../../../src/shared/failure';
import { failureTable } from '../../../src/shared/failureTable';
import { failuresPage } from '../../support/failuresPage';
import { projectRoot } from '../../support/projectRoot';

describe('the table of failures', () => {
  it('has a row for every class, in the same order or not', () => {
    assert.deepEqual(Object.keys(failureTable).sort(), [...failureClasses].sort());
  });

  it('gives texts that are diagnosed as what they are examples of', () => {
    const found = failureClasses
      .filter((name) => failureTable[name].example !== '')
      .map((name) => [name, diagnose(failureTable[name].example)?.class]);
    assert.deepEqual(
      found,
      found.map(([name]) => [name, name]),
    );
  });

  it('uses no remedy that there is not', () => {
    const known = new Set<string>(remedyActions);
    const used = Object.values(failureTable).flatMap(({ remedies }) => remedies);
    assert.deepEqual(
      used.filter((action) => !known.has(action)),
      [],
    );
  });

  it('is what docs/failures.md says; TRACKSIDE_WRITE_DOCS=1 writes it', () => {
    const file = path.join(projectRoot, 'docs/failures.md');
    if (process.env['TRACKSIDE_WRITE_DOCS'] === '1') writeFileSync(file, failuresPage());
    assert.equal(readFileSync(file, 'utf8'), failuresPage());
  });
});
