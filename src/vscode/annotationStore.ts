// Where the annotations of some runs are kept: in the file of a workspace folder, or in the editor's own memory.
import { AnnotationFile, type AnnotationEdit } from '../core/annotations/annotationFile';
import { applyChanges, type AnnotationChanges } from '../core/annotations/annotationChanges';
import {
  emptyDocument,
  parseAnnotations,
  printAnnotations,
  type AnnotationDocument,
  type AnnotationFault,
} from '../core/annotations/annotationDocument';
import { succeed, type Result } from '../base/result';
import type { Memory } from './memory';

export interface AnnotationStore {
  /** The file that a fault is about; null where there is none. */
  readonly path: string | null;
  read(): Promise<Result<AnnotationDocument, AnnotationFault>>;
  edit(changes: AnnotationChanges): Promise<Result<AnnotationEdit, AnnotationFault>>;
}

/** A folder's file fits as it is. */
export function fileStore(folder: string): AnnotationStore {
  return new AnnotationFile(folder);
}

const memoryKey = 'annotations';

/** For runs outside of every workspace folder: theirs is no folder to write to, and they are the same in every window. */
export class MemoryStore implements AnnotationStore {
  readonly path = null;
  readonly #memory: Memory;

  constructor(memory: Memory) {
    this.#memory = memory;
  }

  read(): Promise<Result<AnnotationDocument, AnnotationFault>> {
    return Promise.resolve(succeed(this.#document));
  }

  async edit(changes: AnnotationChanges): Promise<Result<AnnotationEdit, AnnotationFault>> {
    const before = this.#document;
    const after = applyChanges(before, changes);
    await this.#memory.update(memoryKey, printAnnotations(after));
    return succeed({ before, after });
  }

  /** Nobody writes here but this class: what cannot be read was never written. */
  get #document(): AnnotationDocument {
    const kept = this.#memory.get(memoryKey);
    const parsed = parseAnnotations(typeof kept === 'string' ? kept : '');
    return parsed.ok ? parsed.value : emptyDocument;
  }
}
