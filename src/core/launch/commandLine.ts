// Command lines as people read and type them. For reading only: programs are started with lists of words.

export type QuoteStyle = 'posix' | 'windows';

/** One line that means the same when it is pasted into a shell (on Windows: PowerShell's and cmd's common ground). */
export function printCommandLine(argv: readonly string[], style: QuoteStyle): string {
  return argv.map((word) => (style === 'posix' ? quotePosix(word) : quoteWindows(word))).join(' ');
}

/** The same with the variables that are set for it in front, as a shell takes them. */
export function printWithEnvironment(
  argv: readonly string[],
  env: Readonly<Record<string, string | null>>,
  style: QuoteStyle,
): string {
  const line = printCommandLine(argv, style);
  const set = Object.entries(env).filter((each): each is [string, string] => each[1] !== null);
  if (set.length === 0) return line;
  if (style === 'posix') {
    return `${set.map(([name, value]) => `${name}=${quotePosix(value)}`).join(' ')} ${line}`;
  }
  return `${set.map(([name, value]) => `$env:${name}='${value.replaceAll("'", "''")}';`).join(' ')} ${line}`;
}

const plainWord = /^[\w@%+=:,./-]+$/;

function quotePosix(word: string): string {
  return plainWord.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}

function quoteWindows(word: string): string {
  return /^[\w@+=:,./\\-]+$/.test(word) ? word : `"${word.replaceAll('"', '\\"')}"`;
}

/**
 * The words of a line that somebody typed or pasted: single and double quotes, backslashes before spaces and quotes, lines
 * joined by a backslash. Nothing is expanded; a backslash before a letter stays, since paths of Windows have it.
 * @returns null where a quote is not closed
 */
export function splitCommandLine(line: string): readonly string[] | null {
  const words: string[] = [];
  let word: string | null = null;
  let quote: string | null = null;
  const text = line.replace(/\\\r?\n/g, ' ');
  for (let at = 0; at < text.length; at++) {
    const char = text[at]!;
    const next = text[at + 1];
    if (quote === "'" && char !== "'") word = (word ?? '') + char;
    else if (char === '\\' && next !== undefined && (quote ? '"\\' : ' \'"\\').includes(next)) {
      word = (word ?? '') + next;
      at++;
    } else if (quote) {
      if (char === quote) quote = null;
      else word = (word ?? '') + char;
    } else if (char === '"' || char === "'") {
      quote = char;
      word ??= '';
    } else if (/\s/.test(char)) {
      if (word !== null) words.push(word);
      word = null;
    } else word = (word ?? '') + char;
  }
  if (quote) return null;
  return word === null ? words : [...words, word];
}
