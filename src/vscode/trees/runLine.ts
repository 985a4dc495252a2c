// The words of a run's line in the tree: what is beside its name and what a screen reader says.
import { l10n } from '../../shared/language';
import type { RunAnnotation } from '../../shared/annotations';
import type { Failure } from '../../shared/failure';
import { formatCount, formatCounted, formatNumber, formatStep } from '../../shared/text';
import type { LastValue, RunSummary } from '../../shared/vocabulary';
import {
  describePiece,
  describeProblemCount,
  describeProgressShortly,
  describeState,
  describeStopped,
} from '../../shared/words';

/** A side bar is narrow: more values would only be cut off. */
const mostValues = 2;

/**
 * `⚠ loss 1.83 · step 12.4k · acc 0.5`, what matters most first, since a narrow side bar shows some twenty characters;
 * empty while nothing is known.
 * @param original the name of the run that this one is a copy of
 * @param failure why it ended, as far as that is known
 */
export function describeRunLine(
  run: RunSummary,
  original: string | null,
  annotation: RunAnnotation,
  failure: Failure | null = null,
): string {
  const ended = failure ? [failure.title] : [];
  const copy = original === null ? [] : [l10n.t('copy of {0}', original)];
  const words = [...ended, ...copy, ...collectReadings(run)].join(' · ');
  const told = withMarks(words, annotation);
  return run.problemCount > 0 ? `⚠ ${told}`.trimEnd() : told;
}

/** `★ words · #tag #tag`: a star is seen at once, tags where there is room. */
export function withMarks(words: string, { star, tags, archived }: RunAnnotation): string {
  const shown = [
    ...(archived ? [l10n.t('archived')] : []),
    ...(words === '' ? [] : [words]),
    ...(tags.length > 0 ? [tags.map((tag) => `#${tag}`).join(' ')] : []),
  ].join(' · ');
  return star ? `★ ${shown}`.trimEnd() : shown;
}

/** The same in words, with the state and whether the run is plotted. */
export function describeRunAloud(
  run: RunSummary,
  label: string,
  plotted: boolean,
  original: string | null,
  annotation: RunAnnotation,
  failure: Failure | null = null,
): string {
  const problems = run.problemCount > 0 ? [describeProblemCount(run.problemCount)] : [];
  return [
    label,
    ...(original === null ? [] : [l10n.t('copy of {0}', original)]),
    describeState(run.state).toLowerCase(),
    ...(failure ? [failure.title] : []),
    ...collectReadings(run),
    ...problems,
    ...collectSaid(annotation),
    plotted ? l10n.t('plotted') : l10n.t('not plotted'),
  ].join(l10n.t(', '));
}

/** What the menus of a run may offer, for the `when` clauses of the manifest. */
export function describeRunContext(run: RunSummary, annotation: RunAnnotation): string {
  const problems = run.problemCount > 0 ? ['problems'] : [];
  const traces = run.companions.some(({ kind }) => kind !== 'projector') ? ['traces'] : [];
  const formats = new Set(run.sources.map(({ format }) => format));
  const sources = formats.size > 1 ? ['sources'] : [];
  const stopped = run.readingStopped ? ['stopped'] : [];
  const said = describeSaidContext(annotation);
  const { kind } = run.evidence;
  const launched =
    kind === 'process' ? ['launched', 'alive'] : kind === 'processEnd' ? ['launched'] : [];
  return ['run', ...problems, ...traces, ...sources, ...stopped, ...launched, ...said].join(' ');
}

/** The part of it that the user said, which pieces without a run have as well. */
export function describeSaidContext({ star, archived }: RunAnnotation): readonly string[] {
  return [star ? 'starred' : 'plain', archived ? 'archived' : 'listed'];
}

/** How many runs a group has; and how many are plotted, which its checkbox cannot tell if it is only some. */
export function describeGroupLine(runs: number, plotted: number): string {
  const some = plotted > 0 && plotted < runs;
  return some
    ? l10n.t('{0} · {1} plotted', formatCount(runs), formatCount(plotted))
    : formatCount(runs);
}

/** What a run without values of its own is made of: the names of its lines, each once. */
export function describePieces(pieces: readonly RunSummary[]): string {
  return [...new Set(pieces.flatMap((piece) => describePiece(piece) ?? []))].join(', ');
}

function collectSaid({ star, tags, note, archived }: RunAnnotation): readonly string[] {
  return [
    ...(star ? [l10n.t('starred')] : []),
    ...(tags.length > 0 ? [l10n.t('tagged {0}', tags.join(', '))] : []),
    ...(note === null ? [] : [l10n.t('has a note')]),
    ...(archived ? [l10n.t('archived')] : []),
  ];
}

function collectReadings(run: RunSummary): string[] {
  const step = run.lastStep === null ? [] : [l10n.t('step {0}', formatStep(run.lastStep))];
  const values = run.lastValues.slice(0, mostValues).map((last, _, shown) => {
    // The name of a line says which metric it is of.
    const tag = run.partOf ? '' : `${shortTag(last, shown)} `;
    return tag + formatNumber(last.value);
  });
  const others = run.sources.length === 0 ? collectCompanions(run) : [];
  const reading = run.loading && run.points === 0 ? [l10n.t('reading…')] : [];
  const stopped = run.readingStopped ? [describeStopped(run)] : [];
  const isLive = run.state === 'running';
  const share = isLive && run.progress ? describeProgressShortly(run.progress, isLive) : null;
  const progress = share === null ? [] : [share];
  return [
    ...stopped,
    ...values.slice(0, 1),
    ...step,
    ...progress,
    ...values.slice(1),
    ...others,
    ...reading,
  ];
}

/** Of a run that is there only for them. */
function collectCompanions({ companions }: RunSummary): string[] {
  const count = companions.length;
  return count > 0
    ? [formatCounted(count, l10n.t('{0} other file'), l10n.t('{0} other files'))]
    : [];
}

/** The last part of the tag, unless another shown value has the same. */
function shortTag({ tag }: LastValue, shown: readonly LastValue[]): string {
  const short = lastPart(tag);
  return shown.filter((other) => lastPart(other.tag) === short).length > 1 ? tag : short;
}

function lastPart(tag: string): string {
  return tag.slice(tag.lastIndexOf('/') + 1) || tag;
}
