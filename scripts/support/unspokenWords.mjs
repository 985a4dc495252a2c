// Finds words on pages that are not said through `l10n.t`: by where a text goes to, and by what it looks like.
import ts from 'typescript';

/** Properties of elements and of what the makers of elements are given, whose texts people read. */
const shown =
  /^(?:textContent|innerText|title|placeholder|alt|aria(?:Label|Description|RoleDescription|ValueText)|label|text|caption|heading|words|accept|detail|columns)$/;
/** Calls, and from which argument on people read what they are given. */
const makers = new Map([
  ['element', 2],
  ['vector', 2],
  ['append', 0],
  ['prepend', 0],
  ['replaceChildren', 0],
  ['say', 0],
]);
/** Makers of controls, which take the words first. */
const namedMaker =
  /^(?:create(?!Element)[A-Z]\w*|plainButton|checkLine|field|labelled|headCell|openMenu|askForText)$/;
/** The looks of a button, and the scopes of a heading, which come after them. */
const looks = /^(?:primary|secondary|row|col|corner)$/;
/** Names of variables and of functions that hold and return such texts. */
const told =
  /^#?(?:words|label|title|caption|heading|message|note|describe\w*|\w*(?:Words|Label|Title))$/;
/** Names of events and of keys of the keyboard, which code compares. */
const key = /^(?:Arrow\w+|Home|End|Page(?:Up|Down)|Enter|Escape|Tab|Delete|Backspace|F\d+)$/;
/** How keys are written where they are told: as they stand on them. */
const combination =
  /^(?:Ctrl|Alt|Shift|Home|End|Page Up|Page Down|Enter|Escape|Space|Tab|Delete|F\d+|[A-Z\d\W])+$/;
const code = /^<|[{};#]|px|^[.#[]|^\(?(?:prefers|max|min)-|serif\b|\bvar\(|\d+ms\b/;
const sentence = /[A-Za-z]{2,}[,.;:]? [A-Za-z(]|^[A-Z][a-z]{2,}/;

/**
 * @param allowed texts that are the same in every language
 * @returns of each text its line from 1 and what it says, with `{}` for what is put in
 */
export function unspokenIn(file, text, allowed = new Set()) {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const found = [];
  const visit = (node) => {
    if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node) || ts.isTypeNode(node)) return;
    if (isSpoken(node) || isThrown(node)) return;
    const words = wordsOf(node);
    if (words !== null && isForPeople(node, words) && !allowed.has(words)) {
      const { line } = source.getLineAndCharacterOfPosition(node.getStart(source));
      found.push({ words, line: line + 1 });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function isSpoken(node) {
  return ts.isCallExpression(node) && /\bl10n\.t$/.test(node.expression.getText());
}

/** Messages of errors are for the log. */
function isThrown(node) {
  if (!ts.isNewExpression(node) && !ts.isCallExpression(node)) return false;
  return /^(?:super|onError|\w*Error|Refused|RegExp)$/.test(node.expression.getText());
}

function wordsOf(node) {
  if (ts.isStringLiteralLike(node)) return node.text;
  if (!ts.isTemplateExpression(node)) return null;
  return node.head.text + node.templateSpans.map(({ literal }) => `{}${literal.text}`).join('');
}

function isForPeople(node, words) {
  if (!/[A-Za-z]{2}/.test(words) || looks.test(words) || words.startsWith('<')) return false;
  if (isTechnical(node)) return false;
  if (isShown(node)) return key.test(words) || !combination.test(words);
  if (key.test(words) || combination.test(words)) return false;
  return sentence.test(words) && !code.test(words.replaceAll('{}', ''));
}

/** What code reads: names of classes, of attributes, of cases. */
function isTechnical(node) {
  const { parent } = node;
  if (ts.isCaseClause(parent) || ts.isElementAccessExpression(parent)) return true;
  if (ts.isPropertyAssignment(parent) && parent.name === node) return true;
  if (ts.isBinaryExpression(parent)) {
    if (/^[!=]==$/.test(parent.operatorToken.getText())) return true;
    return /\.(?:className|role|type|id|dataset|style|src|d)\b/.test(parent.left.getText());
  }
  if (!ts.isCallExpression(parent)) return false;
  const name = parent.expression.getText();
  const at = parent.arguments.indexOf(node);
  if (
    /\b(?:classList|style|dataset)\b|(?:EventListener|querySelector\w*|closest|matches|matchMedia|icon|has|get|join|split|startsWith|endsWith)$/.test(
      name,
    )
  )
    return true;
  return /^(?:element|vector|plainButton)$/.test(name)
    ? at < (name === 'plainButton' ? 1 : 2)
    : false;
}

/** Whether the text gets to where people read, maybe as one of two. */
function isShown(node) {
  const { parent } = node;
  if (ts.isConditionalExpression(parent) && parent.condition !== node) return isShown(parent);
  if (ts.isParenthesizedExpression(parent)) return isShown(parent);
  if (ts.isBinaryExpression(parent)) {
    const sign = parent.operatorToken.getText();
    if (/^(?:\?\?|\|\||\+)$/.test(sign)) return isShown(parent);
    const target = parent.left.getText().split('.').at(-1);
    return sign === '=' && parent.right === node && shown.test(target);
  }
  if (ts.isPropertyAssignment(parent)) {
    return parent.initializer === node && shown.test(parent.name.getText());
  }
  if (ts.isVariableDeclaration(parent)) return told.test(parent.name.getText());
  if (ts.isReturnStatement(parent) || ts.isArrowFunction(parent)) {
    return told.test(nameOfFunction(parent));
  }
  if (ts.isArrayLiteralExpression(parent)) {
    return ts.isPropertyAssignment(parent.parent) && isShown(parent);
  }
  return ts.isCallExpression(parent) && isGiven(parent, parent.arguments.indexOf(node));
}

function nameOfFunction(node) {
  const around = ts.findAncestor(node, ts.isFunctionLike);
  const named = around?.name ?? around?.parent?.name;
  return named?.getText() ?? '';
}

function isGiven(call, at) {
  const name = call.expression.getText().split(/[.#]/).at(-1);
  const [first] = call.arguments;
  if (name === 'setAttribute')
    return at === 1 && /title|aria-(?:label|desc|value)/.test(first.getText());
  if (makers.has(name)) return at >= makers.get(name);
  return namedMaker.test(name);
}
