// What the manifest declares, as the tests compare it with the code, the words and the README.
import { readText } from './project';

interface Command {
  readonly command: string;
  readonly title: string;
}

interface ConfigurationSection {
  readonly properties?: Readonly<Record<string, { readonly default?: unknown }>>;
}

interface Manifest {
  readonly contributes: {
    readonly commands?: readonly Command[];
    readonly menus?: Readonly<Record<string, readonly { command: string; when?: string }[]>>;
    readonly configuration?: ConfigurationSection | readonly ConfigurationSection[];
  };
}

export function readManifest(): Manifest {
  return JSON.parse(readText('package.json')) as Manifest;
}

export function readWords(): Record<string, string> {
  return JSON.parse(readText('package.nls.json')) as Record<string, string>;
}

/** Setting keys with their defaults. */
export function declaredSettings({ contributes }: Manifest): Map<string, unknown> {
  const { configuration = [] } = contributes;
  const sections = 'length' in configuration ? configuration : [configuration];
  return new Map(
    sections.flatMap(({ properties }) =>
      Object.entries(properties ?? {}).map(([key, value]) => [key, value.default] as const),
    ),
  );
}

export function declaredCommands({ contributes }: Manifest): readonly Command[] {
  return contributes.commands ?? [];
}

/** Commands that the palette never offers. */
export function hiddenFromPalette({ contributes }: Manifest): string[] {
  const entries = contributes.menus?.['commandPalette'] ?? [];
  return entries.filter(({ when }) => when === 'false').map(({ command }) => command);
}

/** The keys of every `%key%` in the manifest, once each. */
export function wordKeysUsed(manifestText: string): string[] {
  return [...new Set([...manifestText.matchAll(/"%([^%"]+)%"/g)].map((match) => match[1] ?? ''))];
}

/** The context keys of Trackside that `when` and `enablement` clauses ask for: the left sides of their terms. */
export function contextKeysAsked(manifestText: string): string[] {
  const clauses = [...manifestText.matchAll(/"(?:when|enablement)": "([^"]*)"/g)];
  const terms = clauses.flatMap((match) => (match[1] ?? '').split(/&&|\|\|/));
  const keys = terms.map((term) => /^[\s!(]*(trackside\.[\w.]+)/.exec(term)?.[1]);
  return [...new Set(keys.filter((key) => key !== undefined))].sort();
}

/** The text behind a `%key%`. */
export function wordsOf(
  title: string,
  words: Readonly<Record<string, string>>,
): string | undefined {
  return words[title.replaceAll('%', '')];
}

/** First cells of the rows of every Markdown table, without backticks, with the rest of the row. */
export function tableRows(markdown: string): Map<string, readonly string[]> {
  const rows = markdown
    .split('\n')
    .filter((line) => /^\s*\|.*\|\s*$/.test(line) && !/^[\s|:-]+$/.test(line))
    .map((line) =>
      line
        .trim()
        .slice(1, -1)
        .split('|')
        .map((cell) => cell.trim().replaceAll('`', '')),
    );
  return new Map(rows.map(([first = '', ...rest]) => [first, rest]));
}
