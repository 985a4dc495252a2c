// The manifest says what the code does: commands, settings, context keys and words exist once and agree.
import assert from 'node:assert/strict';
import { commands } from '../../src/vscode/commands/table';
import { settings } from '../../src/vscode/settings';
import { stringsMatching } from './literals';
import {
  contextKeysAsked,
  declaredCommands,
  declaredSettings,
  hiddenFromPalette,
  readManifest,
  readWords,
  tableRows,
  wordKeysUsed,
  wordsOf,
} from './manifest';
import { projectFiles, readText, sourcesMatching } from './project';

const manifest = readManifest();
const commandId = /^trackside\.\w+(?:\.\w+)*$/;

function sorted<T>(values: Iterable<T>): T[] {
  return [...values].sort();
}

describe('commands', () => {
  const table = Object.values(commands);

  it('are the same in the table and in the manifest, with their titles', () => {
    assert.deepEqual(
      sorted(declaredCommands(manifest).map(({ command, title }) => `${command} ${title}`)),
      sorted(table.map(({ id, title }) => `${id} %${title}%`)),
    );
  });

  it('have titles among the words', () => {
    const words = readWords();
    const untitled = declaredCommands(manifest).filter(({ title }) => !wordsOf(title, words));
    assert.deepEqual(untitled, []);
  });

  it('are kept out of the palette exactly where the table says so', () => {
    assert.deepEqual(
      sorted(hiddenFromPalette(manifest)),
      sorted(table.filter(({ palette }) => !palette).map(({ id }) => id)),
    );
  });

  it('that menus, keys and views name exist', () => {
    const known = new Set(declaredCommands(manifest).map((each) => each.command));
    const text = readText('package.json');
    const named = [
      ...[...text.matchAll(/"command": "(trackside\.[^"]+)"/g)].map((match) => match[1] ?? ''),
      ...[...JSON.stringify(readWords()).matchAll(/\(command:(trackside\.[\w.]+)/g)].map(
        (match) => match[1] ?? '',
      ),
    ];
    assert.deepEqual(sorted(new Set(named.filter((id) => !known.has(id)))), []);
  });
});

describe('settings', () => {
  it('are the same in the table and in the manifest, defaults included', () => {
    const table = Object.values(settings).map(({ key, fallback }) => [key, fallback] as const);
    assert.deepEqual(Object.fromEntries(table), Object.fromEntries(declaredSettings(manifest)));
  });

  it('are named nowhere but in the table', () => {
    const keys = [...declaredSettings(manifest).keys()];
    const sources = sourcesMatching(/^src\/(?!vscode\/settings\.ts$).*\.ts$/);
    const namers = [...sources].filter(([, text]) =>
      stringsMatching(text, commandId).some((name) => keys.includes(name)),
    );
    assert.deepEqual(
      namers.map(([file]) => file),
      [],
    );
  });
});

describe('context keys', () => {
  it('that the manifest asks for are all set by the code', () => {
    const asked = contextKeysAsked(readText('package.json'));
    const table = stringsMatching(readText('src/vscode/contextKeys.ts'), commandId);
    assert.deepEqual(
      asked.filter((key) => !table.includes(key)),
      [],
    );
  });
});

describe('words', () => {
  it('of the manifest all exist, and none is left over', () => {
    assert.deepEqual(
      sorted(wordKeysUsed(readText('package.json'))),
      sorted(Object.keys(readWords())),
    );
  });
});

describe('the README', () => {
  // Without a table there is nothing to disagree with; with one row it has to have them all.
  const rows = tableRows(projectFiles().includes('README.md') ? readText('README.md') : '');

  it('has every setting with its default in its table, and no other', () => {
    const told = [...rows]
      .filter(([first]) => commandId.test(first))
      .map(([key, [fallback = '']]) => [key, fallback] as const);
    const declared = [...declaredSettings(manifest)].map(
      ([key, fallback]) => [key, JSON.stringify(fallback)] as const,
    );
    assert.deepEqual(sorted(told), told.length === 0 ? [] : sorted(declared));
  });

  it('has every command by its title in its table', () => {
    const words = readWords();
    const titles = declaredCommands(manifest).map(({ title }) => wordsOf(title, words) ?? title);
    const told = titles.filter((title) => rows.has(title) || rows.has(`Trackside: ${title}`));
    assert.deepEqual(told, told.length === 0 ? [] : titles);
  });
});
