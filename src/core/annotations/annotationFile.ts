// The file of annotations on disk: read whole, and changed without losing what others write at the same time.
import { randomUUID } from 'node:crypto';
import { mkdir, open, readFile, realpath, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { fail, succeed, type Result } from '../../base/result';
import { applyChanges, type AnnotationChanges } from './annotationChanges';
import {
  emptyDocument,
  mostBytes,
  parseAnnotations,
  printAnnotations,
  type AnnotationDocument,
  type AnnotationFault,
} from './annotationDocument';
import { withLock } from './writeLock';

/** Where a folder's annotations are kept, with `/`. */
export const annotationPath = '.trackside/annotations.json';

/** How often an edit is made anew because somebody without the lock changed the file. */
const mostTries = 8;

export interface AnnotationEdit {
  readonly before: AnnotationDocument;
  readonly after: AnnotationDocument;
}

/** `text`: what to write; null where nothing changes. */
interface PlannedEdit extends AnnotationEdit {
  readonly text: string | null;
  readonly mark: string | null;
}

interface FileState {
  readonly document: AnnotationDocument;
  /** What changes when somebody writes the file; null while there is none. */
  readonly mark: string | null;
}

export class AnnotationFile {
  readonly path: string;
  #last: Promise<unknown> = Promise.resolve();

  /** @param folder absolute path of the folder that the annotations belong to */
  constructor(folder: string) {
    this.path = path.join(folder, ...annotationPath.split('/'));
  }

  /** A file that is not there holds no annotations. */
  async read(): Promise<Result<AnnotationDocument, AnnotationFault>> {
    const state = await this.#load();
    return state.ok ? succeed(state.value.document) : state;
  }

  /**
   * Puts changes onto what the file says now and writes it as a whole or not at all. A file that cannot be understood
   * is not touched. Edits of one object follow each other; one of another program in between is taken along.
   * @throws what the disk says when it cannot be written
   */
  edit(changes: AnnotationChanges): Promise<Result<AnnotationEdit, AnnotationFault>> {
    const done = this.#last.then(() => this.#edit(changes));
    this.#last = done.catch(() => undefined);
    return done;
  }

  async #edit(changes: AnnotationChanges): Promise<Result<AnnotationEdit, AnnotationFault>> {
    // What would change nothing makes no file, and what is not understood stays without a lock beside it.
    const first = await this.#plan(changes);
    if (!first.ok || first.value.text === null) return first.ok ? succeed(first.value) : first;
    await mkdir(path.dirname(this.path), { recursive: true });
    // A link stays one: what it leads to is replaced.
    const target = await realpath(this.path).catch(() => this.path);
    return withLock(`${target}.lock`, async () => {
      for (let tries = 1; ; tries++) {
        const planned = await this.#plan(changes);
        if (!planned.ok) return planned;
        const { before, after, text, mark } = planned.value;
        const isLast = tries === mostTries;
        if (text === null || (await replaceFile(target, text, isLast ? undefined : mark))) {
          return succeed({ before, after });
        }
      }
    });
  }

  async #plan(changes: AnnotationChanges): Promise<Result<PlannedEdit, AnnotationFault>> {
    const state = await this.#load();
    if (!state.ok) return state;
    const { document: before, mark } = state.value;
    const after = applyChanges(before, changes);
    const text = printAnnotations(after);
    return succeed({ before, after, text: text === printAnnotations(before) ? null : text, mark });
  }

  async #load(): Promise<Result<FileState, AnnotationFault>> {
    try {
      const mark = await markOf(this.path);
      if (mark === null) return succeed({ document: emptyDocument, mark });
      const bytes = await readBounded(this.path);
      if (bytes === null) return fail(wholeFault('tooLarge', null));
      const text = decodeUtf8(bytes);
      if (text === null) return fail(wholeFault('encoding', null));
      const parsed = parseAnnotations(text);
      return parsed.ok ? succeed({ document: parsed.value, mark }) : parsed;
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      // It went away between two looks.
      if (code === 'ENOENT') return succeed({ document: emptyDocument, mark: null });
      return fail(wholeFault('unreadable', code ?? null));
    }
  }
}

/**
 * Replaces a file as a whole or not at all.
 * @param mark of the file that is replaced; one with another mark stays, and the answer is false
 */
async function replaceFile(
  target: string,
  text: string,
  mark: string | null | undefined,
): Promise<boolean> {
  const mode = await stat(target).then(
    (there) => there.mode & 0o777,
    () => 0o666,
  );
  const fresh = `${target}.${randomUUID()}.new`;
  try {
    const file = await open(fresh, 'w', mode);
    try {
      await file.writeFile(text);
      await file.sync();
    } finally {
      await file.close();
    }
    if (mark !== undefined && (await markOf(target)) !== mark) return false;
    await rename(fresh, target);
    return true;
  } finally {
    await rm(fresh, { force: true });
  }
}

function wholeFault(kind: AnnotationFault['kind'], detail: string | null): AnnotationFault {
  return { kind, line: null, column: null, detail };
}

/** Null where there is no file; throws where the disk does not tell. */
async function markOf(file: string): Promise<string | null> {
  try {
    const { ino, size, mtimeNs } = await stat(file, { bigint: true });
    return `${ino} ${size} ${mtimeNs}`;
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) return null;
    throw error;
  }
}

/** Null when it is larger than annotations may be, or no file: a pipe would never end. */
async function readBounded(file: string): Promise<Uint8Array | null> {
  const about = await stat(file);
  return about.isFile() && about.size <= mostBytes ? readFile(file) : null;
}

/** Null when it is none: what was replaced could not be written back. */
function decodeUtf8(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}
