// Lists the packages that ended up in the bundles, with their licences, as THIRD-PARTY.md.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { root } from './runtime.mjs';

/** Directories of the packages that any bundle took code from, sorted; read from the builds' metafiles. */
function bundledPackages() {
  const folder = path.join(root, 'dist/meta');
  const inputs = readdirSync(folder).flatMap((file) => {
    const { outputs } = JSON.parse(readFileSync(path.join(folder, file), 'utf8'));
    return Object.values(outputs).flatMap((output) =>
      Object.entries(output.inputs).flatMap(([name, { bytesInOutput }]) =>
        bytesInOutput > 0 ? [name] : [],
      ),
    );
  });
  const packages = inputs.flatMap((input) => {
    const match = /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input);
    return match ? [match[0]] : [];
  });
  return [...new Set(packages)].sort();
}

/** The text of a package's licence file, with its NOTICE if it has one; null when it has no such file. */
function licenceOf(directory) {
  const file = readdirSync(directory).find((name) => /^(?:licen[cs]e|copying)/i.test(name));
  const notice = path.join(directory, 'NOTICE');
  if (!file) return null;
  const texts = [file, ...(existsSync(notice) ? ['NOTICE'] : [])];
  return texts
    .map((name) => readFileSync(path.join(directory, name), 'utf8'))
    .join('\n')
    .replace(/\r\n/g, '\n')
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n')
    .trim();
}

/** The text of THIRD-PARTY.md for the bundles in `dist`. */
export function thirdPartyNotices() {
  const sections = bundledPackages().map((folder) => {
    const directory = path.join(root, folder);
    const { name, version, license } = JSON.parse(
      readFileSync(path.join(directory, 'package.json'), 'utf8'),
    );
    const text = licenceOf(directory);
    const body = text === null ? `Licence: ${license} (the package has no licence file).` : text;
    return `## ${name} ${version} (${license})\n\n\`\`\`\n${body}\n\`\`\`\n`;
  });
  return [
    '# Third-party software in Trackside\n',
    'The bundles contain code of these packages. Written by `npm run package`.\n',
    ...sections,
  ].join('\n');
}
