// Writes every point of some runs to a file, slice by slice: nothing but a slice is ever held.
import { open, rename, rm, type FileHandle } from 'node:fs/promises';
import type {
  PointExportDone,
  PointExportProgress,
  PointExportQuery,
} from '../../shared/pointExport';
import type { RunSummary } from '../../shared/vocabulary';
import { exportRun, type PointExport } from './exportPoints';

/** How points are put in lines; the report's own lines fit. */
export interface PointLines {
  openDocument(
    format: PointExportQuery['format'],
    write: (text: string) => Promise<void>,
  ): {
    begin(): Promise<void> | undefined;
    write(lines: string): Promise<void> | undefined;
    end(): Promise<void> | undefined;
  };
  lineWriter(
    format: PointExportQuery['format'],
    series: { readonly run: string; readonly tag: string },
  ): ReturnType<PointExport['lineFor']> & object;
}

class Cancelled extends Error {}

export class FileExports {
  readonly #lines: PointLines;
  readonly #tell: (progress: PointExportProgress) => void;
  readonly #running = new Set<number>();

  /** @param tell hears after every slice how far an export is */
  constructor(lines: PointLines, tell: (progress: PointExportProgress) => void) {
    this.#lines = lines;
    this.#tell = tell;
  }

  cancel(id: number): void {
    this.#running.delete(id);
  }

  /** Replaces the file when all is written. Rejects when it cannot be written; then it is as it was. */
  async write(query: PointExportQuery, runs: readonly RunSummary[]): Promise<PointExportDone> {
    const { id, path } = query;
    const fresh = `${path}.${id}.new`;
    this.#running.add(id);
    try {
      const file = await open(fresh, 'w');
      const done = await this.#writeAll(query, runs, file).finally(() => file.close());
      await rename(fresh, path);
      return done;
    } catch (error) {
      if (error instanceof Cancelled) return { bytes: 0, problems: 0, cancelled: true };
      throw error;
    } finally {
      this.#running.delete(id);
      await rm(fresh, { force: true });
    }
  }

  async #writeAll(
    { id, format }: PointExportQuery,
    runs: readonly RunSummary[],
    file: FileHandle,
  ): Promise<PointExportDone> {
    let bytes = 0;
    let done = 0;
    let problems = 0;
    const write = async (text: string): Promise<void> => {
      if (!this.#running.has(id)) throw new Cancelled();
      const data = Buffer.from(text);
      await file.writeFile(data);
      bytes += data.byteLength;
      this.#tell({ id, runs: done, bytes });
    };
    const document = this.#lines.openDocument(format, write);
    await document.begin();
    for (const run of runs) {
      const lineFor = (tag: string) => this.#lines.lineWriter(format, { run: run.name, tag });
      const found = await exportRun(run, { lineFor, write: (lines) => document.write(lines) });
      problems += found.reduce((sum, { count }) => sum + count, 0);
      done++;
    }
    await document.end();
    return { bytes, problems, cancelled: false };
  }
}
