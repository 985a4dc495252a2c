// Starts `loadOnce` as the command line starts its commands: with the code that was compiled by an earlier call.
// Usage: node loadDoor.js CACHE DIR [OPTIONS as JSON]
import path from 'node:path';
import process from 'node:process';
import { runKept } from '../../src/cli/keptCode';

const [cache = '.'] = process.argv.splice(2, 1);
runKept(path.join(__dirname, 'loadOnce.js'), cache, 'load');
