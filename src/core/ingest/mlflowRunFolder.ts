// Follows one run of MLflow's file store: its `meta.yaml`, and the files of its metrics, parameters and tags.
import { open, stat } from 'node:fs/promises';
import path from 'node:path';
import type { CollectionSink } from '../model/collection';
import { addLines, metaFile, nameIn, readMeta, runOf } from '../formats/mlflow/fileStore';
import { recordOf, type MlflowRun } from '../formats/mlflow/runRecord';
import { MemberPoints, MemberTags } from '../formats/memberPoints';
import type { CollectionFollower, FollowEnd } from './collectionFollower';
import { diskPath, ignoreMissing, listDirectory } from './diskPath';
import { openFlags } from './fileLook';
import { ProblemLedger } from './problems';

/** Keys with slashes are directories in directories. */
const deepest = 16;
/** More files than anybody has metrics. */
const mostFiles = 20_000;
/** MLflow's longest parameters and tags have 8,000 characters. */
const longestText = 1 << 16;
const chunkBytes = 1 << 20;
const mostParents = 8;

/** A file of the run, by its key. */
interface KeyFile {
  readonly key: string;
  readonly filePath: string;
  readonly sizeBytes: number;
  readonly mtimeMs: number;
  readonly identity: string;
}

/** How far a metric was read. */
interface Place {
  readonly identity: string;
  readonly offset: number;
}

export class MlflowRunFolder implements CollectionFollower {
  readonly filePath: string;
  readonly levelsUp = 2;
  readonly coldPollMs = 10_000;
  readonly problems = new ProblemLedger();
  readonly #folder: string;
  readonly #sink: CollectionSink;
  /** Texts of parameters and tags with what the file looked like. */
  readonly #texts = new Map<string, { readonly look: string; readonly text: string }>();
  readonly #places = new Map<string, Place>();
  #run: MemberTags | null = null;
  #told = '';
  #seen = '';
  #sizeBytes = 0;
  #modifiedAtMs = 0;

  constructor(filePath: string, sink: CollectionSink) {
    this.filePath = filePath;
    this.#folder = path.dirname(filePath);
    this.#sink = sink;
  }

  /** Null for the folder of an experiment. */
  get format(): string | null {
    return this.#run && 'mlflow';
  }

  /** Of all files together. */
  get sizeBytes(): number {
    return this.#sizeBytes;
  }

  get modifiedAtMs(): number {
    return this.#modifiedAtMs;
  }

