// Runs that real writers wrote, and what TensorBoard's Python reader makes of them.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { ItemKind } from '../../src/shared/items';
import type { ContentFacts } from './contentFacts';
import { projectRoot } from './projectRoot';

const fixtures = path.join(projectRoot, 'test/fixtures/tensorboard/writers');

/** What a reader that loses nothing has where TensorBoard does; `reason` is a key of the golden's `reasons`. */
interface Better<Facts> {
  readonly reason: string;
  readonly instead: Facts;
}

interface GoldenSeriesFacts {
  readonly tag: string;
  /** Empty where the file names none. */
  readonly plugin: string;
  /** False where TensorBoard's pages have no place for it. */
  readonly listed: boolean;
  readonly displayName?: string;
  readonly description?: string;
}

/** Numbers that JSON cannot hold are strings: `NaN`, `Infinity`, `-Infinity`. */
export type GoldenPoint = readonly [step: number, wallTime: number, value: number | string];

export interface GoldenScalars extends GoldenSeriesFacts {
  readonly kind: 'scalar';
  /** In the order of the files. */
  readonly points: readonly GoldenPoint[];
  /** What TensorBoard keeps where it is less. */
  readonly theirs?: { readonly reason: string; readonly points: readonly GoldenPoint[] };
}

/** What a value holds, as `contentFacts` says it, and when it was logged. */
export interface GoldenValue extends ContentFacts {
  readonly step: number;
  readonly wallTime: number;
  readonly ours?: Better<ContentFacts>;
}

export interface GoldenItems extends GoldenSeriesFacts {
  readonly kind: ItemKind;
  /** In the order of the files. */
  readonly values: readonly GoldenValue[];
  readonly ours?: Better<readonly GoldenValue[]>;
}

export type GoldenSeries = GoldenScalars | GoldenItems;

export interface Golden {
  readonly runs: Readonly<Record<string, { readonly series: readonly GoldenSeries[] }>>;
  readonly reasons: Readonly<Record<string, string>>;
}

/** The values of a series as a reader that loses nothing has them. */
export function betterValues({ kind, values, ours }: GoldenItems): ContentFacts[] {
  return (ours?.instead ?? values).map(({ ours: better, ...facts }) => ({
    kind,
    ...facts,
    ...better?.instead,
  }));
}

/** The names of the writers that there are runs of. */
export function writerNames(): string[] {
  return readdirSync(path.join(fixtures, 'runs')).sort();
}

export function readGolden(writer: string): Golden {
  const file = path.join(fixtures, 'golden', `${writer}.json`);
  return JSON.parse(readFileSync(file, 'utf8')) as Golden;
}

/** Puts the runs of a writer into an existing folder, as they were before they were compressed. */
export function unpackRuns(writer: string, folder: string): void {
  const source = path.join(fixtures, 'runs', writer);
  for (const entry of readdirSync(source, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const target = path.join(folder, path.relative(source, entry.parentPath));
    mkdirSync(target, { recursive: true });
    const bytes = readFileSync(path.join(entry.parentPath, entry.name));
    const { name, ext } = path.parse(entry.name);
    if (ext === '.gz') writeFileSync(path.join(target, name), gunzipSync(bytes));
    else writeFileSync(path.join(target, entry.name), bytes);
  }
}
