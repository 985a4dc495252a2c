// The frame around one chart: its name, the last values, and buttons that appear when one needs them.
import { element, plainButton } from './element';
import { icon } from './icon';
import { colourSwatch, swatchOf, type Swatch } from './swatch';

export interface CardValue extends Swatch {
  readonly name: string;
  readonly value: string;
}

export interface CardEvents {
  expand(): void;
  resetZoom(): void;
  toggleLog(): void;
}

export class ChartCard {
  readonly element = element('article', 'card');
  readonly #values = element('div', 'card-values');
  readonly #expand: HTMLButtonElement;
  readonly #reset: HTMLButtonElement;
  readonly #log: HTMLButtonElement;

  constructor(tag: string, chart: HTMLElement, events: CardEvents) {
    this.#expand = plainButton('icon-button', 'Expand', () => events.expand());
    this.#reset = plainButton(
      'icon-button',
      'Reset zoom (double-click)',
      () => events.resetZoom(),
      icon('resetZoom'),
    );
    this.#log = plainButton(
      'icon-button',
      'Logarithmic y axis',
      () => events.toggleLog(),
      icon('log'),
    );
    const buttons = element('div', 'card-buttons', this.#reset, this.#log, this.#expand);
    const header = element('header', 'card-header', titleOf(tag), this.#values, buttons);
    this.element.append(header, chart);
    this.element.dataset['tag'] = tag;
    this.setExpanded(false);
  }

  setExpanded(expanded: boolean): void {
    this.element.classList.toggle('expanded', expanded);
    this.#expand.replaceChildren(icon(expanded ? 'shrink' : 'expand'));
    this.#expand.title = this.#expand.ariaLabel = expanded
      ? 'Back to the grid'
      : 'Expand to full width';
  }

  setLog(log: boolean): void {
    this.#log.ariaPressed = String(log);
  }

  setZoomed(zoomed: boolean): void {
    this.#reset.hidden = !zoomed;
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

function newValue(value: CardValue): HTMLElement {
  return element('span', 'card-value', swatchOf(value), element('span'));
}

/** The tag with the part before its last name dimmed, since the group already says it. */
function titleOf(tag: string): HTMLElement {
  const cut = tag.lastIndexOf('/') + 1;
  const title = element('h3', 'card-title');
  title.title = tag;
  if (cut > 0) title.append(element('span', 'dim', tag.slice(0, cut)));
  title.append(element('span', 'card-name', tag.slice(cut)));
  return title;
}