  async follow(): Promise<FollowEnd> {
    try {
      const meta = await lookAt(this.filePath, '');
      if (!meta) return 'missing';
      const metrics = await this.#list('metrics');
      const texts = [...(await this.#list('params')), ...(await this.#list('tags'))];
      const files = [meta, ...metrics, ...texts];
      const seen = files.map(lookOf).join('\n');
      if (seen === this.#seen) return 'same';
      this.#sizeBytes = files.reduce((sum, file) => sum + file.sizeBytes, 0);
      this.#modifiedAtMs = Math.max(...files.map((file) => file.mtimeMs));
      if (await this.#tell()) await this.#readMetrics(metrics);
      this.#seen = seen;
      return 'done';
    } catch (error) {
      this.#seen = '';
      return { failed: (error as NodeJS.ErrnoException).code ?? 'UNKNOWN' };
    }
  }

  /** False where there is no run to show. */
  async #tell(): Promise<boolean> {
    const [params, tags] = [await this.#readTexts('params'), await this.#readTexts('tags')];
    const run = runOf(readMeta(await readText(this.filePath)), params, tags);
    if (!run) {
      if (this.#run) this.#sink.forget(this.#run.key);
      this.#restart();
      return false;
    }
    const experiment = path.dirname(this.#folder);
    const name = nameIn(readMeta(await readText(path.join(experiment, metaFile))));
    const parents = await this.#readParents(run);
    const record = recordOf(run, name ?? path.basename(experiment), (id) => parents.get(id));
    if (JSON.stringify(record) !== this.#told) this.#sink.tell(record);
    this.#told = JSON.stringify(record);
    this.#run ??= new MemberTags(run.id);
    return true;
  }

  /** The runs that this one is inside of; they lie beside it. */
  async #readParents({ tags }: MlflowRun): Promise<Map<string, MlflowRun>> {
    const parents = new Map<string, MlflowRun>();
    let id = tags.get('mlflow.parentRunId');
    while (id !== undefined && /^\w+$/.test(id) && !parents.has(id) && parents.size < mostParents) {
      const folder = path.join(path.dirname(this.#folder), id);
      const above = await readText(path.join(folder, 'tags', 'mlflow.parentRunId'));
      const own = new Map(above === '' ? [] : [['mlflow.parentRunId', above]]);
      const run = runOf(readMeta(await readText(path.join(folder, metaFile))), new Map(), own);
      if (!run) break;
      parents.set(id, run);
      id = own.get('mlflow.parentRunId');
    }
    return parents;
  }

  async #readTexts(directory: string): Promise<Map<string, string>> {
    const texts = new Map<string, string>();
    for (const file of await this.#list(directory)) {
      const known = this.#texts.get(file.filePath);
      const look = lookOf(file);
      const text = known?.look === look ? known.text : await readText(file.filePath);
      this.#texts.set(file.filePath, { look, text });
      texts.set(file.key, text);
    }
    return texts;
  }

  async #readMetrics(files: readonly KeyFile[]): Promise<void> {
    const isSame = files.every(({ key, identity, sizeBytes }) => {
      const place = this.#places.get(key);
      return !place || (place.identity === identity && place.offset <= sizeBytes);
    });
    if (!isSame) {
      this.#restart();
      this.#sink.restart();
      await this.#tell();
    }
    const points = new MemberPoints(this.#sink);
    for (const file of files) await this.#readMetric(file, points);
    await points.drain();
  }

  /** Reads whole lines from where the last reading ended. */
  async #readMetric({ key, filePath, identity }: KeyFile, points: MemberPoints): Promise<void> {
    let offset = this.#places.get(key)?.offset ?? 0;
    this.#places.set(key, { identity, offset });
    const handle = await open(diskPath(filePath), openFlags);
    try {
      for (;;) {
        const bytes = Buffer.allocUnsafeSlow(chunkBytes);
        const { bytesRead } = await handle.read(bytes, 0, chunkBytes, offset);
        const end = bytes.subarray(0, bytesRead).lastIndexOf(0x0a) + 1;
        if (end === 0) break;
        const lines = bytes.toString('utf8', 0, end).split('\n');
        const bad = addLines(lines, points, this.#run!, key);
        const place = { offset, bytes: 0, detail: key };
        if (bad > 0) this.problems.add({ kind: 'undecodableRecord', ...place });
        offset += end;
        // Noted at once: whatever fails from here on, these lines are not read a second time.
        this.#places.set(key, { identity, offset });
        await points.drain();
      }
    } finally {
      await handle.close();
    }
  }

  #restart(): void {
    this.#run = null;
    this.#told = '';
    this.#places.clear();
    this.problems.clear();
  }

  async #list(directory: string): Promise<KeyFile[]> {
    const files: KeyFile[] = [];
    const visit = async (at: string, prefix: string, levels: number): Promise<void> => {
      const entries = await listDirectory(at).catch(() => []);
      for (const entry of entries) {
        const filePath = path.join(at, entry.name);
        const key = prefix + entry.name;
        if (entry.isDirectory() && levels > 0) await visit(filePath, `${key}/`, levels - 1);
        const file = entry.isFile() && files.length < mostFiles && (await lookAt(filePath, key));
        if (file) files.push(file);
      }
    };
    await visit(path.join(this.#folder, directory), '', deepest);
    return files.sort((a, b) => (a.key < b.key ? -1 : 1));
  }
}

async function lookAt(filePath: string, key: string): Promise<KeyFile | null> {
  const info = await stat(diskPath(filePath)).catch(ignoreMissing);
  if (!info?.isFile()) return null;
  const { size, mtimeMs, dev, ino } = info;
  return { key, filePath, sizeBytes: size, mtimeMs, identity: `${dev}:${ino}` };
}

function lookOf({ filePath, sizeBytes, mtimeMs, identity }: KeyFile): string {
  return [filePath, sizeBytes, mtimeMs, identity].join();
}

/** The beginning of a file; empty where there is none. */
async function readText(filePath: string): Promise<string> {
  const handle = await open(diskPath(filePath), openFlags).catch(ignoreMissing);
  if (!handle) return '';
  try {
    const { bytesRead, buffer } = await handle.read(Buffer.alloc(longestText), 0, longestText, 0);
    return buffer.toString('utf8', 0, bytesRead);
  } finally {
    await handle.close();
  }
}
