// Texts: as Markdown or as they are, wrapped or not, with a search in them and the difference to another step.
import { Disposable } from '../../src/base/lifecycle';
import type { Content } from '../../src/shared/content';
import { l10n } from '../../src/shared/language';
import { element } from '../components/element';
import type { CardSettings, CardView, Lane, Reference, ViewEvents } from './cardParts';
import { createChoice, createSwitch } from './cardControls';
import { LaneGrid, type LaneBody } from './laneGrid';
import { diffLines } from './lineDiff';
import { markMatches } from './matchMarks';

const references = () =>
  [
    ['none', l10n.t('No comparison')],
    ['previous', l10n.t('Changes since the step before')],
    ['first', l10n.t('Changes since the first step')],
  ] as const;

/** Longer texts are cut: nobody reads them in a card, and the page stays quick. */
const mostCharacters = 400_000;

export interface TextForm {
  /** Whether it may be Markdown. */
  readonly markdown: boolean;
  textsOf(content: Content): TextGrid | null;
}

/** Rows of cells; a single text is one row of one cell. */
export interface TextGrid {
  readonly rows: readonly (readonly string[])[];
}

export class TextView extends Disposable implements CardView {
  readonly element = element('div', 'texts');
  readonly wantsHistory = false;
  readonly #grid: LaneGrid;
  readonly #form: TextForm;
  readonly #events: ViewEvents;
  readonly #plain = createSwitch(l10n.t('Plain'), (plain) => this.#events.choose({ plain }));
  readonly #wrap = createSwitch(l10n.t('Wrap'), (wrap) => this.#events.choose({ wrap }));
  readonly #mono = createSwitch(l10n.t('Monospaced'), (mono) => this.#events.choose({ mono }));
  readonly #against = createChoice(l10n.t('Compare with'), references(), (compare) =>
    this.#events.choose({ compare }),
  );
  readonly #search = element('input', 'search-field');
  readonly #found = element('output', 'dim');

  constructor(events: ViewEvents, form: TextForm) {
    super();
    this.#events = events;
    this.#form = form;
    this.#grid = this.own(
      new LaneGrid({
        className: 'text-lanes',
        controls: [],
        makeBody: () => new TextBody(form, events, () => this.#mark()),
      }),
    );
    this.element.append(this.#grid.element);
    Object.assign(this.#search, {
      type: 'search',
      placeholder: l10n.t('Find'),
      ariaLabel: l10n.t('Find in text'),
    });
    this.#search.addEventListener('input', () => this.#mark());
    this.own({ dispose: () => markMatches(this.element, '') });
  }

  get controls(): readonly HTMLElement[] {
    const plain = this.#form.markdown ? [this.#plain.element] : [];
    const { element: compare } = this.#against;
    return [this.#search, this.#found, ...plain, this.#wrap.element, this.#mono.element, compare];
  }

  show(lanes: readonly Lane[], settings: CardSettings): void {
    const { plain, wrap, mono, compare } = settings.options;
    this.#plain.set(plain === true);
    this.#wrap.set(wrap !== false);
    this.#mono.set(mono === true);
    const chosen = references().find(([value]) => value === compare)?.[0] ?? 'none';
    this.#against.set(chosen);
    this.element.classList.toggle('unwrapped', wrap === false);
    this.element.classList.toggle('mono', mono === true);
    const reference: Reference = chosen === 'none' ? null : chosen;
    this.#events.compareWith(reference);
    this.#grid.show(lanes, settings);
  }

  resize(): void {
    this.#grid.resize();
  }

  #mark(): void {
    const count = markMatches(this.element, this.#search.value);
    this.#found.textContent = this.#search.value === '' ? '' : l10n.t('{0} found', count);
  }
}

class TextBody extends Disposable implements LaneBody {
  readonly element = element('div', 'text');
  readonly #form: TextForm;
  readonly #events: ViewEvents;
  readonly #drawn: () => void;
  #round = 0;

  constructor(form: TextForm, events: ViewEvents, drawn: () => void) {
    super();
    this.#form = form;
    this.#events = events;
    this.#drawn = drawn;
    // A text that scrolls is reached by keys.
    this.element.tabIndex = 0;
    this.element.role = 'document';
  }

  show({ shown, reference, title }: Lane, { options }: CardSettings): void {
    const round = ++this.#round;
    this.element.ariaLabel = title;
    const grid = shown && this.#form.textsOf(shown.content);
    if (!grid) return;
    const before = reference && this.#form.textsOf(reference.content);
    if (before) this.#put(changesOf(textOf(before), textOf(grid)));
    else if (options['plain'] === true || !this.#form.markdown) this.#put(plainOf(grid));
    else void this.#putMarkdown(grid, round);
  }

  #put(...nodes: readonly (Node | string)[]): void {
    this.element.replaceChildren(...nodes);
    this.#drawn();
  }

  async #putMarkdown(grid: TextGrid, round: number): Promise<void> {
    // The library is large and most pages have no text.
    const { renderMarkdown } = await import('./markdown');
    if (round !== this.#round || this.isDisposed) return;
    this.#put(
      gridOf(grid, (text) => {
        const block = element('div', 'markdown');
        block.append(renderMarkdown(cut(text), this.#events));
        return block;
      }),
    );
  }
}

function textOf({ rows }: TextGrid): string {
  return cut(rows.map((cells) => cells.join('\t')).join('\n'));
}

function cut(text: string): string {
  return text.length <= mostCharacters ? text : `${text.slice(0, mostCharacters)}…`;
}

function plainOf(grid: TextGrid): HTMLElement {
  return gridOf(grid, (text) => element('div', 'plain', cut(text)));
}

/** One text as it is, several as a table. */
function gridOf({ rows }: TextGrid, cell: (text: string) => HTMLElement): HTMLElement {
  const single = rows.length === 1 && rows[0]?.length === 1 ? rows[0][0] : undefined;
  if (single !== undefined) return cell(single);
  const lines = rows.map((cells) =>
    element('tr', '', ...cells.map((text) => element('td', '', cell(text)))),
  );
  return element('table', 'text-table', element('tbody', '', ...lines));
}

const signs = { same: ' ', added: '+', removed: '−' } as const;

function changesOf(before: string, after: string): HTMLElement {
  const lines = diffLines(before.split('\n'), after.split('\n'));
  const changed = lines.some(({ kind }) => kind !== 'same');
  if (!changed) return element('p', 'lane-note', l10n.t('No change'));
  return element(
    'div',
    'changes',
    ...lines.map(({ kind, text }) =>
      element('div', `change-${kind}`, element('span', 'sign', signs[kind]), text),
    ),
  );
}
