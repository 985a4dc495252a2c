// Streams the points of one run of a collection, in the order of its rows, without keeping any.
import path from 'node:path';
import { items as noItems } from '../formats/blocks';
import { openFollower, type FollowEnd } from '../ingest/collectionFollower';
import type { Problem, RunSummary } from '../../shared/vocabulary';
import { collectedRunId } from './collections';
import type { PointExport } from './exportPoints';
import { PointPrinter } from './pointPrinter';

/** So often a source is tried that is written to all the time. */
const mostTries = 100;

/** Returns what was wrong with the source. Rejects only when `write` does. */
export async function exportMember(run: RunSummary, target: PointExport): Promise<Problem[]> {
  const file = run.sources[0]!.file;
  const filePath = path.join(run.directory, file);
  const output = new Pieces(target);
  const printer = new PointPrinter(0, ({ tag }) => {
    const line = target.lineFor(tag);
    return line && ((point) => output.add(line(point)));
  });
  const follower = openFollower(filePath, {
    tell: () => undefined,
    forget: () => undefined,
    append: (key, tags, points) => {
      if (collectedRunId(filePath, key) !== run.id) return;
      noItems.count = 0;
      printer.append(tags, { points, items: noItems, marks: [] });
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

/** Text on its way to whoever takes it. */
class Pieces {
  readonly #target: PointExport;
  #lines: string[] = [];

  constructor(target: PointExport) {
    this.#target = target;
  }

  add(line: string): void {
    this.#lines.push(line);
  }

  async flush(): Promise<void> {
    const text = this.#lines.join('');
    this.#lines = [];
    if (text !== '') await this.#target.write(text);
  }
}
