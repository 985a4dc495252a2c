// Takes pictures of every surface into out/tour. Usage: npm run tour [-- NAME]
// NAME: one stop, such as training; or docs for the pictures of the README, which go to media/docs.
import { ensureRuntime } from './support/runtime.mjs';

ensureRuntime();
const { packExtension } = await import('./support/vsix.mjs');
const { importTypeScript } = await import('./support/typescript.mjs');

const [only] = process.argv.slice(2);
const vsix = await packExtension();
if (only === 'docs') {
  const { takeDocsPictures } = await importTypeScript('test/support/docsPictures.ts');
  await takeDocsPictures(vsix);
  process.exit(0);
}
const { takeTour } = await importTypeScript('test/support/tour.ts');
const count = await takeTour(only);
console.log(`${count} pictures in out/tour`);
process.exit(count > 0 ? 0 : 1);
