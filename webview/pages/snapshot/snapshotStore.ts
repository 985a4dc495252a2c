// Fills a store of runs from the columns in the document, so that the page is answered as the editor's pages are.
import type { DecodedMark, DecodedTag } from '../../../src/core/model/decoded';
import { RunStore } from '../../../src/core/store/store';
import type { SavedColumns, SavedPart, SavedStart } from '../../../src/shared/savedColumns';

type Columns = Omit<SavedColumns, 'buffer'>;

const noItems = {
  ...{ first: 0, count: 0 },
  ...{ offsets: new Float64Array(0), lengths: new Float64Array(0), forms: new Uint8Array(0) },
};

/** What a process wrote between two of its starts is one file: later ones supersede earlier ones as they did. */
export function fillStore(columns: Columns, buffer: ArrayBuffer): RunStore {
  const store = new RunStore();
  const { runs, parts, starts } = columns;
  const keyOf = ({ run, start }: SavedPart | SavedStart): string => `${run} ${start}`;
  const marks = new Map(starts.map((start) => [keyOf(start), start]));
  const files = new Map<string, SavedPart[]>(starts.map((start) => [keyOf(start), []]));
  for (const part of parts) {
    const key = keyOf(part);
    files.set(key, [...(files.get(key) ?? []), part]);
  }
  for (const id of runs) store.addRun(id);
  for (const [key, own] of files) {
    const first = own[0] ?? marks.get(key);
    const run = first && runs[first.run];
    if (run === undefined) continue;
    const writer = store.addRun(run).addFile(String(first!.start).padStart(8, '0'));
    const mark = marks.get(key);
    writer.append(tagsOf(columns, own), {
      ...{ points: pointsOf(own, buffer), items: noItems },
      marks: mark ? [startMark(mark)] : [],
    });
  }
  return store;
}

function startMark({ step }: SavedStart): DecodedMark {
  return { kind: 'start', at: 0, step, wallTime: NaN };
}

function tagsOf({ tags }: Columns, parts: readonly SavedPart[]): DecodedTag[] {
  return parts.map(({ tag }, index) => ({
    ...{ index, tag: tags[tag] ?? '', kind: 'scalar', isBare: false },
    ...{ metadata: null, displayName: null, description: null },
  }));
}

function pointsOf(parts: readonly SavedPart[], buffer: ArrayBuffer) {
  const count = parts.reduce((sum, part) => sum + part.count, 0);
  const tags = new Uint32Array(count);
  const [steps, wallTimes, values] = [
    new Float64Array(count),
    new Float64Array(count),
    new Float64Array(count),
  ];
  let from = 0;
  parts.forEach((part, index) => {
    const column = (at: number): Float64Array =>
      new Float64Array(buffer, part.offset + 8 * at * part.count, part.count);
    tags.fill(index, from, from + part.count);
    steps.set(column(0), from);
    wallTimes.set(column(1), from);
    values.set(column(2), from);
    from += part.count;
  });
  return { count, tags, steps, wallTimes, values };
}
