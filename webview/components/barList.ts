// Values side by side as horizontal bars, the highest first: a name, a bar from zero, the value in words.
import { arrangeChildren, element } from './element';
import { colourSwatch, swatchOf, type Swatch } from './swatch';

export interface Bar extends Swatch {
  readonly key: string;
  readonly name: string;
  readonly value: number;
  readonly words: string;
}

interface Row {
  readonly element: HTMLElement;
  show(bar: Bar, zero: number, span: number): void;
}

export class BarList {
  readonly element = element('div', 'bars');
  readonly #rows = new Map<string, Row>();

  constructor() {
    this.element.role = 'list';
    this.element.tabIndex = 0;
  }

  /** Values that are no finite number have no bar and come last. */
  show(bars: readonly Bar[]): void {
    const sorted = [...bars].sort((a, b) => rankOf(b) - rankOf(a));
    const finite = sorted.map(({ value }) => value).filter(Number.isFinite);
    const low = Math.min(0, ...finite);
    const span = Math.max(0, ...finite) - low || 1;
    const shown = sorted.map((bar) => {
      const row = this.#rows.get(bar.key) ?? newRow(bar);
      this.#rows.set(bar.key, row);
      row.show(bar, -low / span, span);
      return row.element;
    });
    const keys = new Set(sorted.map(({ key }) => key));
    for (const key of this.#rows.keys()) if (!keys.has(key)) this.#rows.delete(key);
    arrangeChildren(this.element, shown);
  }
}

function rankOf({ value }: Bar): number {
  return Number.isFinite(value) ? value : -Number.MAX_VALUE;
}

function newRow(bar: Bar): Row {
  const swatch = swatchOf(bar);
  const name = element('span', 'bars-name');
  const fill = element('span', 'bars-fill');
  const words = element('span', 'bars-value');
  const row = element('div', 'bars-row', swatch, name, element('span', 'bars-track', fill), words);
  row.role = 'listitem';
  return {
    element: row,
    show: (now, zero, span) => {
      colourSwatch(swatch, now);
      name.textContent = name.title = now.name;
      words.textContent = now.words;
      const share = Number.isFinite(now.value) ? now.value / span : 0;
      fill.style.insetInlineStart = `${100 * (zero + Math.min(0, share))}%`;
      fill.style.width = `${100 * Math.abs(share)}%`;
      fill.style.backgroundColor = now.colour;
    },
  };
}
