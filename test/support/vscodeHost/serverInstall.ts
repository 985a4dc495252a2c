// The server form of VS Code from the npm registry, for machines that cannot reach VS Code's own download.
import { existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { installOnce } from '../cacheDirectory';
import { ensureDebianPackages, serverPackages } from '../debianPackages';
import { mustRun } from '../run';

/** The release that the tests are written against; it holds VS Code 1.139.1. */
const serverVersion = '4.139.1';
/** Its native parts are compiled for, and its install scripts run on, this Node. */
const nodeVersion = '24.21.0';

export interface ServerProgram {
  readonly node: string;
  readonly main: string;
}

const mainFile = 'node_modules/code-server/lib/vscode/out/server-main.js';

/** Installs the server when it is not in the cache yet (minutes) and tells how to start it. */
export async function ensureServer(): Promise<ServerProgram> {
  const directory = await installOnce(`vscode-server-${serverVersion}`, install);
  return {
    node: path.join(directory, 'node_modules/node/bin/node'),
    main: path.join(directory, mainFile),
  };
}

async function install(directory: string): Promise<void> {
  await ensureDebianPackages(serverPackages);
  console.log(`Installing the server form of VS Code ${serverVersion} …`);
  writeFileSync(path.join(directory, 'package.json'), '{ "private": true }\n');
  const npm = (packageName: string, env: NodeJS.ProcessEnv) =>
    mustRun('npm', ['install', packageName, '--no-audit', '--no-fund', '--loglevel=error'], {
      cwd: directory,
      env,
      timeoutMs: 1_200_000,
    });
  const env = ownEnvironment();
  await npm(`node@${nodeVersion}`, env);
  const bin = path.join(directory, 'node_modules/.bin');
  const PATH = `${bin}${path.delimiter}${env['PATH'] ?? ''}`;
  await npm(`code-server@${serverVersion}`, { ...env, PATH });
  if (!existsSync(path.join(directory, mainFile))) throw new Error(`npm made no ${mainFile}`);
}

/** Without what an outer `npm test` tells its scripts: the inner npm would pass on the Node of the outer one. */
function ownEnvironment(): NodeJS.ProcessEnv {
  const told =
    /^npm_(?:package_|lifecycle_|config_user_agent$|config_local_prefix$|node_execpath$|execpath$)/;
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !told.test(name)));
}
