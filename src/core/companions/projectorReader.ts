// Answers what is asked about an embedding projector: its configuration, and the points of one embedding.
import path from 'node:path';
import type { FileHandle } from 'node:fs/promises';
import type {
  PointLabels,
  Projector,
  ProjectorEmbedding,
  ProjectorPoints,
  ProjectorProblem,
} from '../../shared/projector';
import { readNpyTensor, readRawTensor } from './binaryTensor';
import { openInside } from './insideFolder';
import { readPointLabels } from './pointLabels';
import { readProjectorConfig } from './projectorConfig';
import type { TensorRows } from './tensorRows';
import { readLines } from './textLines';
import { readTsvTensor } from './tsvTensor';

const longestConfigBytes = 1 << 20;
const longestTensorBytes = 2 ** 40;
const longestLabelsBytes = 64 << 20;
const longestSpriteBytes = 32 << 20;
const mostPoints = 200_000;

/** Where a projector's configuration lies. */
export interface ProjectorPlace {
  /** The log folder: nothing outside of it is read. */
  readonly folder: string;
  /** Absolute path of the configuration. */
  readonly config: string;
}

/**
 * Never rejects: what cannot be read is told among the problems.
 * @param wanted the embedding whose points are wanted and how many of them at most; null for the configuration alone
 */
export async function readProjector(
  place: ProjectorPlace,
  wanted: { readonly embedding: number; readonly mostPoints: number } | null,
): Promise<Projector> {
  const reading = new ProjectorReading(place);
  const embeddings = await reading.embeddings();
  const embedding = wanted && embeddings[wanted.embedding];
  const rows = Math.min(mostPoints, Math.max(1, Math.floor(wanted?.mostPoints ?? 0) || 1));
  const points = embedding ? await reading.points(embedding, rows) : null;
  const sprite = points && embedding ? await reading.sprite(embedding) : null;
  return { embeddings, points, sprite, problems: reading.problems };
}

class ProjectorReading {
  readonly problems: ProjectorProblem[] = [];
  readonly #place: ProjectorPlace;

  constructor(place: ProjectorPlace) {
    this.#place = place;
  }

  async embeddings(): Promise<readonly ProjectorEmbedding[]> {
    const name = path.basename(this.#place.config);
    const text = await this.#read(name, async (handle) => {
      if ((await handle.stat()).size > longestConfigBytes) {
        this.#note('tooLarge', name);
        return null;
      }
      return handle.readFile('utf8');
    });
    if (text === null) return [];
    const { embeddings, faultyLines } = readProjectorConfig(text);
    if (faultyLines.length > 0) {
      this.#note('malformed', name, faultyLines.length, `line ${faultyLines.join(', ')}`);
    }
    return embeddings;
  }

  async points(embedding: ProjectorEmbedding, mostRows: number): Promise<ProjectorPoints | null> {
    const { tensorPath, name } = embedding;
    if (tensorPath === null) {
      this.#note('inCheckpoint', name);
      return null;
    }
    const tensor = await this.#read(tensorPath, (handle) =>
      readTensor(handle, embedding, mostRows),
    );
    if (!tensor) return null;
    for (const [fault, count] of tensor.faults) this.#note('malformed', tensorPath, count, fault);
    const { rows, columns, totalRows, values } = tensor;
    return {
      rows,
      columns,
      totalRows,
      values,
      nonFinite: values.reduce((sum, value) => sum + (Number.isFinite(value) ? 0 : 1), 0),
      labels: await this.#labels(embedding, rows),
    };
  }

  async sprite({ sprite }: ProjectorEmbedding): Promise<Uint8Array<ArrayBuffer> | null> {
    if (!sprite) return null;
    return this.#read(sprite.path, async (handle) => {
      const { size } = await handle.stat();
      if (size > longestSpriteBytes) {
        this.#note('tooLarge', sprite.path);
        return null;
      }
      // A buffer of its own, and no longer than was asked for, should the file grow meanwhile.
      const bytes = new Uint8Array(size);
      const { bytesRead } = await handle.read(bytes, 0, size, 0);
      return bytes.slice(0, bytesRead);
    });
  }

  async #labels({ metadataPath }: ProjectorEmbedding, rows: number): Promise<PointLabels | null> {
    if (metadataPath === null) return null;
    const labels = await this.#read(metadataPath, (handle) =>
      readPointLabels(readLines(handle, longestLabelsBytes), rows),
    );
    if (labels && labels.rows.length < rows) {
      this.#note('malformed', metadataPath, rows - labels.rows.length, 'fewer lines than points');
    }
    return labels;
  }

  /** Null where the file could not be read, which is noted. */
  async #read<T>(file: string, read: (handle: FileHandle) => Promise<T | null>): Promise<T | null> {
    const { folder, config } = this.#place;
    const opened = await openInside(folder, path.dirname(config), file);
    if ('kind' in opened) {
      this.#note(opened.kind, file, 1, opened.kind === 'unreadable' ? opened.code : null);
      return null;
    }
    try {
      return await read(opened);
    } catch (error) {
      this.#note('unreadable', file, 1, (error as NodeJS.ErrnoException).code ?? 'UNKNOWN');
      return null;
    } finally {
      await opened.close();
    }
  }

  #note(
    kind: ProjectorProblem['kind'],
    file: string,
    count = 1,
    detail: string | null = null,
  ): void {
    this.problems.push({ kind, file, count, detail });
  }
}

function readTensor(
  handle: FileHandle,
  { encoding, shape }: ProjectorEmbedding,
  mostRows: number,
): Promise<TensorRows> {
  switch (encoding) {
    case 'npy':
      return readNpyTensor(handle, mostRows);
    case 'bytes':
      return readRawTensor(handle, shape, mostRows);
    case 'tsv':
    case 'checkpoint':
      return readTsvTensor(readLines(handle, longestTensorBytes), mostRows);
  }
}
