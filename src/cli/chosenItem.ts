// Which value `trackside show` is about. Where the choice is not clear, the error says what there is to choose from.
import type { Content } from '../shared/content';
import type { ItemKind, ItemList } from '../shared/items';
import type { RunSummary, SeriesStatistics } from '../shared/vocabulary';
import { printable } from '../core/report/runListing';
import { checkRuns, namesOf } from './logFolders';
import { ReadError } from './terminal';

/** So many tags or steps are named in an error. */
const mostNamed = 40;

/** @param asked null: the only one */
export function chooseRun(found: readonly RunSummary[], asked: string | null): RunSummary {
  const runs = found.filter(({ sources }) => sources.length > 0);
  checkRuns(runs, asked === null ? [] : [asked]);
  const [first, ...others] = runs.filter(({ name }) => asked === null || name === asked);
  if (!first) throw new ReadError('no log file that Trackside can read was found');
  if (others.length === 0) return first;
  throw new ReadError(`there are several runs; choose one with --run: ${namesOf(runs)}`);
}

/** @param asked null: the only one of the tag */
export function chooseKind(
  series: readonly SeriesStatistics[],
  tag: string,
  asked: ItemKind | null,
): ItemKind {
  const items = series.flatMap((one) =>
    one.kind === 'scalar' ? [] : [{ tag: one.tag, kind: one.kind }],
  );
  const kinds = items.filter((one) => one.tag === tag).map(({ kind }) => kind);
  const [first, ...others] = kinds.filter((kind) => asked === null || kind === asked);
  const name = printable(tag);
  if (first && others.length === 0) return first;
  if (first)
    throw new ReadError(`${name} has several kinds; choose with --kind: ${kinds.join(', ')}`);
  if (kinds.length > 0) throw new ReadError(`${name} is no ${asked}; it is: ${kinds.join(', ')}`);
  if (series.some((one) => one.tag === tag)) {
    throw new ReadError(`${name} is a scalar; trackside export prints its points`);
  }
  const names = items.map((one) => `${printable(one.tag)} (${one.kind})`);
  throw new ReadError(`there is no tag ${name} to show; there are: ${listOf(names)}`);
}

/**
 * The place in the list of the newest value, or of the newest one of a step. Superseded values come last.
 * @param step null: whichever
 */
export function chooseItem(list: ItemList, step: number | null): number {
  const { steps, superseded } = list;
  const isAsked = (one: number): boolean => step === null || one === step;
  const visible = steps.findLastIndex((one, at) => isAsked(one) && superseded[at] === 0);
  const at = visible >= 0 ? visible : steps.findLastIndex(isAsked);
  if (at >= 0) return at;
  const known = [...new Set(steps)].map(String);
  throw new ReadError(`there is no value at step ${step}; there are: ${listOf(known)}`);
}

/** @param sample from 1 */
export function keepSample(content: Content, sample: number): Content {
  if (content.kind !== 'image' && content.kind !== 'audio' && content.kind !== 'file') {
    throw new ReadError(
      `--sample is for images, sounds and files, and this is of kind ${content.kind}`,
    );
  }
  const kept = content.samples[sample - 1];
  if (!kept) throw new ReadError(`there is no sample ${sample} among ${content.samples.length}`);
  return { ...content, samples: [kept] };
}

function listOf(names: readonly string[]): string {
  const more = names.length - mostNamed;
  const shown = names.slice(0, mostNamed).join(', ') || 'none';
  return more > 0 ? `${shown} and ${more} more` : shown;
}
