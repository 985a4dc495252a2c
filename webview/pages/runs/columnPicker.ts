// The list of all columns, by origin, with a field to find some: what is ticked is shown.
import { l10n } from '../../../src/shared/language';
import type { TableColumn } from '../../../src/shared/tableContract';
import { aggregates } from '../../../src/shared/filter';
import { columnOrigins, keyOfMetric } from '../../../src/shared/tableContract';
import { describeOrigin, titleOfColumn } from '../../../src/shared/tableWords';
import { element, plainButton } from '../../components/element';
import { openMenu } from '../../components/menu';

export interface PickerEvents {
  toggle(key: string, shown: boolean): void;
  reset(): void;
}

/** More lines than this nobody looks through; the field finds the others. */
const mostLines = 400;

export class ColumnPicker {
  readonly element = element('div', 'picker');
  readonly #events: PickerEvents;
  readonly #find = element('input', 'picker-find');
  readonly #list = element('div', 'picker-list');
  #columns: readonly TableColumn[] = [];
  #shown: ReadonlySet<string> = new Set();
  #told = '';

  constructor(events: PickerEvents) {
    this.#events = events;
    this.#find.type = 'search';
    this.#find.placeholder = l10n.t('Find columns');
    this.#find.ariaLabel = l10n.t('Find columns');
    this.#find.addEventListener('input', () => this.#draw());
    const reset = plainButton(
      'link-button',
      l10n.t('Show the usual columns again'),
      () => events.reset(),
      l10n.t('Usual columns'),
    );
    this.element.append(element('div', 'picker-head', this.#find, reset), this.#list);
  }

  set(columns: readonly TableColumn[], shown: ReadonlySet<string>): void {
    const told = JSON.stringify([columns.map(({ key, filled }) => [key, filled]), [...shown]]);
    if (told === this.#told) return;
    this.#told = told;
    this.#columns = columns;
    this.#shown = shown;
    this.#draw();
  }

  #draw(): void {
    const wanted = this.#find.value.toLowerCase();
    const fits = (column: TableColumn): boolean =>
      titleOfColumn(column).toLowerCase().includes(wanted) || column.name.includes(wanted);
    const found = this.#columns.filter(fits);
    const groups = columnOrigins.flatMap((origin) => {
      const own = found.filter((column) => column.origin === origin).slice(0, mostLines);
      if (own.length === 0) return [];
      const heading = element('h3', 'picker-heading', describeOrigin(origin));
      return [heading, ...own.map((column) => this.#createLine(column))];
    });
    const nothing = element('p', 'dim', l10n.t('No column has this in its name.'));
    this.#list.replaceChildren(...(groups.length > 0 ? groups : [nothing]));
  }

  #createLine(column: TableColumn): HTMLElement {
    const { key, filled, origin, aggregate, name } = column;
    const box = element('input', '');
    box.type = 'checkbox';
    box.checked = this.#shown.has(key);
    box.addEventListener('change', () => this.#events.toggle(key, box.checked));
    const label = element(
      'label',
      'picker-line',
      box,
      element('span', 'picker-name', titleOfColumn(column)),
    );
    label.title = name;
    const line = element('div', 'picker-row', label);
    if (origin === 'metric' && aggregate === 'last') {
      line.append(
        plainButton(
          'link-button',
          l10n.t('Lowest, highest, mean … of {0}', name),
          () => this.#openFigures(line.querySelector('button')!, name),
          l10n.t('min max …'),
        ),
      );
    }
    line.append(element('span', 'picker-count', String(filled)));
    return line;
  }

  #openFigures(button: HTMLElement, tag: string): void {
    const items = aggregates
      .filter((figure) => figure !== 'last')
      .map((figure) => {
        const key = keyOfMetric(tag, figure);
        const label = titleOfColumn({ name: tag, origin: 'metric', aggregate: figure });
        const checked = this.#shown.has(key);
        return { label, checked, act: () => this.#events.toggle(key, !checked) };
      });
    openMenu(button, l10n.t('Figures of {0}', tag), items);
  }
}
