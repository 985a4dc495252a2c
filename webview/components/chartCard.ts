// The frame around one chart: its name, the last values, and buttons that appear when one needs them.
import { l10n } from '../../src/shared/language';
import { element, plainButton } from './element';
import { icon } from './icon';
import { createResizeHandle } from './resizeHandle';
import { colourSwatch, swatchOf, type Swatch } from './swatch';

export interface CardValue extends Swatch {
  readonly name: string;
  readonly value: string;
}

export interface CardSize {
  /** Columns of the grid. */
  readonly span?: number;
  /** Pixels of the drawing. */
  readonly height?: number;
}

export interface CardEvents {
  expand(): void;
  resetZoom(): void;
  toggleLog(): void;
  /** Opens the settings of a chart of lines below the button; absent on other charts. */
  openSettings?(button: HTMLElement): void;
  /** Makes drags choose a stretch of x instead of zooming; absent on other charts. */
  toggleSelecting?(on: boolean): void;
  /** Opens the chart's menu below the button. */
  openMenu(button: HTMLElement): void;
  /** While the corner is dragged and (`done`) when it is let go. */
  resized(size: Required<CardSize>, done: boolean): void;
}

export class ChartCard {
  readonly element = element('article', 'card');
  readonly #title = element('h3', 'card-title');
  readonly #values = element('div', 'card-values');
  readonly #expand: HTMLButtonElement;
  readonly #reset: HTMLButtonElement;
  readonly #log: HTMLButtonElement;

  constructor(id: string, title: string, chart: HTMLElement, events: CardEvents) {
    this.#expand = plainButton('icon-button', l10n.t('Expand'), () => events.expand());
    this.#reset = plainButton(
      'icon-button',
      l10n.t('Reset zoom (double-click)'),
      () => events.resetZoom(),
      icon('resetZoom'),
    );
    this.#log = plainButton(
      'icon-button',
      l10n.t('Logarithmic y axis'),
      () => events.toggleLog(),
      icon('log'),
    );
    const more = plainButton(
      'icon-button',
      l10n.t('Chart menu'),
      () => events.openMenu(more),
      icon('more'),
    );
    more.ariaHasPopup = 'menu';
    const own = lineButtons(events);
    const buttons = element(
      'div',
      'card-buttons',
      this.#reset,
      ...own,
      this.#log,
      this.#expand,
      more,
    );
    const header = element('header', 'card-header', this.#title, this.#values, buttons);
    this.element.append(header, chart, this.#handleFor(chart, events));
    this.element.dataset['chart'] = id;
    this.set(title, {});
    this.setExpanded(false);
  }

  /** What it is called, and the place it takes in the grid: as wide as the others and as high, unless said otherwise. */
  set(title: string, size: CardSize): void {
    if (this.#title.title !== title) {
      this.#title.title = title;
      this.#title.replaceChildren(...titleWords(title));
      this.element.dataset['tag'] = title;
    }
    this.#size(size);
  }

  setExpanded(expanded: boolean): void {
    this.element.classList.toggle('expanded', expanded);
    this.#expand.replaceChildren(icon(expanded ? 'shrink' : 'expand'));
    this.#expand.title = this.#expand.ariaLabel = expanded
      ? l10n.t('Back to the grid')
      : l10n.t('Expand to full width');
  }

  /** For charts without a scale that could be logarithmic. */
  hideLog(): void {
    this.#log.hidden = true;
  }

  setLog(log: boolean): void {
    this.#log.ariaPressed = String(log);
  }

  setZoomed(zoomed: boolean): void {
    this.#reset.hidden = !zoomed;
  }

  #handleFor(chart: HTMLElement, events: CardEvents): HTMLElement {
    return createResizeHandle(this.element, chart, {
      resized: (span, height, done) => {
        const size = { span, height };
        this.#size(size);
        events.resized(size, done);
      },
    });
  }

  #size({ span, height }: CardSize): void {
    setProperty(this.element, '--span', span === undefined ? '' : String(span));
    setProperty(this.element, '--own-height', height === undefined ? '' : `${height}px`);
  }

  /** The newest value of the first few runs. */
  setValues(values: readonly CardValue[]): void {
    while (this.#values.childElementCount > values.length) this.#values.lastElementChild?.remove();
    values.forEach((value, at) => {
      const present = this.#values.children[at];
      const item = present instanceof HTMLElement ? present : newValue(value);
      if (!present) this.#values.append(item);
      const [swatch, words] = item.children;
      if (swatch instanceof SVGSVGElement) colourSwatch(swatch, value);
      if (words && words.textContent !== value.value) words.textContent = value.value;
      item.title = `${value.name}: ${value.value}`;
    });
  }
}

/** Of a chart of lines. */
function lineButtons(events: CardEvents): readonly HTMLElement[] {
  if (!events.openSettings || !events.toggleSelecting) return [];
  const select = plainButton(
    'icon-button',
    l10n.t('Select a step or a range (Ctrl+drag)'),
    () => {
      const on = select.ariaPressed !== 'true';
      select.ariaPressed = String(on);
      events.toggleSelecting?.(on);
    },
    icon('select'),
  );
  select.ariaPressed = 'false';
  const settings = plainButton(
    'icon-button',
    l10n.t('Chart settings'),
    () => events.openSettings?.(settings),
    icon('settings'),
  );
  settings.ariaHasPopup = 'dialog';
  return [select, settings];
}

function newValue(value: CardValue): HTMLElement {
  return element('span', 'card-value', swatchOf(value), element('span'));
}

function setProperty(target: HTMLElement, name: string, value: string): void {
  if (target.style.getPropertyValue(name) !== value) target.style.setProperty(name, value);
}

/** The part before the last name is dimmed, since the section already says it. */
function titleWords(title: string): readonly HTMLElement[] {
  const cut = title.lastIndexOf('/') + 1;
  const name = element('span', 'card-name', title.slice(cut));
  return cut > 0 ? [element('span', 'dim', title.slice(0, cut)), name] : [name];
}
