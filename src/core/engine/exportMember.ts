// Streams the values of one run of a collection, in the order of its rows, without keeping any.
import path from 'node:path';
import { openFollower, type FollowEnd } from '../ingest/collectionFollower';
import type { DecodedTag } from '../model/decoded';
import type { Problem, RunSummary } from '../../shared/vocabulary';
import { collectedRunId } from './collections';
import { readDatabaseItem } from './databaseItem';
import type { PointExport } from './exportPoints';
import { placeOf } from './itemBytes';
import { OrderedOutput } from './orderedOutput';
import { PointPrinter, type Printer } from './pointPrinter';

/** So often a source is tried that is written to all the time. */
const mostTries = 100;

/** Returns what was wrong with the source. Rejects only when `write` does. */
export async function exportMember(run: RunSummary, target: PointExport): Promise<Problem[]> {
  const file = run.sources[0]!.file;
  const filePath = path.join(run.directory, file);
  const output = new OrderedOutput((text) => target.write(text));
  const printer = new PointPrinter(0, (tag) => printerOf(tag, filePath, target, output));
  const follower = openFollower(filePath, {
    tell: () => undefined,
    forget: () => undefined,
    append: (key, tags, points, items) => {
      if (collectedRunId(filePath, key) !== run.id) return;
      printer.append(tags, { points, items, marks: [] });
    },
    restart: () => printer.reset(),
    drain: () => output.flush(),
  });
  let end: FollowEnd = 'busy';
  for (let tries = 0; end === 'busy' && tries < mostTries; tries++) {
    end = await follower.follow(Date.now());
  }
  await output.flush();
  const problems = [...follower.problems.collect(file, null), ...printer.wallTimeProblems(file)];
  if (end !== 'done') {
    const detail = typeof end === 'object' ? end.failed : end === 'missing' ? 'ENOENT' : 'EBUSY';
    problems.push({ kind: 'unreadable', file, offset: null, bytes: 0, count: 1, detail });
  }
  return problems;
}

function printerOf(
  { tag, kind, metadata }: DecodedTag,
  filePath: string,
  target: PointExport,
  output: OrderedOutput,
): Printer | null {
  if (kind === 'scalar') {
    const line = target.lineFor(tag);
    return line && ((point) => output.addLine(line(point)));
  }
  const line = target.itemLineFor?.(tag, kind);
  if (!line) return null;
  return (point, items) => {
    const place = placeOf(items, point.value);
    output.addItem({
      read: () => readDatabaseItem(filePath, { kind, tag, metadata }, place),
      line: (content) => line(point, content),
    });
  };
}
