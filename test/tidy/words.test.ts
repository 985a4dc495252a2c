// The words that people read: all of them are known to the translators, and every translation is whole.
import assert from 'node:assert/strict';
import { spokenIn } from '../../scripts/support/spokenWords.mjs';
import { unspokenIn } from '../../scripts/support/unspokenWords.mjs';
import { projectFiles, readText, sourcesMatching } from './project';

type Words = Readonly<Record<string, string>>;

const readJson = (file: string): Words => JSON.parse(readText(file)) as Words;
const calls = [...sourcesMatching(/^(?:src|webview)\/.*\.ts$/)].flatMap(([file, text]) =>
  spokenIn(file, text).map((call) => ({ file, ...call })),
);
const english = readJson('l10n/bundle.l10n.json');

/** Texts of pages that are the same in every language, or that only code reads. */
const sameEverywhere = new Set([
  'Trackside',
  'pt',
  'WorkCancelled',
  'graph-box graph-{}',
  'graph-edge control',
  'bar signed',
  'bar-fill negative',
  'minmax',
]);

/** What stands for something else in a text: `{0}`, `{name}`. */
function placeholders(text: string): string {
  return [...new Set(text.match(/\{\w+\}/g))].sort().join();
}

/** Where a translation differs from the English words in what it must share with them. */
function faultsOf(words: Words, translated: Words): string[] {
  return [
    ...Object.keys(words)
      .filter((key) => !translated[key]?.trim())
      .map((key) => `lacks ${key}`),
    ...Object.keys(translated)
      .filter((key) => !(key in words))
      .map((key) => `unused ${key}`),
    ...Object.entries(words)
      .filter(([key]) => key in translated)
      .filter(([key, text]) => placeholders(text) !== placeholders(translated[key] ?? ''))
      .map(([key]) => `other placeholders ${key}`),
  ];
}

describe('words', () => {
  it('are plain strings, so that they can be collected', () => {
    const computed = calls.filter(({ words }) => words === null);
    assert.deepEqual(computed, []);
  });

  it('are asked for outside the editor’s API only when the language is known', () => {
    const early = calls.filter(
      ({ file, isDeferred }) => !isDeferred && !file.startsWith('src/vscode/'),
    );
    assert.deepEqual(early, []);
  });

  it('are all in the bundle for translators, and nothing else is (npm run words)', () => {
    const spoken = new Set(calls.flatMap(({ words }) => words ?? []));
    assert.deepEqual(Object.keys(english), [...spoken].sort());
  });

  it('are said in the editor’s language wherever a page shows them', () => {
    const unspoken = [...sourcesMatching(/^webview\/.*\.ts$/)].flatMap(([file, text]) =>
      unspokenIn(file, text, sameEverywhere).map((found) => ({ file, ...found })),
    );
    assert.deepEqual(unspoken, []);
  });

  it('are missed where a page would show English', () => {
    const text = `
      button.title = on ? 'hide' : l10n.t('Show');
      element('p', 'dim', \`\${count} found\`);
      const entries = [{ label: 'Delete', keys: 'Delete' }];
      plainButton('icon-button', 'Close', close);
      if (key === 'Home') throw new Error('not for people');
      say(why ?? 'No reason');
      const words = 'plain';`;
    assert.deepEqual(
      unspokenIn('a.ts', text).map(({ words }) => words),
      ['hide', '{} found', 'Delete', 'Close', 'No reason', 'plain'],
    );
  });

  it('are in files named as VS Code looks for them', () => {
    const named = projectFiles().filter((file) => /^(?:l10n\/|package\.nls)/.test(file));
    assert.deepEqual(named.sort(), [
      'l10n/bundle.l10n.json',
      'l10n/bundle.l10n.zh-cn.json',
      'package.nls.json',
      'package.nls.zh-cn.json',
    ]);
  });

  it('have the same placeholders in every translation, and none is missing or left over', () => {
    const translations = projectFiles().filter((file) => /^l10n\/.*\.l10n\..+\.json$/.test(file));
    const faults = translations.flatMap((file) => faultsOf(english, readJson(file)));
    const manifest = readJson('package.nls.json');
    const manifests = projectFiles().filter((file) => /^package\.nls\..+\.json$/.test(file));
    assert.deepEqual(
      [...faults, ...manifests.flatMap((file) => faultsOf(manifest, readJson(file)))],
      [],
    );
  });

  it('are found in calls of either kind, with the calls that come too early', () => {
    const text =
      "const a = l10n.t('A');\nclass B { c = l10n.t('C'); d() { return vscode.l10n.t(`D`, e); } }\nl10n.t(f);";
    assert.deepEqual(spokenIn('a.ts', text), [
      { words: 'A', line: 1, isDeferred: false },
      { words: 'C', line: 2, isDeferred: true },
      { words: 'D', line: 2, isDeferred: true },
      { words: null, line: 3, isDeferred: false },
    ]);
  });
});
