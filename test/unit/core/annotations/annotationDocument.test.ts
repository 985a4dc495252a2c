// What the file of annotations says, and how it is written.
import assert from 'node:assert/strict';
import {
  parseAnnotations,
  printAnnotations,
  readFields,
  type AnnotationDocument,
} from '../../../../src/core/annotations/annotationDocument';
import { noAnnotation } from '../../../../src/shared/annotations';

function parsed(text: string): AnnotationDocument {
  const result = parseAnnotations(text);
  assert.ok(result.ok, JSON.stringify(result));
  return result.value;
}

function meant(fields: object): object {
  const { runs } = parsed(JSON.stringify({ runs: { a: fields } }));
  return readFields(runs.get('a')!);
}

describe('the file of annotations', () => {
  it('is written with sorted keys and a line for each run', () => {
    const text =
      '{"x-other":[1,{"b":2}],"runs":{"runs/b":{"star":true,"alias":"B"},"runs/a":{"tags":["v2"]}},"version":1}';
    assert.equal(
      printAnnotations(parsed(text)),
      [
        '{',
        '  "version": 1,',
        '  "x-other": [1, {"b": 2}],',
        '  "runs": {',
        '    "runs/a": {"tags": ["v2"]},',
        '    "runs/b": {"alias": "B", "star": true}',
        '  }',
        '}',
        '',
      ].join('\n'),
    );
  });

  it('is written as it was read, whatever else is in it', () => {
    const text = printAnnotations(
      parsed(
        '\ufeff{"runs":{"__proto__":{"constructor":{"a":1.50}},"":{"star":"yes"}},"__proto__":12345678901234567890}',
      ),
    );
    assert.equal(printAnnotations(parsed(text)), text);
    assert.deepEqual(text.match(/"__proto__": .*|"": .*/g), [
      '"__proto__": 12345678901234567890,',
      '"": {"star": "yes"},',
      '"__proto__": {"constructor": {"a": 1.50}}',
    ]);
  });

  it('keeps how its lines end', () => {
    const text = '{\r\n  "version": 1,\r\n  "runs": {}\r\n}\r\n';
    assert.equal(printAnnotations(parsed(text)), text);
  });

  it('holds nothing while it is empty', () => {
    assert.deepEqual([...parsed(' \n').runs], []);
  });

  it('has the fields of both where a run stands twice, as after a merge', () => {
    const { runs } = parsed(
      '{"runs":{"a":{"alias":"x","star":true},"a":{"alias":"y","note":"n"}}}',
    );
    assert.deepEqual(readFields(runs.get('a')!), {
      ...noAnnotation,
      alias: 'y',
      note: 'n',
      star: true,
    });
  });

  it('says what makes sense', () => {
    assert.deepEqual(
      meant({
        alias: '  two\n words ',
        note: 'one\ntwo',
        tags: ['b', 'a10', ' a2 ', 'b', '', 7],
        star: true,
        colour: 47,
        archived: true,
        reviewer: 'me',
      }),
      {
        alias: 'two words',
        note: 'one\ntwo',
        tags: ['a2', 'a10', 'b'],
        star: true,
        colour: 47,
        archived: true,
      },
    );
  });

  it('takes what makes no sense as not said', () => {
    assert.deepEqual(
      [
        meant({ alias: ' ', note: '', tags: 'a', star: 'yes', colour: -1, archived: 1 }),
        meant({ alias: 5, note: null, tags: [' '], star: false, colour: 48, archived: null }),
        meant({ colour: 1.5 }),
        meant({ colour: '3' }),
      ],
      [noAnnotation, noAnnotation, noAnnotation, noAnnotation],
    );
  });

  it('is not flooded by what is too long', () => {
    const shown = readFields(
      parsed(
        JSON.stringify({
          runs: {
            a: {
              alias: 'a'.repeat(1e6),
              note: 'n'.repeat(1e6),
              tags: Array.from({ length: 9_999 }, (_, i) => `${i}`.padEnd(1_000, 'x')),
            },
          },
        }),
      ).runs.get('a')!,
    );
    assert.deepEqual(
      [shown.alias?.length, shown.note?.length, shown.tags.length, shown.tags[0]?.length],
      [200, 10_000, 50, 100],
    );
  });

  it('is refused with the place of what is wrong', () => {
    const faultOf = (text: string): unknown => {
      const result = parseAnnotations(text);
      return result.ok ? 'fine' : Object.values(result.error);
    };
    assert.deepEqual(
      [
        '{\n  "runs": {\n    "a": {"star": true}\n    "b": {}\n  }\n}',
        '{\n  "runs": {\n<<<<<<< HEAD\n    "a": {}\n=======\n    "b": {}\n>>>>>>> other\n  }\n}',
        '[]',
        '{"runs": []}',
        '{"runs": {\n "a": 5}}',
        '{"version": "1"}',
        '{"version": 2, "runs": {}}',
      ].map(faultOf),
      [
        ['syntax', 4, 5, null],
        ['conflict', 3, 1, null],
        ['shape', 1, 1, null],
        ['shape', 1, 10, null],
        ['shape', 2, 7, null],
        ['shape', 1, 13, null],
        ['newerVersion', 1, 13, null],
      ],
    );
  });
});
