// Languages in which tests open a page: one that people speak, and one that shows where English is left and room is short.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { projectRoot } from './projectRoot';

/** `long`: English with every letter marked, and two fifths longer. */
export type PageLanguage = 'en' | 'zh-cn' | 'long';

type Words = Readonly<Record<string, string>>;

/** What VS Code hands over for a language; null for English. */
export function translationsFor(language: PageLanguage): Words | null {
  if (language === 'en') return null;
  if (language === 'zh-cn') return readWords('bundle.l10n.zh-cn.json');
  const english = Object.keys(readWords('bundle.l10n.json'));
  return Object.fromEntries(english.map((words) => [words, lengthened(words)]));
}

function readWords(file: string): Words {
  return JSON.parse(readFileSync(path.join(projectRoot, 'l10n', file), 'utf8')) as Words;
}

const marked: Words = { a: 'á', e: 'é', i: 'í', o: 'ó', u: 'ú', n: 'ñ', s: 'š', c: 'č', r: 'ř' };

function lengthened(words: string): string {
  const parts = words.split(/(\{\d+\})/);
  const marks = parts.map((part) =>
    part.startsWith('{') ? part : part.replace(/[aeiounscr]/g, (letter) => marked[letter]!),
  );
  const letters = words.replace(/\{\d+\}/g, '').length;
  return marks.join('') + '·'.repeat(Math.round(letters * 0.4));
}
