// Makes out/trackside.vsix. Usage: node scripts/package.mjs
import { statSync } from 'node:fs';
import path from 'node:path';
import { ensureRuntime, root } from './support/runtime.mjs';

ensureRuntime();
const { packExtension } = await import('./support/vsix.mjs');

const vsix = await packExtension();
console.log(`${path.relative(root, vsix)}: ${(statSync(vsix).size / 1000).toFixed(1)} KB`);
