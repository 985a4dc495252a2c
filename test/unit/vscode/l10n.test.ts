// The bundle for translators holds every text of the host, and nothing else.
import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';

const root = process.env['TRACKSIDE_ROOT'] ?? process.cwd();

/** The first arguments of all calls of `l10n.t` in a source file. */
function textsIn(file: string): string[] {
  const texts: string[] = [];
  const visit = (node: ts.Node): void => {
    const [text] = ts.isCallExpression(node) ? node.arguments : [];
    if (
      text &&
      ts.isCallExpression(node) &&
      ts.isStringLiteralLike(text) &&
      node.expression.getText().endsWith('l10n.t')
    ) {
      texts.push(text.text);
    }
    ts.forEachChild(node, visit);
  };
  const source = readFileSync(path.join(root, file), 'utf8');
  visit(ts.createSourceFile(file, source, ts.ScriptTarget.Latest, true));
  return texts;
}

describe('the bundle for translators', () => {
  it('holds the texts of the host', () => {
    const used = globSync('src/**/*.ts', { cwd: root }).flatMap(textsIn);
    const bundle = readFileSync(path.join(root, 'l10n/bundle.l10n.json'), 'utf8');
    const expected = Object.fromEntries([...new Set(used)].sort().map((text) => [text, text]));
    assert.deepEqual(JSON.parse(bundle), expected);
  });
});
