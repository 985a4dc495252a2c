// What layouts read: contents, small texts and JSON, and sizes; each with a problem in its place where that fails.
import { stat } from 'node:fs/promises';
import type { CheckpointProblem } from '../../../shared/checkpoints';
import { parseJson } from '../boundedJson';
import { withFile } from '../byteSource';
import { problemOf } from '../damage';
import { fileContent, type FileContent } from '../fileContent';
import { readCheckpointFile } from '../readFile';

const mostJsonBytes = 64 * 1024 * 1024;
const mostTextBytes = 64 * 1024;

export class FileReader {
  /** Never rejects: what is wrong is among the problems, which name the file as it is asked for here. */
  async content(file: string, shown = ''): Promise<FileContent> {
    try {
      const content = await readCheckpointFile(file, { places: false });
      const problems = content.problems.map((each) => ({
        ...each,
        file: [shown, each.file].filter(Boolean).join('/'),
      }));
      return { ...content, problems };
    } catch (error) {
      return fileContent({ format: '', problems: [problemOf(error, shown)] });
    }
  }

  async json(
    file: string,
    shown: string,
  ): Promise<{ readonly value: unknown; readonly problems: readonly CheckpointProblem[] }> {
    try {
      const bytes = await withFile(file, async (source) => {
        return source.read(0, Math.min(source.sizeBytes, mostJsonBytes));
      });
      return { value: parseJson(bytes), problems: [] };
    } catch (error) {
      return { value: null, problems: [problemOf(error, shown)] };
    }
  }

  /** The beginning of a text without the white space around it; null where there is none. */
  async text(file: string): Promise<string | null> {
    try {
      const bytes = await withFile(file, (source) => source.read(0, mostTextBytes));
      return new TextDecoder().decode(bytes).trim();
    } catch {
      return null;
    }
  }

  /** Null where there is no file. */
  async size(file: string): Promise<number | null> {
    const info = await stat(file).catch(() => null);
    return info?.isFile() ? info.size : null;
  }
}

/** The members of an object of JSON; none for anything else. */
export function membersOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : {};
}

export function numberOf(value: unknown): number | null {
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}
