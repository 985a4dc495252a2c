// The outward shape of a source file: its size, its opening comment, its exports, its name.
import path from 'node:path';
import ts from 'typescript';
import { parseSource } from './imports';

export const maxFileLines = 400;
export const maxFunctionLines = 60;

/** The front door only joins rooms. */
const maxLinesOf: Readonly<Record<string, number>> = { 'src/extension.ts': 150 };

/** Names that say nothing about what is inside. */
const emptyNames = new Set(['util', 'utils', 'helper', 'helpers', 'common', 'manager', 'misc']);

/** Everything wrong with the shape of one file, each with its place. */
export function findShapeFaults(file: string, text: string): string[] {
  const source = parseSource(file, text);
  const faults = [
    ...nameFaults(file),
    ...(opensWithComment(text) ? [] : ['does not open with a comment']),
    ...(isBarrel(source) ? ['only re-exports'] : []),
    ...(isSetting(file) ? [] : defaultExports(source)),
    ...longFunctions(source),
    ...unfinished(text),
    ...wishfulTests(source),
  ];
  const lines = countLines(text);
  if (lines > (maxLinesOf[file] ?? maxFileLines)) faults.push(`has ${lines} lines`);
  return faults.map((fault) => `${file} ${fault}`);
}

function countLines(text: string): number {
  return text.split('\n').length - (text.endsWith('\n') ? 1 : 0);
}

/** Configuration files whose reader asks for a default export. */
function isSetting(file: string): boolean {
  return /(?:^|\/)[\w.]+\.config\.mjs$/.test(file);
}

/** Folders and files, word by word: `runUtils.ts` is as empty as `utils.ts`. */
function nameFaults(file: string): string[] {
  const words = file.replaceAll(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();
  return words
    .split(/[^a-z]+/)
    .filter((word) => emptyNames.has(word))
    .map((word) => `is named "${word}"`);
}

function opensWithComment(text: string): boolean {
  return /^(?:#!.*\n)?(?:\/\/|\/\*)/.test(text);
}

function isBarrel(source: ts.SourceFile): boolean {
  const { statements } = source;
  return (
    statements.length > 0 &&
    statements.every((each) => ts.isExportDeclaration(each) && each.moduleSpecifier !== undefined)
  );
}

function defaultExports(source: ts.SourceFile): string[] {
  const isDefault = (statement: ts.Statement): boolean => {
    if (ts.isExportAssignment(statement)) return true;
    if (ts.isExportDeclaration(statement) && statement.exportClause) {
      const clause = statement.exportClause;
      return (
        ts.isNamedExports(clause) && clause.elements.some((each) => each.name.text === 'default')
      );
    }
    const modifiers = ts.canHaveModifiers(statement) ? ts.getModifiers(statement) : undefined;
    return modifiers?.some((each) => each.kind === ts.SyntaxKind.DefaultKeyword) ?? false;
  };
  return source.statements
    .filter(isDefault)
    .map((statement) => `has a default export at line ${lineOf(source, statement)}`);
}

/** Comment lines do not count: they are wanted. Test suites are lists of facts, not functions to be read at once. */
function longFunctions(source: ts.SourceFile): string[] {
  const faults: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isFunctionLike(node) && !isSuite(node)) {
      const lines = codeLines(source.text.slice(node.getStart(source), node.getEnd()));
      if (lines > maxFunctionLines) {
        faults.push(`has a function of ${lines} lines at line ${lineOf(source, node)}`);
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return faults;
}

function isSuite(node: ts.Node): boolean {
  const call = node.parent;
  return (
    ts.isCallExpression(call) &&
    ts.isIdentifier(call.expression) &&
    call.expression.text === 'describe'
  );
}

function codeLines(text: string): number {
  return text.split('\n').filter((line) => !/^\s*(?:\/\/|\/\*|\*)/.test(line)).length;
}

/** Marks of unfinished work. Spelled in two halves so that this file does not find itself. */
const unfinishedMark = new RegExp(`\\b(?:${['TO' + 'DO', 'FIX' + 'ME', 'X' + 'XX'].join('|')})\\b`);

function unfinished(text: string): string[] {
  return text
    .split('\n')
    .flatMap((line, at) => (unfinishedMark.test(line) ? [`is unfinished at line ${at + 1}`] : []));
}

/** Tests that say what ought to be instead of what is. */
function wishfulTests(source: ts.SourceFile): string[] {
  const faults: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && /^(?:it|describe)\b/.test(node.expression.getText(source))) {
      const title = node.arguments[0]?.getText(source) ?? '';
      if (/\bshould\b/i.test(title)) faults.push(`wishes at line ${lineOf(source, node)}`);
    }
    ts.forEachChild(node, visit);
  };
  if (path.posix.basename(source.fileName).endsWith('.test.ts')) visit(source);
  return faults;
}

function lineOf(source: ts.SourceFile, node: ts.Node): number {
  return source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1;
}
