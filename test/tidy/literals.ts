// Reads the values written down in a source file without running it: tables that import the editor cannot be loaded here.
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

/** The literal arguments of every call of a function; what is not a literal comes out as undefined. */
export function callsOf(text: string, functionName: string): unknown[][] {
  const found: unknown[][] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && ts.isIdentifier(node.expression)) {
      if (node.expression.text === functionName) found.push(node.arguments.map(literalValue));
    }
    ts.forEachChild(node, visit);
  };
  visit(parseSource('table.ts', text));
  return found;
}

/** The value of a literal: string, number, boolean, null, or an array or object of such. */
export function literalValue(node: ts.Expression): unknown {
  if (ts.isStringLiteralLike(node)) return node.text;
  if (ts.isNumericLiteral(node)) return Number(node.text);
  if (ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.MinusToken) {
    return -Number(literalValue(node.operand));
  }
  if (ts.isAsExpression(node) || ts.isSatisfiesExpression(node))
    return literalValue(node.expression);
  if (ts.isArrayLiteralExpression(node)) return node.elements.map(literalValue);
  if (ts.isObjectLiteralExpression(node)) return literalObject(node);
  const words = new Map<ts.SyntaxKind, unknown>([
    [ts.SyntaxKind.TrueKeyword, true],
    [ts.SyntaxKind.FalseKeyword, false],
    [ts.SyntaxKind.NullKeyword, null],
  ]);
  return words.get(node.kind);
}

function literalObject(node: ts.ObjectLiteralExpression): Record<string, unknown> {
  const entries = node.properties.flatMap((property): [string, unknown][] => {
    if (!ts.isPropertyAssignment(property)) return [];
    const { name } = property;
    const key = ts.isIdentifier(name) || ts.isStringLiteralLike(name) ? name.text : name.getText();
    return [[key, literalValue(property.initializer)]];
  });
  return Object.fromEntries(entries);
}
