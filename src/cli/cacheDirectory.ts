// Where this user's programs keep what they can make again.
import { homedir } from 'node:os';
import path from 'node:path';

const ownName = 'trackside';

/**
 * The folder for compiled code; null where the user has none, or wants nothing kept as Node's own variable says. It is
 * the user's own and not the temporary folder: what lies there is run, and on a machine that many share anybody may
 * write there.
 */
export function cacheDirectory(
  platform: NodeJS.Platform,
  environment: NodeJS.ProcessEnv,
): string | null {
  if (environment['NODE_DISABLE_COMPILE_CACHE'] === '1') return null;
  const base = baseOf(platform, environment);
  return base !== null && path.isAbsolute(base) ? path.join(base, ownName, 'code') : null;
}

function baseOf(platform: NodeJS.Platform, environment: NodeJS.ProcessEnv): string | null {
  if (platform === 'win32') return environment['LOCALAPPDATA'] ?? null;
  const home = homedir();
  if (platform === 'darwin') return path.join(home, 'Library/Caches');
  // Source: XDG Base Directory Specification. A relative path there is to be ignored.
  const named = environment['XDG_CACHE_HOME'] ?? '';
  return path.isAbsolute(named) ? named : path.join(home, '.cache');
}
