// Finds the words that the product says: the first argument of every call of `l10n.t`, VS Code's or the package's.
import ts from 'typescript';

/**
 * The calls of one source file.
 * @returns of each its words, null when they are no plain string, its line from 1, and whether it runs while the module
 * is loaded, when no language is known yet
 */
export function spokenIn(file, text) {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const found = [];
  const visit = (node, isDeferred) => {
    if (ts.isCallExpression(node) && /\bl10n\.t$/.test(node.expression.getText(source))) {
      const [first] = node.arguments;
      const { line } = source.getLineAndCharacterOfPosition(node.getStart(source));
      const words = first && ts.isStringLiteralLike(first) ? first.text : null;
      found.push({ words, line: line + 1, isDeferred });
    }
    const defers = isDeferred || ts.isFunctionLike(node) || isInstanceField(node);
    ts.forEachChild(node, (child) => visit(child, defers));
  };
  visit(source, false);
  return found;
}

/** Runs when an instance is made, not when the class is. */
function isInstanceField(node) {
  const flags = ts.isPropertyDeclaration(node) ? ts.getCombinedModifierFlags(node) : null;
  return flags !== null && (flags & ts.ModifierFlags.Static) === 0;
}
