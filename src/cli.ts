// The command line's door: sees to it that Node keeps the compiled code from one call to the next, then goes in.
import { createRequire, enableCompileCache } from 'node:module';
import { cacheDirectory } from './cli/cacheDirectory';

const directory = cacheDirectory(process.platform, process.env);
if (directory !== null) enableCompileCache(directory);

// Only what is loaded from here on is kept, so the commands are a bundle of their own.
createRequire(__filename)('./commands.js');
