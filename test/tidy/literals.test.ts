// Values are read from source text as they would be at run time.
import assert from 'node:assert/strict';
import { stringsMatching } from './literals';
import { contextKeysAsked, tableRows, wordKeysUsed } from './manifest';

describe('the reading of literals', () => {
  it('gives matching strings once each, property names included, comments not', () => {
    const text = "const t = { 'p.a': f('p.b'), c: 'p.a', d: 'q.d' }; // 'p.e'";
    assert.deepEqual(stringsMatching(text, /^p\./), ['p.a', 'p.b']);
  });
});

describe('the reading of the manifest and its words', () => {
  it('finds each word key once', () => {
    assert.deepEqual(wordKeysUsed('{"a": "%x.y%", "b": "%x.y%", "c": "50%", "d": "%z%"}'), [
      'x.y',
      'z',
    ]);
  });

  it('finds the context keys of when clauses, not the values they are compared with', () => {
    const text =
      '{"when": "view == trackside.runs && !trackside.state || (trackside.b == x)", "enablement": "trackside.c"}';
    assert.deepEqual(contextKeysAsked(text), ['trackside.b', 'trackside.c', 'trackside.state']);
  });

  it('finds the rows of Markdown tables', () => {
    const markdown = 'Text | no table\n\n| Setting | Default |\n|---|---|\n| `a.b` | `[]` |\n';
    assert.deepEqual(
      [...tableRows(markdown)],
      [
        ['Setting', ['Default']],
        ['a.b', ['[]']],
      ],
    );
  });
});
