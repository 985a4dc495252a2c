// Shows lanes side by side: above each the run and the step it shows, below it what the kind makes of the value.
import { Disposable, type Owned } from '../../src/base/lifecycle';
import { l10n } from '../../src/shared/language';
import { formatCount, formatMoment } from '../../src/shared/text';
import { arrangeChildren, element } from '../components/element';
import { colourSwatch, swatchOf } from '../components/swatch';
import type { CardSettings, CardView, Lane } from './cardParts';

/** What draws the value of one lane; made anew for nothing but a new lane. */
export interface LaneBody extends Owned {
  readonly element: HTMLElement;
  /** Told again only when something of it changed. */
  show(lane: Lane, settings: CardSettings): void;
  resize?(): void;
}

interface LaneParts {
  readonly cell: HTMLElement;
  readonly swatch: SVGSVGElement;
  readonly name: HTMLElement;
  readonly step: HTMLElement;
  readonly note: HTMLElement;
  readonly body: LaneBody;
  settings: CardSettings | null;
  lane: Lane | null;
}

export interface LaneGridForm {
  /** Names the kind in the style sheet. */
  readonly className: string;
  readonly controls: readonly HTMLElement[];
  readonly wantsHistory?: boolean;
  makeBody(): LaneBody;
}

export class LaneGrid extends Disposable implements CardView {
  readonly element: HTMLElement;
  readonly #form: LaneGridForm;
  readonly #parts = new Map<string, LaneParts>();

  constructor(form: LaneGridForm) {
    super();
    this.#form = form;
    this.element = element('div', `lanes ${form.className}`);
  }

  get controls(): readonly HTMLElement[] {
    return this.#form.controls;
  }

  get wantsHistory(): boolean {
    return this.#form.wantsHistory === true;
  }

  show(lanes: readonly Lane[], settings: CardSettings): void {
    const keys = new Set(lanes.map(({ key }) => key));
    for (const [key, { body }] of this.#parts) {
      if (keys.has(key)) continue;
      body.dispose();
      this.#parts.delete(key);
    }
    this.element.style.setProperty('--lanes', String(lanes.length));
    this.element.classList.toggle('single', lanes.length === 1);
    const all = lanes.map((lane) => {
      const parts = this.#parts.get(lane.key) ?? this.#newLane(lane);
      this.#parts.set(lane.key, parts);
      return { lane, parts };
    });
    const cells = all.map(({ parts }) => parts.cell);
    // First the places, then what is drawn into them: a drawing asks how large its place is.
    arrangeChildren(this.element, cells);
    for (const { lane, parts } of all) this.#showLane(parts, lane, settings);
  }

  resize(): void {
    for (const { body } of this.#parts.values()) body.resize?.();
  }

  override dispose(): void {
    for (const { body } of this.#parts.values()) body.dispose();
    super.dispose();
  }

  #newLane(lane: Lane): LaneParts {
    const body = this.#form.makeBody();
    const swatch = swatchOf(lane.look);
    const name = element('span', 'lane-name');
    const step = element('span', 'lane-step dim');
    const note = element('p', 'lane-note');
    const head = element('div', 'lane-head', swatch, name, step);
    const cell = element('section', 'lane', head, note, body.element);
    return { cell, swatch, name, step, note, body, settings: null, lane: null };
  }

  #showLane(parts: LaneParts, lane: Lane, settings: CardSettings): void {
    colourSwatch(parts.swatch, lane.look);
    parts.cell.style.setProperty('--lane-colour', lane.look.colour);
    const step = lane.shown ? l10n.t('step {0}', formatCount(lane.shown.step)) : '';
    const time = lane.shown && lane.shown.wallTime > 0 ? formatMoment(lane.shown.wallTime) : '';
    setText(parts.name, lane.title);
    parts.name.title = lane.title;
    setText(parts.step, step);
    parts.step.title = time;
    parts.cell.ariaLabel = [lane.title, step].filter((words) => words !== '').join(', ');
    parts.cell.dataset['state'] = lane.state;
    const note = noteOf(lane);
    setText(parts.note, note);
    parts.note.hidden = note === '';
    parts.body.element.hidden = !lane.shown || lane.state === 'failed';
    const before = parts.lane;
    const same =
      before?.shown === lane.shown &&
      before.reference === lane.reference &&
      before.others === lane.others &&
      before.history === lane.history &&
      parts.settings === settings;
    parts.lane = lane;
    parts.settings = settings;
    if (!same && lane.shown) parts.body.show(lane, settings);
  }
}

function noteOf(lane: Lane): string {
  if (lane.state === 'failed') return lane.problem;
  if (lane.state === 'none') return l10n.t('Nothing up to this step');
  return lane.state === 'loading' && !lane.shown ? l10n.t('Loading…') : '';
}

function setText(node: HTMLElement, words: string): void {
  if (node.textContent !== words) node.textContent = words;
}
