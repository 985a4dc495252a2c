// What follows a source of many runs, whatever it is: asked now and then, it tells its sink what is new.
import path from 'node:path';
import type { ReadEnd } from '../formats/sqlite/databaseFormat';
import { isDatabaseFile } from '../formats/registry';
import { metaFile } from '../formats/mlflow/fileStore';
import type { CollectionSink } from '../model/collection';
import { DatabaseFollower } from './databaseFollower';
import { MlflowRunFolder } from './mlflowRunFolder';
import type { ProblemLedger } from './problems';

/** `failed`: the system's error code. */
export type FollowEnd = ReadEnd | 'same' | 'missing' | { readonly failed: string };

export interface CollectionFollower {
  readonly filePath: string;
  /** How many directories above its file the runs belong to. */
  readonly levelsUp: number;
  /** Short name of the format; null while it is not known, and for a source of nobody's. */
  readonly format: string | null;
  readonly sizeBytes: number;
  /** When it was written to last, in milliseconds since the Unix epoch. */
  readonly modifiedAtMs: number;
  /** How often it is looked at when nothing was written for long. */
  readonly coldPollMs: number;
  readonly problems: ProblemLedger;
  /** Reads what is new since the last time, if anything is. Never rejects. */
  follow(nowMs: number): Promise<FollowEnd>;
}

/** Whether a file of this name (without directory) may be a collection. */
export function isCollectionFile(fileName: string): boolean {
  return isDatabaseFile(fileName) || fileName === metaFile;
}

export function openFollower(filePath: string, sink: CollectionSink): CollectionFollower {
  return path.basename(filePath) === metaFile
    ? new MlflowRunFolder(filePath, sink)
    : new DatabaseFollower(filePath, sink);
}
