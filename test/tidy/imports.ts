// What a file imports, in every way TypeScript has: also types, re-exports, `import()` and `require`.
import ts from 'typescript';

export interface Import {
  readonly specifier: string;
  /** Counted from 1. */
  readonly line: number;
}

export function parseSource(file: string, text: string): ts.SourceFile {
  return ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
}

/** The imports of a file in the order they are written. A computed `import(x)` has no specifier and is left out. */
export function importsOf(file: string, text: string): Import[] {
  const source = parseSource(file, text);
  const found: Import[] = [];
  const visit = (node: ts.Node): void => {
    const name = specifierOf(node);
    if (name && ts.isStringLiteralLike(name)) {
      const { line } = source.getLineAndCharacterOfPosition(name.getStart(source));
      found.push({ specifier: name.text, line: line + 1 });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function specifierOf(node: ts.Node): ts.Node | undefined {
  if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return node.moduleSpecifier;
  if (ts.isExternalModuleReference(node)) return node.expression;
  if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument))
    return node.argument.literal;
  if (!ts.isCallExpression(node)) return undefined;
  return isLoading(node.expression) ? node.arguments[0] : undefined;
}

/** `import(…)`, `require(…)` and `require.resolve(…)`. */
function isLoading(callee: ts.Expression): boolean {
  if (callee.kind === ts.SyntaxKind.ImportKeyword) return true;
  if (ts.isPropertyAccessExpression(callee)) return isLoading(callee.expression);
  return ts.isIdentifier(callee) && callee.text === 'require';
}
