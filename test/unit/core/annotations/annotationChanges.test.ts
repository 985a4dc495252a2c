// Changes touch the fields they name and no others, so that two people's changes stand side by side.
import assert from 'node:assert/strict';
import {
  applyChanges,
  collectUndo,
  type AnnotationChange,
  type AnnotationChanges,
} from '../../../../src/core/annotations/annotationChanges';
import {
  parseAnnotations,
  printAnnotations,
  type AnnotationDocument,
} from '../../../../src/core/annotations/annotationDocument';
import { seededNumbers } from '../../../support/seededNumbers';

const keys = ['a', 'b', 'runs/c', '__proto__'];
const words = ['x', 'y', 'zé', 'two\nlines'];

function parsed(text: string): AnnotationDocument {
  const result = parseAnnotations(text);
  assert.ok(result.ok);
  return result.value;
}

type Pick = (limit: number) => number;

/** One of the fields, as they can be changed. */
const fields: readonly ((pick: Pick) => AnnotationChange)[] = [
  (pick) => ({ alias: pick(3) === 0 ? null : words[pick(3)]! }),
  (pick) => ({ note: pick(3) === 0 ? null : words[pick(4)]! }),
  (pick) => ({ star: pick(2) === 0 }),
  (pick) => ({ colour: pick(3) === 0 ? null : pick(48) }),
  (pick) => ({ archived: pick(2) === 0 }),
  (pick) => ({ addTags: [words[pick(2)]!], removeTags: [words[2]!] }),
  (pick) => ({ addTags: [words[2]!], removeTags: [words[pick(2)]!] }),
];

/** Changes of some runs, of the fields whose places are given. */
function makeChanges(pick: Pick, places: readonly number[]): AnnotationChanges {
  return new Map(
    keys
      .filter(() => pick(2) === 0)
      .map((key) => [
        key,
        Object.assign(
          {},
          ...places.filter(() => pick(2) === 0).map((at) => fields[at]!(pick)),
        ) as AnnotationChange,
      ]),
  );
}

/** A file that others write in as well. */
function makeDocument(pick: Pick): AnnotationDocument {
  const start = parsed(
    '{"owner":"them","runs":{"a":{"reviewed":"2026-01-01","x":1.0},"zz":{"star":"odd","note":"n"}}}',
  );
  return applyChanges(start, makeChanges(pick, [0, 1, 2, 3, 4, 5]));
}

describe('changes of annotations', () => {
  it('leave everything else as it stands', () => {
    const before = parsed(
      '{"k":1,"runs":{"a":{"alias":"x","mine":[1.50],"star":true},"b":{"note":"n"}}}',
    );
    const after = applyChanges(
      before,
      new Map<string, AnnotationChange>([
        ['a', { star: false, note: 'two\nlines', addTags: ['v2', 'v10'], colour: 0 }],
        ['b', { note: null }],
        ['c', { alias: '' }],
      ]),
    );
    assert.equal(
      printAnnotations(after),
      '{\n  "version": 1,\n  "k": 1,\n  "runs": {\n    "a": {"alias": "x", "colour": 0, "mine": [1.50], ' +
        '"note": "two\\nlines", "tags": ["v2", "v10"]}\n  }\n}\n',
    );
  });

  it('give the same in either order where they name different fields', () => {
    const pick = seededNumbers(21);
    for (let round = 0; round < 500; round++) {
      const document = makeDocument(pick);
      const ours = makeChanges(pick, [0, 2, 4]);
      const theirs = makeChanges(pick, [1, 3, 5]);
      assert.equal(
        printAnnotations(applyChanges(applyChanges(document, ours), theirs)),
        printAnnotations(applyChanges(applyChanges(document, theirs), ours)),
        `round ${round}`,
      );
    }
  });

  it('give the same when they are made twice, and read as they were written', () => {
    const pick = seededNumbers(22);
    for (let round = 0; round < 500; round++) {
      const changes = makeChanges(pick, [0, 1, 2, 3, 4, 5]);
      const once = printAnnotations(applyChanges(makeDocument(pick), changes));
      const twice = printAnnotations(applyChanges(parsed(once), changes));
      assert.equal(twice, once, `round ${round}`);
    }
  });

  it('are undone without a trace', () => {
    const pick = seededNumbers(23);
    for (let round = 0; round < 500; round++) {
      const before = makeDocument(pick);
      const after = applyChanges(before, makeChanges(pick, [0, 1, 2, 3, 4, 5]));
      const undone = applyChanges(after, collectUndo(before, after, after));
      assert.equal(printAnnotations(undone), printAnnotations(before), `round ${round}`);
    }
  });

  it('are undone only where nobody changed the field since', () => {
    const before = parsed('{"runs":{"a":{"alias":"old","tags":["t"]}}}');
    const after = applyChanges(
      before,
      new Map([['a', { alias: 'mine', star: true, addTags: ['u'], removeTags: ['t'] }]]),
    );
    const now = applyChanges(after, new Map([['a', { alias: 'theirs', addTags: ['v'] }]]));
    assert.deepEqual(
      [...collectUndo(before, after, now)],
      [['a', { star: false, addTags: ['t'], removeTags: ['u'] }]],
    );
  });
});
