// What was said of runs in the editor, read where the folders that a command is about lie.
import path from 'node:path';
import type { AnnotationDocument } from '../core/annotations/annotationDocument';
import { readFields } from '../core/annotations/annotationDocument';
import { AnnotationFile } from '../core/annotations/annotationFile';
import { placeOfOwner } from '../core/annotations/placeOfOwner';
import { keyOf } from '../core/annotations/runKey';
import { printable } from '../core/report/runListing';
import { noAnnotation, type RunAnnotation } from '../shared/annotations';
import type { RunSummary } from '../shared/vocabulary';

/**
 * The annotations of these runs, from the nearest file at or above each folder. A file that cannot be used is reported
 * on standard error.
 * @param folders absolute
 * @returns what is said of a run; nothing where no file is
 */
export async function readAnnotationsBeside(
  folders: readonly string[],
  runs: readonly RunSummary[],
): Promise<(run: RunSummary) => RunAnnotation> {
  const documents = new Map<string, AnnotationDocument>();
  for (const folder of new Set(folders)) await readNearest(folder, documents);
  const byId = new Map(runs.map((run) => [run.id, run]));
  const holders = [...documents.keys()];
  return (run) => {
    const { folder, key } = keyOf(
      placeOfOwner(run, (id) => byId.get(id)),
      holders,
    );
    const fields = folder === null ? undefined : documents.get(folder)?.runs.get(key);
    return fields ? readFields(fields) : noAnnotation;
  };
}

async function readNearest(
  folder: string,
  documents: Map<string, AnnotationDocument>,
): Promise<void> {
  for (let at = folder; ; at = path.dirname(at)) {
    const file = new AnnotationFile(at);
    const read = await file.read();
    if (!read.ok) {
      const { kind, line, column } = read.error;
      const place = line === null ? '' : `:${line}:${column ?? 1}`;
      console.error(`warning: ${printable(file.path)}${place}: not used (${kind})`);
      return;
    }
    if (read.value.runs.size > 0) documents.set(at, read.value);
    if (read.value.runs.size > 0 || at === path.dirname(at)) return;
  }
}
