// Chooses of a traceback the exception that began it and the line of the user's own code.
import type { Call, Raised, Traceback } from './traceback';

/** Files of installed packages and of launchers. */
const installed =
  /[\\/](?:site|dist)-packages[\\/]|[\\/]bin[\\/](?:torchrun|accelerate|deepspeed|python)/;
/** Files of Python itself, and text that is no file. */
const ofPython =
  /[\\/]lib[\\/]python3(?:\.\d+)?[\\/]|^<|[\\/]Python3\d*[\\/]Lib[\\/]|importlib[\\/]/i;

/** Whether a frame lies in what the user wrote. @param folders of the workspace; of anything that is not installed without any */
function isOwn({ file }: Call, folders: readonly string[]): boolean {
  if (installed.test(file) || ofPython.test(file)) return false;
  const isAbsolute = /^(?:[\\/]|[A-Za-z]:|~)/.test(file);
  return folders.length === 0 || !isAbsolute || folders.some((folder) => isBelow(file, folder));
}

function isBelow(file: string, folder: string): boolean {
  const rest = file.startsWith(folder) ? file[folder.length] : undefined;
  return rest === '/' || rest === '\\';
}

/** Frames from the outermost to the innermost. */
export function callsOf({ frames, isReversed }: Raised): readonly Call[] {
  return isReversed ? frames.toReversed() : frames;
}

/**
 * The innermost line of the user's own code: of the exception that began the chain, else of a later one; else the
 * innermost line outside Python's own library.
 * @param folders absolute paths of the user's code; those of the process where it ran elsewhere
 */
export function chooseFrame(
  chain: readonly Raised[],
  folders: readonly string[] = [],
): Call | null {
  const inFolders = folders.length > 0 ? findLast(chain, (frame) => isOwn(frame, folders)) : null;
  return (
    inFolders ??
    findLast(chain, (frame) => isOwn(frame, [])) ??
    findLast(chain, ({ file }) => !ofPython.test(file)) ??
    chain[0]?.frames.at(chain[0].isReversed ? 0 : -1) ??
    null
  );
}

function findLast(chain: readonly Raised[], is: (frame: Call) => boolean): Call | null {
  for (const raised of chain) {
    const found = callsOf(raised).findLast(is);
    if (found) return found;
  }
  return null;
}

/** Of a group the exception that says where it happened. */
export function withoutGroups(raised: Raised): Raised {
  const part = raised.parts.find(({ type, frames }) => type !== null && frames.length > 0);
  return part ? withoutGroups(part) : raised;
}

/** Exceptions that say nothing when others were raised while they were handled. */
const vague = /(?:^|\.)(?:KeyError|StopIteration|AttributeError|Empty|Full)$/;

/** The exception that a chain is about: its first, but for vague ones that led to another. */
export function rootOf({ chain }: Traceback): Raised {
  const told = chain.filter(({ type }) => type !== null);
  const [first, second] = told;
  if (!first) return chain[0]!;
  return second?.link === 'context' && vague.test(first.type!) ? told.at(-1)! : first;
}
