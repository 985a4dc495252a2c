// Turns what people type as a log folder into an absolute path. Knows paths, not the editor.
import path from 'node:path';

/** Where a typed folder is looked for. */
export interface PathBase {
  /** The workspace folder whose setting it is; null without one. */
  readonly folder: string | null;
  readonly home: string;
}

/**
 * `~` is the home directory, a relative path is meant from the workspace folder.
 * @returns null for a relative path when no folder is open
 */
export function resolveLogFolder(typed: string, { folder, home }: PathBase): string | null {
  const text = typed.trim();
  if (text === '~') return home;
  if (/^~[/\\]/.test(text)) return path.resolve(home, text.slice(2));
  if (path.isAbsolute(text)) return path.resolve(text);
  return folder === null ? null : path.resolve(folder, text);
}

/** How to write a folder into the settings: relative where it lies inside the only workspace folder. */
export function typeLogFolder(absolute: string, workspaceFolders: readonly string[]): string {
  const [only, ...others] = workspaceFolders;
  if (only === undefined || others.length > 0) return absolute;
  const relative = path.relative(only, absolute);
  const isInside = relative !== '' && !relative.startsWith('..') && !path.isAbsolute(relative);
  return isInside ? relative.split(path.sep).join('/') : absolute;
}
