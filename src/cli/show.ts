// `trackside show`: what is in one value that is no scalar, printed or written to files.
import type { Engine } from '../core/engine/engine';
import { messageOf } from '../base/result';
import { collectFiles } from '../core/report/contentFiles';
import { itemWriter } from '../core/report/itemLines';
import { printable } from '../core/report/runListing';
import type { Content } from '../shared/content';
import type { ItemKind, ItemList } from '../shared/items';
import type { RunSummary } from '../shared/vocabulary';
import { chooseItem, chooseKind, chooseRun, keepSample } from './chosenItem';
import { sha256 } from './digest';
import { findRuns, startEngine } from './logFolders';
import { exitCodes, ReadError, UsageError, write } from './terminal';
import { writeFiles } from './writeFiles';

export interface ShowOptions {
  /** Null: the only one. */
  readonly run: string | null;
  readonly tag: string;
  /** Null: the only one of the tag. */
  readonly kind: ItemKind | null;
  /** Null: the newest value. */
  readonly step: number | null;
  /** From 1; null for all. */
  readonly sample: number | null;
  /** Null: standard output. */
  readonly out: string | null;
  readonly force: boolean;
}

export async function show(folder: string, asked: ShowOptions): Promise<number> {
  const { tag } = asked;
  if (asked.force && asked.out === null) throw new UsageError('--force needs --out');
  const { id, name, directory, sources } = chooseRun(await findRuns(folder), asked.run);
  // Of the other runs nothing need be read, unless files in their directories belong to this one.
  const isSpread = sources.some(({ file }) => file.includes('/'));
  const engine = startEngine([isSpread ? folder : directory]);
  try {
    await engine.settled();
    const run = engine.listRuns().runs.find((one) => one.id === id);
    if (!run) throw new ReadError(`the run ${printable(name)} is gone`);
    const kind = chooseKind(engine.answers.getStatistics(run.id), tag, asked.kind);
    const list = engine.answers.getItems({ run: run.id, kind, tag });
    const at = chooseItem(list, asked.step);
    const content = await read(engine, run, { kind, tag }, list, at);
    const chosen = asked.sample === null ? content : keepSample(content, asked.sample);
    const segment = list.segments[at]!;
    const place = { step: list.steps[at]!, wallTime: list.wallTimes[at]!, segment };
    const line = itemWriter({ run: name, tag, kind }, sha256)(place, chosen);
    if (asked.out === null) await write(line);
    else await writeFiles(collectFiles(chosen, asked.out, line), asked.force);
    return exitCodes.done;
  } finally {
    engine.dispose();
  }
}

async function read(
  engine: Engine,
  { id }: RunSummary,
  { kind, tag }: { readonly kind: ItemKind; readonly tag: string },
  { fileNames, files, numbers }: ItemList,
  at: number,
): Promise<Content> {
  const place = { file: fileNames[files[at]!]!, number: numbers[at]! };
  try {
    return await engine.answers.getContent({ run: id, kind, tag, ...place });
  } catch (error) {
    throw new ReadError(`${printable(tag)} cannot be read: ${printable(messageOf(error))}`);
  }
}
