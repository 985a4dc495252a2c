// What the user says of runs: alias, note, tags, star, colour, archived. Kept beside the code, told to every surface.
import { Emitter, type Event } from '../base/event';
import { Disposable } from '../base/lifecycle';
import { compareNaturally } from '../base/naturalOrder';
import { succeed, type Result } from '../base/result';
import {
  collectUndo,
  type AnnotationChange,
  type AnnotationChanges,
} from '../core/annotations/annotationChanges';
import {
  emptyDocument,
  printAnnotations,
  readFields,
  type AnnotationDocument,
  type AnnotationFault,
} from '../core/annotations/annotationDocument';
import type { AnnotationEdit } from '../core/annotations/annotationFile';
import { keyOf, type RunKey, type RunPlace } from '../core/annotations/runKey';
import { noAnnotation, type RunAnnotation } from '../shared/annotations';
import { fileStore, MemoryStore, type AnnotationStore } from './annotationStore';
import type { Memory } from './memory';

/** A file of annotations that cannot be used. */
export interface UnusableAnnotations {
  readonly path: string;
  readonly fault: AnnotationFault;
}

/** What was asked for was not written, because the file is as it is. */
export class AnnotationsUnusable extends Error implements UnusableAnnotations {
  readonly path: string;
  readonly fault: AnnotationFault;

  constructor({ path, fault }: UnusableAnnotations) {
    super(`${path} cannot be used: ${fault.kind}`);
    this.name = 'AnnotationsUnusable';
    this.path = path;
    this.fault = fault;
  }
}

/** A file that became unusable says nothing new: what it said last holds on. */
interface Shelf {
  readonly store: AnnotationStore;
  document: AnnotationDocument;
  fault: AnnotationFault | null;
}

interface DoneEdit {
  readonly shelf: Shelf;
  readonly edit: AnnotationEdit;
}

/** More than this nobody takes back one by one. */
const mostUndone = 50;

export class Annotations extends Disposable {
  readonly #changes: Emitter<null>;
  readonly #elsewhere: Shelf;
  readonly #byFolder = new Map<string, Shelf>();
  readonly #read = new Map<string, RunAnnotation>();
  readonly #done: (readonly DoneEdit[])[] = [];
  #folders: readonly string[] = [];

  /** @param memory for the runs outside of every folder; of the user, not of a workspace */
  constructor(memory: Memory, onError: (error: unknown) => void) {
    super();
    this.#changes = this.own(new Emitter<null>(onError));
    this.#elsewhere = shelfOf(new MemoryStore(memory));
  }

  /** Fires when anything may be said otherwise than before. */
  get onDidChange(): Event<null> {
    return this.#changes.event;
  }

  /** Files that cannot be used. */
  get unusable(): readonly UnusableAnnotations[] {
    return [...this.#byFolder.values()].flatMap((shelf) => unusableOf(shelf) ?? []);
  }

  /** Every tag that some run has, in natural order. */
  get tags(): readonly string[] {
    const shelves = [...this.#byFolder.values(), this.#elsewhere];
    const all = shelves.flatMap(({ document }) =>
      [...document.runs.values()].flatMap((fields) => readFields(fields).tags),
    );
    return [...new Set(all)].sort(compareNaturally);
  }

  get canUndo(): boolean {
    return this.#done.length > 0;
  }

  of(place: RunPlace): RunAnnotation {
    const name = `${place.root}\n${place.name}`;
    let annotation = this.#read.get(name);
    if (!annotation) {
      const { folder, key } = keyOf(place, this.#folders);
      const fields = this.#shelfOf(folder).document.runs.get(key);
      annotation = fields ? readFields(fields) : noAnnotation;
      this.#read.set(name, annotation);
    }
    return annotation;
  }

  /** @param folders absolute paths of the workspace folders */
  async setFolders(folders: readonly string[]): Promise<void> {
    this.#folders = folders;
    for (const known of this.#byFolder.keys()) {
      if (!folders.includes(known)) this.#byFolder.delete(known);
    }
    await this.load(folders);
  }

  /** Reads the files of these folders again; by default of all. Fires only where something changed. */
  async load(folders: readonly string[] = this.#folders): Promise<void> {
    const wanted = folders.filter((folder) => this.#folders.includes(folder));
    const shelves = [...wanted.map((folder) => this.#shelfOf(folder)), this.#elsewhere];
    const changed = await Promise.all(
      shelves.map(async (shelf) => this.#take(shelf, await shelf.store.read())),
    );
    if (changed.includes(true)) this.#tell();
  }

  /**
   * Changes what is said of runs.
   * @throws AnnotationsUnusable where a file is not understood, before anything of it is touched
   */
  async edit(changes: readonly (readonly [RunPlace, AnnotationChange])[]): Promise<void> {
    const byShelf = new Map<Shelf, Map<string, AnnotationChange>>();
    for (const [place, change] of changes) {
      const { folder, key }: RunKey = keyOf(place, this.#folders);
      const shelf = this.#shelfOf(folder);
      const own = byShelf.get(shelf) ?? new Map<string, AnnotationChange>();
      byShelf.set(shelf, own.set(key, change));
    }
    const done: DoneEdit[] = [];
    try {
      await this.#write(byShelf, done);
    } finally {
      if (done.length > 0) this.#done.push(done);
      if (this.#done.length > mostUndone) this.#done.shift();
    }
  }

  /** Takes back the last edit, except where somebody changed the same since; false when there is none. */
  async undo(): Promise<boolean> {
    const last = this.#done.at(-1);
    if (!last) return false;
    const byShelf = new Map<Shelf, AnnotationChanges>();
    for (const { shelf, edit } of last) {
      this.#take(shelf, await shelf.store.read());
      byShelf.set(shelf, collectUndo(edit.before, edit.after, shelf.document));
    }
    await this.#write(byShelf, []);
    this.#done.pop();
    return true;
  }

  /** @param done gets what was written, also when a later file cannot be */
  async #write(byShelf: ReadonlyMap<Shelf, AnnotationChanges>, done: DoneEdit[]): Promise<void> {
    try {
      for (const [shelf, changes] of byShelf) {
        const edit = await shelf.store.edit(changes);
        if (edit.ok) done.push({ shelf, edit: edit.value });
        this.#take(shelf, edit.ok ? succeed(edit.value.after) : edit);
        const unusable = unusableOf(shelf);
        if (unusable) throw new AnnotationsUnusable(unusable);
      }
    } finally {
      this.#tell();
    }
  }

  #shelfOf(folder: string | null): Shelf {
    if (folder === null) return this.#elsewhere;
    let shelf = this.#byFolder.get(folder);
    if (!shelf) this.#byFolder.set(folder, (shelf = shelfOf(fileStore(folder))));
    return shelf;
  }

  /** @returns whether something is otherwise than before */
  #take(shelf: Shelf, read: Result<AnnotationDocument, AnnotationFault>): boolean {
    const before = printShelf(shelf);
    if (read.ok) shelf.document = read.value;
    shelf.fault = read.ok ? null : read.error;
    return before !== printShelf(shelf);
  }

  #tell(): void {
    this.#read.clear();
    this.#changes.fire(null);
  }
}

function shelfOf(store: AnnotationStore): Shelf {
  return { store, document: emptyDocument, fault: null };
}

function unusableOf({ store, fault }: Shelf): UnusableAnnotations | null {
  return fault && store.path !== null ? { path: store.path, fault } : null;
}

function printShelf({ document, fault }: Shelf): string {
  return JSON.stringify(fault) + printAnnotations(document);
}
