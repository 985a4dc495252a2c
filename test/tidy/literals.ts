// Reads the strings written down in a source file without running it: files that import the editor cannot be loaded here.
import ts from 'typescript';
import { parseSource } from './imports';

/** Every string literal of the file that the pattern matches, once each, in order; property names count too. */
export function stringsMatching(text: string, pattern: RegExp): string[] {
  const found = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (ts.isStringLiteralLike(node) && pattern.test(node.text)) found.add(node.text);
    ts.forEachChild(node, visit);
  };
  visit(parseSource('table.ts', text));
  return [...found];
}
