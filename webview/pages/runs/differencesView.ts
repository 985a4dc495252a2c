// How the chosen runs differ: one column a run, one line for each thing that they say, what differs first in sight.
import { l10n } from '../../../src/shared/language';
import type { RunDifferences } from '../../../src/shared/runsPageContract';
import { formatCounted } from '../../../src/shared/text';
import { element, plainButton } from '../../components/element';
import { icon } from '../../components/icon';
import { createCheckbox } from '../../components/toolkit';

export class DifferencesView {
  readonly element = element('section', 'differences');
  readonly #closed: () => void;
  #differences: RunDifferences | null = null;
  #all = false;

  constructor(closed: () => void) {
    this.#closed = closed;
    this.element.hidden = true;
    this.element.ariaLabel = l10n.t('Differences');
    this.element.tabIndex = -1;
    this.element.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape') return;
      event.stopPropagation();
      this.close();
    });
  }

  get isOpen(): boolean {
    return !this.element.hidden;
  }

  show(differences: RunDifferences): void {
    this.#differences = differences;
    this.element.hidden = false;
    this.#draw();
    this.element.focus();
  }

  close(): void {
    this.element.hidden = true;
    this.#differences = null;
    this.#closed();
  }

  #draw(): void {
    const differences = this.#differences;
    if (!differences) return;
    const differing = differences.sections.flatMap(({ rows }) => rows.filter((row) => row.differs));
    const title = element(
      'h2',
      '',
      formatCounted(
        differences.runs.length,
        l10n.t('Differences of {0} run'),
        l10n.t('Differences of {0} runs'),
      ),
    );
    const count = element(
      'span',
      'dim',
      formatCounted(differing.length, l10n.t('{0} difference'), l10n.t('{0} differences')),
    );
    const all = createCheckbox(
      l10n.t('Show equal ones'),
      l10n.t('Also show what all of them have in common'),
      (on) => {
        this.#all = on;
        this.#draw();
      },
    );
    all.set(this.#all);
    const close = plainButton(
      'icon-button',
      l10n.t('Back to the table (Escape)'),
      () => this.close(),
      icon('close'),
    );
    const head = element('div', 'differences-head', title, count, all.element, close);
    this.element.replaceChildren(head, this.#createTable(differences));
  }

  #createTable({ runs, sections }: RunDifferences): HTMLElement {
    const names = runs.map(({ name }) => columnHead(name));
    const head = element('tr', '', columnHead(''), ...names);
    const bodies = sections.flatMap(({ title, rows }) => {
      const shown = rows.filter(({ differs }) => differs || this.#all);
      if (shown.length === 0) return [];
      const heading = element('th', 'differences-section', title);
      heading.colSpan = runs.length + 1;
      heading.scope = 'rowgroup';
      return [element('tbody', '', element('tr', '', heading), ...shown.map(createRow))];
    });
    const table = element('table', '', element('thead', '', head), ...bodies);
    const nothing = element('p', 'dim', l10n.t('They say the same in everything.'));
    const scroller = element('div', 'differences-body', bodies.length > 0 ? table : nothing);
    scroller.tabIndex = 0;
    scroller.role = 'region';
    scroller.ariaLabel = l10n.t('Table of differences');
    return scroller;
  }
}

function columnHead(name: string): HTMLElement {
  const cell = element('th', '', name);
  cell.scope = 'col';
  cell.title = name;
  return cell;
}

function createRow({ name, values, differs }: RunDifferences['sections'][number]['rows'][number]) {
  const head = element('th', '', name);
  head.scope = 'row';
  head.title = name;
  const usual = mostUsual(values);
  const cells = values.map((value) => {
    const cell = element('td', value === null ? 'absent' : '', value ?? '–');
    cell.title = value ?? l10n.t('It does not say');
    if (differs && value !== usual) cell.classList.add('odd');
    return cell;
  });
  return element('tr', differs ? 'differs' : '', head, ...cells);
}

/** The value that most have; the first of several. */
function mostUsual(values: readonly (string | null)[]): string | null | undefined {
  const counts = new Map<string | null, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].sort(([, a], [, b]) => b - a)[0]?.[0];
}
