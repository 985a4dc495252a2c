// Shows Trackside on runs that grow: recorded real trainings, replayed. Needs no Python.
// Usage: npm run demo [-- --screenshot FILE]
import path from 'node:path';
import { ensureRuntime, root } from './support/runtime.mjs';

ensureRuntime();
const { packExtension } = await import('./support/vsix.mjs');
const { importTypeScript } = await import('./support/typescript.mjs');

const flag = process.argv.indexOf('--screenshot');
const picture = flag < 0 ? undefined : process.argv[flag + 1];
if (flag >= 0 && picture === undefined) {
  console.error('--screenshot needs a file name');
  process.exit(2);
}
const vsix = await packExtension();
console.log(`packed ${path.relative(root, vsix)}`);
const { pictureDemo, showDemo } = await importTypeScript('test/support/demo.ts');
if (picture === undefined) await showDemo(vsix);
else await pictureDemo(vsix, picture);
process.exit(0);
