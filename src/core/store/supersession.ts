// Decides which process wrote each segment of a series, and which of its points a later start of that process supersedes.
import { areConcurrent, ProcessChains } from './processChains';
import type { Segment, SegmentFile } from './segment';

/** The segments of one file. */
interface FilePart {
  readonly file: SegmentFile;
  readonly segments: Segment[];
}

/**
 * Sets `writer` and `supersededFrom` of all segments; returns how many writers there are. Superseding goes along the
 * chain of one writer alone: what processes write at the same time never touches what the others wrote.
 *
 * @param segments in the order of files and starts
 * @param purgingFiles the files of the run with start records, in order. Those without the tag count as well: a
 *   process that goes back and does not log the tag again ends it.
 */
export function layOutSegments(
  segments: readonly Segment[],
  purgingFiles: readonly SegmentFile[],
): number {
  const parts = partsOf(segments);
  const chains = new ProcessChains();
  const partsOfChain: FilePart[][] = [];
  for (const part of parts) {
    const writer = chains.place(part.file);
    for (const segment of part.segments) segment.writer = writer;
    (partsOfChain[writer] ??= []).push(part);
  }
  const foreign = foreignPurges(parts, purgingFiles);
  for (const chain of partsOfChain) supersede(chain, foreign);
  return Math.max(1, chains.count);
}

function partsOf(segments: readonly Segment[]): FilePart[] {
  const parts: FilePart[] = [];
  for (const segment of segments) {
    const last = parts.at(-1);
    if (last?.file === segment.file) last.segments.push(segment);
    else parts.push({ file: segment.file, segments: [segment] });
  }
  return parts;
}

/** Walks back over segments and start records, carrying the lowest step that came later. */
function supersede(chain: readonly FilePart[], foreign: readonly SegmentFile[]): void {
  let from = Infinity;
  for (let i = chain.length - 1; i >= 0; i--) {
    const { file, segments } = chain[i]!;
    for (const other of foreign) {
      if (other.order > file.order && !areConcurrent(file, other)) {
        from = Math.min(from, lowestPurge(other));
      }
    }
    let next = file.purges.length - 1;
    for (let k = segments.length - 1; k >= 0; k--) {
      const segment = segments[k]!;
      for (; next >= 0 && file.purges[next]!.start > segment.start; next--) {
        from = Math.min(from, file.purges[next]!.step);
      }
      segment.supersededFrom = from;
      from = Math.min(from, segment.lowestStep);
    }
    for (; next >= 0; next--) from = Math.min(from, file.purges[next]!.step);
  }
}

/** The files with start records in which the series has no segment. */
function foreignPurges(
  parts: readonly FilePart[],
  purgingFiles: readonly SegmentFile[],
): readonly SegmentFile[] {
  if (purgingFiles.length === 0) return purgingFiles;
  const own = new Set(parts.map(({ file }) => file));
  return purgingFiles.filter((file) => !own.has(file));
}

function lowestPurge({ purges }: SegmentFile): number {
  return purges.reduce((lowest, { step }) => Math.min(lowest, step), Infinity);
}
