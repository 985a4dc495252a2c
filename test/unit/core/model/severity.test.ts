// The order of problems, and which of them leave nothing to read.
import assert from 'node:assert/strict';
import { compareSeverity, isFatal } from '../../../../src/core/model/severity';
import { problemKinds, type Problem, type ProblemKind } from '../../../../src/shared/vocabulary';

function problem(kind: ProblemKind): Problem {
  return { kind, file: 'a', offset: null, bytes: 0, count: 1, detail: null };
}

describe('severity', () => {
  it('puts what costs most first', () => {
    const sorted = problemKinds.map(problem).sort(compareSeverity);
    assert.deepEqual(
      [sorted.length, ...sorted.map(({ kind }) => kind).filter((_, i) => i < 3 || i > 11)],
      [15, 'unreadable', 'notAnEventFile', 'fileMissing', 'badWallTime', 'copiedFile', 'emptyFile'],
    );
  });

  it('knows which files give nothing', () => {
    assert.deepEqual(
      problemKinds.filter((kind) => isFatal(problem(kind))),
      ['unreadable', 'notAnEventFile'],
    );
  });
});
