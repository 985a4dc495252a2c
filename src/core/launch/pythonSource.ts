// Finds calls in Python source and reads their plain arguments, without running anything.

export interface PythonCall {
  /** The arguments without a name, as they are written. */
  readonly positional: readonly string[];
  /** Those with a name. */
  readonly named: ReadonlyMap<string, string>;
  /** Where the call begins in the text. */
  readonly at: number;
}

/** No script that people write is longer. */
const longestSource = 2_000_000;

/** Every call of a function or method whose dotted name the pattern matches at its end, such as `/\badd_argument$/`. */
export function callsIn(source: string, name: RegExp): readonly PythonCall[] {
  const text = withoutComments(source.slice(0, longestSource));
  const calls: PythonCall[] = [];
  for (const found of withBlankStrings(text).matchAll(/[\w.]+(?=\s*\()/g)) {
    if (!name.test(found[0])) continue;
    const open = text.indexOf('(', found.index + found[0].length);
    const parts = partsOf(text, open + 1);
    if (parts) calls.push({ ...sorted(parts), at: found.index });
  }
  return calls;
}

function sorted(parts: readonly string[]): Pick<PythonCall, 'positional' | 'named'> {
  const positional: string[] = [];
  const named = new Map<string, string>();
  for (const part of parts) {
    const own = /^([A-Za-z_]\w*)\s*=(?!=)\s*([\s\S]*)$/.exec(part);
    if (own) named.set(own[1]!, own[2]!);
    else positional.push(part);
  }
  return { positional, named };
}

/** The parts between commas up to the closing bracket; null where there is none. */
function partsOf(text: string, start: number): readonly string[] | null {
  const parts: string[] = [];
  let depth = 0;
  let from = start;
  for (let at = start; at < text.length; at++) {
    const char = text[at]!;
    if (char === '"' || char === "'") at = endOfString(text, at) - 1;
    else if ('([{'.includes(char)) depth++;
    else if (depth > 0 && ')]}'.includes(char)) depth--;
    else if (depth === 0 && (char === ',' || char === ')')) {
      const part = text.slice(from, at).trim();
      if (part !== '') parts.push(part);
      from = at + 1;
      if (char === ')') return parts;
    }
  }
  return null;
}

/** The place after a string that begins here. */
function endOfString(text: string, at: number): number {
  const quote = text[at]!;
  const mark = text.startsWith(quote.repeat(3), at) ? quote.repeat(3) : quote;
  for (let next = at + mark.length; next < text.length; next++) {
    if (text[next] === '\\') next++;
    else if (text.startsWith(mark, next)) return next + mark.length;
    else if (mark.length === 1 && text[next] === '\n') return next;
  }
  return text.length;
}

/** Comments as blanks, so that places stay; strings stay. */
export function withoutComments(source: string): string {
  return blanked(source, (piece) => piece.startsWith('#'));
}

/** Names in strings call nothing. */
function withBlankStrings(text: string): string {
  return blanked(text, () => true);
}

/** @param isBlank told each string and each comment */
function blanked(source: string, isBlank: (piece: string) => boolean): string {
  const pieces: string[] = [];
  let plainFrom = 0;
  for (const mark = /["'#]/g; ;) {
    const found = mark.exec(source);
    if (!found) break;
    const end =
      found[0] === '#' ? endOfLine(source, found.index) : endOfString(source, found.index);
    const piece = source.slice(found.index, end);
    pieces.push(
      source.slice(plainFrom, found.index),
      isBlank(piece) ? ' '.repeat(piece.length) : piece,
    );
    mark.lastIndex = plainFrom = end;
  }
  return [...pieces, source.slice(plainFrom)].join('');
}

function endOfLine(text: string, at: number): number {
  const newline = text.indexOf('\n', at);
  return newline < 0 ? text.length : newline;
}

/** The text of plain strings put one after the other; null for anything else. */
export function readString(expression: string): string | null {
  const whole =
    /^(?:\s*[rbuRBU]?("""[\s\S]*?"""|'''[\s\S]*?'''|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'))+\s*$/;
  if (!whole.test(expression)) return null;
  const pieces = expression.matchAll(
    /"""([\s\S]*?)"""|'''([\s\S]*?)'''|"((?:[^"\\\n]|\\.)*)"|'((?:[^'\\\n]|\\.)*)'/g,
  );
  return [...pieces]
    .map(([, ...forms]) => forms.join(''))
    .join('')
    .replace(/\\(["'\\])/g, '$1')
    .replace(/\\n/g, '\n');
}

/** The words of a list or tuple of plain strings and numbers; null for anything else. */
export function readList(expression: string): readonly string[] | null {
  const found = /^[[(]([\s\S]*)[\])]$/.exec(expression.trim());
  const parts = found && partsOf(`${found[1]!})`, 0);
  const words = parts?.map(readWord) ?? [null];
  return words.includes(null) ? null : (words as string[]);
}

/** A plain string, number, or `True`, `False`, `None` as the word that it is on a command line. */
export function readWord(expression: string): string | null {
  const text = readString(expression);
  if (text !== null) return text;
  const plain = expression.trim();
  if (/^[-+]?[\d._]+(?:[eE][-+]?\d+)?$/.test(plain)) return plain.replaceAll('_', '');
  return /^(?:True|False|None)$/.test(plain) ? plain : null;
}
