// What tables a database has, and where their columns stand in a row: read from the text of their CREATE TABLE.

export interface Table {
  readonly name: string;
  readonly rootPage: number;
  /** Column names in lower case, as rows have them: later ALTER TABLEs add to the end. */
  readonly columns: readonly string[];
  /** The column that is another name of the rowid, which rows hold as NULL; -1 where there is none. */
  readonly rowidColumn: number;
}

/** Where these columns stand in a row; -1 for one that the table does not have: rows hold NULL there. */
export function columnsOf({ columns }: Table, names: readonly string[]): number[] {
  return names.map((name) => columns.indexOf(name));
}

/** Words that begin a constraint of the table: no columns follow. */
const constraints = new Set(['constraint', 'primary', 'unique', 'check', 'foreign']);

/** Comments, strings, quoted names, words, and single signs. */
const tokenPattern =
  /--[^\n]*|\/\*[\s\S]*?(?:\*\/|$)|'(?:[^']|'')*'?|"(?:[^"]|"")*"?|`(?:[^`]|``)*`?|\[[^\]]*\]?|[\w$\u0080-\uffff]+|\S/g;

/** Null where it is no table whose rows have rowids: a view, an index, a virtual table or one WITHOUT ROWID. */
export function parseTable(name: string, rootPage: number, sql: string): Table | null {
  const tokens = (sql.match(tokenPattern) ?? []).filter(
    (token) => !token.startsWith('--') && !token.startsWith('/*'),
  );
  const open = tokens.indexOf('(');
  if (open < 0 || tokens.slice(0, open).some((token) => token.toLowerCase() === 'virtual')) {
    return null;
  }
  const { parts, rest } = splitList(tokens, open + 1);
  if (/\bwithout rowid\b/i.test(rest.join(' '))) return null;
  const first = parts.findIndex(([token = '']) => constraints.has(token.toLowerCase()));
  const definitions = first < 0 ? parts : parts.slice(0, first);
  const columns = definitions.map(([token = '']) => unquote(token).toLowerCase());
  const keys = first < 0 ? [] : parts.slice(first).flatMap(primaryKeyOf);
  const rowidColumn = definitions.findIndex((definition, at) => {
    const words = definition.map((token) => token.toLowerCase());
    if (words[1] !== 'integer') return false;
    const text = words.join(' ');
    return /\bprimary key\b(?! desc)/.test(text) || (keys.length === 1 && keys[0] === columns[at]);
  });
  return { name, rootPage, columns, rowidColumn };
}

/** The parts between the commas of a list, to its closing bracket, and what follows. */
function splitList(
  tokens: readonly string[],
  start: number,
): { readonly parts: readonly (readonly string[])[]; readonly rest: readonly string[] } {
  const parts: string[][] = [[]];
  let depth = 0;
  for (let at = start; at < tokens.length; at++) {
    const token = tokens[at]!;
    if (token === ')' && depth-- === 0) {
      return { parts: parts.filter((part) => part.length > 0), rest: tokens.slice(at + 1) };
    }
    if (token === '(') depth++;
    if (token === ',' && depth === 0) parts.push([]);
    else parts.at(-1)!.push(token);
  }
  return { parts: parts.filter((part) => part.length > 0), rest: [] };
}

/** The columns of a `PRIMARY KEY (…)` of the table. */
function primaryKeyOf(part: readonly string[]): string[] {
  const at = part.findIndex((token) => token.toLowerCase() === 'primary');
  if (at < 0 || part[at + 2] !== '(') return [];
  return splitList(part, at + 3).parts.map(([token = '']) => unquote(token).toLowerCase());
}

function unquote(token: string): string {
  const quote = token[0] ?? '';
  if (quote === '[') return token.slice(1, -1);
  if (!`"'\``.includes(quote)) return token;
  return token.slice(1, -1).replaceAll(quote + quote, quote);
}
