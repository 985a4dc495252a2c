// npm run words: writes down the English words of the product, and tells which ones a translation lacks or has too many.
import { globSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { root } from './support/runtime.mjs';
import { spokenIn } from './support/spokenWords.mjs';

const folder = path.join(root, 'l10n');
const english = path.join(folder, 'bundle.l10n.json');

const spoken = globSync('{src,webview}/**/*.ts', { cwd: root }).flatMap((file) =>
  spokenIn(file, readFileSync(path.join(root, file), 'utf8')).flatMap(({ words }) => words ?? []),
);
const words = [...new Set(spoken)].sort();
const bundle = Object.fromEntries(words.map((each) => [each, each]));
writeFileSync(english, `${JSON.stringify(bundle, null, 2)}\n`);
console.log(`${words.length} words`);

for (const file of readdirSync(folder)) {
  if (file === path.basename(english)) continue;
  const told = JSON.parse(readFileSync(path.join(folder, file), 'utf8'));
  for (const each of words) if (!(each in told)) console.log(`${file} lacks: ${each}`);
  for (const each of Object.keys(told))
    if (!(each in bundle)) console.log(`${file} has unused: ${each}`);
}
