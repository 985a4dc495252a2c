// Chooses one side of a comparison of pictures: which run and tag, which step, and which sample of its value.
import type { MediaSample } from '../../src/shared/content';
import { l10n } from '../../src/shared/language';
import { formatCount } from '../../src/shared/text';
import { element } from '../components/element';
import { createChoice } from './cardControls';
import type { CardOptions, Lane, PlacedContent } from './cardParts';
import type { Side } from './imageComparison';
import { indexAt, spreadIndices } from './laneItems';

export type SideName = 'left' | 'right';

/** What one side shows, as far as it is known. */
export interface ChosenSide {
  readonly lane: Lane;
  /** As logged. */
  readonly step: number;
  readonly sample: number;
}

/** Steps that a list offers at most; the card's own slider goes to each. */
const mostSteps = 200;
const relative = ['shown', 'previous', 'first'] as const;
type RelativeStep = (typeof relative)[number];

export class SideChooser {
  readonly element: HTMLElement;
  readonly #name: SideName;
  readonly #lane;
  readonly #step;
  readonly #sample;

  /** @param choose takes options of the card, by names that begin with the side's */
  constructor(name: SideName, choose: (options: CardOptions) => void) {
    this.#name = name;
    const isLeft = name === 'left';
    const title = isLeft ? l10n.t('Left') : l10n.t('Right');
    const [run, step, sample] = isLeft
      ? [l10n.t('Left run'), l10n.t('Left step'), l10n.t('Left sample')]
      : [l10n.t('Right run'), l10n.t('Right step'), l10n.t('Right sample')];
    this.#lane = createChoice(run, [], (lane) => choose({ [`${name}Lane`]: lane }));
    this.#step = createChoice(step, [], (value) => choose({ [`${name}Step`]: value }));
    this.#sample = createChoice(sample, [], (at) => choose({ [`${name}Sample`]: Number(at) }));
    const parts = [this.#lane, this.#step, this.#sample].map((control) => control.element);
    this.element = element(
      'div',
      'side-chooser',
      element('span', 'control-label', title),
      ...parts,
    );
  }

  /** Shows what there is to choose, and says what is chosen; null while the lists of values are not there. */
  set(lanes: readonly Lane[], options: CardOptions): ChosenSide | null {
    const known = lanes.filter(({ items }) => (items?.steps.length ?? 0) > 0);
    const lane =
      known.find(({ key }) => key === options[`${this.#name}Lane`]) ?? this.#usual(known);
    if (!lane) return null;
    this.#lane.setChoices(known.map(({ key, title }) => [key, title]));
    this.#lane.set(lane.key);
    this.#lane.element.hidden = known.length < 2;
    const step = this.#setSteps(lane, known.length, options);
    return { lane, step, sample: this.#setSamples(lane, options) };
  }

  /** The first run, and on the right the next one where there is one. */
  #usual(lanes: readonly Lane[]): Lane | undefined {
    return (this.#name === 'right' ? lanes[1] : undefined) ?? lanes[0];
  }

  #setSteps({ items, shown }: Lane, lanes: number, options: CardOptions): number {
    const steps = [...(items?.steps ?? [])];
    const offered = spreadIndices(steps.length, mostSteps).map((at) => steps[at]!);
    this.#step.setChoices([
      ...(['shown', 'previous', 'first'] as const).map((one) => [one, wordsOf(one)] as const),
      ...offered.map((step) => [String(step), l10n.t('step {0}', formatCount(step))] as const),
    ]);
    this.#step.element.hidden = steps.length < 2;
    // Alone a run can only be compared with itself.
    const usual = this.#name === 'right' && lanes < 2 ? 'previous' : 'shown';
    const wish = options[`${this.#name}Step`];
    const chosen = relative.find((one) => one === wish);
    const exact = typeof wish === 'string' && !chosen ? Number(wish) : NaN;
    const value = offered.includes(exact) ? String(exact) : (chosen ?? usual);
    this.#step.set(value);
    const at = shown ? indexAt({ steps: Float64Array.from(steps) }, shown.step) : steps.length - 1;
    if (value === 'shown') return steps[Math.max(0, at)]!;
    if (value === 'previous') return steps[Math.max(0, at - 1)]!;
    return value === 'first' ? steps[0]! : exact;
  }

  #setSamples(lane: Lane, options: CardOptions): number {
    const count = samplesOf(lane.shown).length;
    const wish = options[`${this.#name}Sample`];
    const sample = typeof wish === 'number' && wish >= 0 && wish < count ? Math.floor(wish) : 0;
    this.#sample.setChoices(
      Array.from({ length: count }, (_, at) => [
        String(at),
        l10n.t('sample {0}', formatCount(at + 1)),
      ]),
    );
    this.#sample.set(String(sample));
    this.#sample.element.hidden = count < 2;
    return sample;
  }
}

function wordsOf(step: RelativeStep): string {
  switch (step) {
    case 'shown':
      return l10n.t('step of the card');
    case 'previous':
      return l10n.t('previous step');
    case 'first':
      return l10n.t('first step');
  }
}

function samplesOf(placed: PlacedContent | null | undefined): readonly MediaSample[] {
  return placed?.content.kind === 'image' ? placed.content.samples : [];
}

/** The picture of a side; null while its value is not there. */
export function sideOf({ lane, step, sample: at }: ChosenSide): Side | null {
  const placed = [lane.shown, ...lane.others].find((one) => one?.step === step);
  const samples = samplesOf(placed);
  const sample = samples[Math.min(at, samples.length - 1)];
  if (!sample) return null;
  const words = l10n.t('{0}, step {1}', lane.title, formatCount(step));
  const which = samples.length > 1 ? l10n.t('{0}, sample {1}', words, formatCount(at + 1)) : words;
  return { look: lane.look, words: which, sample };
}
