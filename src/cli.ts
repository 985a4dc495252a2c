// The command line's door: goes in with the code that was compiled by an earlier call, where it may keep any.
import { createRequire } from 'node:module';
import path from 'node:path';
import { cacheDirectory } from './cli/cacheDirectory';
import { runKept } from './cli/keptCode';

const commands = path.join(__dirname, 'commands.js');
const directory = cacheDirectory(process.platform, process.env);
/** Names of commands are words; what is none ends before much was called. */
const [use] = /^[a-z]{1,20}$/.exec(process.argv[2] ?? '') ?? ['other'];

if (directory === null) createRequire(__filename)(commands);
else runKept(commands, directory, use);
