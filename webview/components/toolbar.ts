// The controls above the charts: what is used all the time in a row, all the rest in a panel.
import type { DashboardState, DashboardView } from '../../src/shared/dashboardContract';
import type { FilterCompletion } from '../../src/shared/filter';
import { l10n } from '../../src/shared/language';
import { element, plainButton } from './element';
import { FilterBox } from './filterBox';
import { icon } from './icon';
import { LineControls, type LineOffers, type ReadXAxis } from './lineControls';
import { createPopover } from './popover';
import { createSegmented, type SegmentedControl } from './segmented';
import { createSmoothingControl, type SmoothingControl } from './smoothingControl';
import {
  createCheckbox,
  createDropdown,
  createTextField,
  type CheckboxControl,
  type DropdownControl,
  type TextControl,
} from './toolkit';

export interface ToolbarEvents {
  changed(change: Partial<DashboardView>): void;
  resetZoom(): void;
  showKeys(): void;
  /** Null where runs cannot be filtered. */
  readonly completeFilter: ((filter: string, caret: number) => Promise<FilterCompletion>) | null;
  readonly readX: ReadXAxis;
}

/** The fourth is there where runs log it. */
const axisChoices = () =>
  [
    ['step', l10n.t('Step'), l10n.t('Steps as logged')],
    ['relative', l10n.t('Relative'), l10n.t('Time since the start of the run')],
    ['wall', l10n.t('Wall'), l10n.t('Time of day')],
    ['epoch', l10n.t('Epoch'), l10n.t('The epoch that was logged last')],
  ] as const satisfies readonly (readonly [string, string, string])[];

const sizeChoices = () =>
  [
    ['260', l10n.t('Small')],
    ['360', l10n.t('Medium')],
    ['520', l10n.t('Large')],
  ] as const;

export class Toolbar {
  readonly element = element('div', 'toolbar');
  readonly #filter: TextControl;
  readonly #runFilter: FilterBox;
  readonly #canFilterRuns: boolean;
  readonly #filterMessage = element('div', 'filter-message');
  readonly #smoothing: SmoothingControl;
  readonly #axis: SegmentedControl<string>;
  readonly #lines: LineControls;
  readonly #linkSteps: CheckboxControl;
  readonly #size: DropdownControl;
  readonly #reset: HTMLButtonElement;
  readonly #keys: HTMLButtonElement;

  constructor(events: ToolbarEvents, age: HTMLElement) {
    const change = (part: Partial<DashboardView>): void => events.changed(part);
    this.#filter = createTextField(
      l10n.t('Filter tags'),
      l10n.t('Filter tags  ( / )'),
      (tagFilter) => change({ tagFilter }),
    );
    this.#canFilterRuns = events.completeFilter !== null;
    this.#runFilter = new FilterBox(l10n.t('Filter runs, such as lr < 1e-3 and status = failed'), {
      changed: (runFilter) => change({ runFilter }),
      complete: async (filter, caret) =>
        (await events.completeFilter?.(filter, caret)) ?? { from: 0, to: 0, suggestions: [] },
    });
    this.#smoothing = createSmoothingControl(change);
    this.#axis = createSegmented<string>(l10n.t('X axis'), axisChoices(), (axis) =>
      change(events.readX(axis)),
    );
    this.#lines = new LineControls(events.readX, { changed: change, reset: () => undefined });
    this.#linkSteps = createCheckbox(
      l10n.t('Cards follow the selected step'),
      l10n.t('Images, histograms and all others show the step that is selected on a chart'),
      (linkSteps) => change({ linkSteps }),
    );
    this.#size = createDropdown(l10n.t('Chart size'), sizeChoices(), (size) =>
      change({ columnWidth: Number(size) }),
    );
    this.#reset = plainButton('text-button', l10n.t('Show all of x again'), () =>
      events.resetZoom(),
    );
    this.#reset.append(icon('resetZoom'), element('span', 'button-words', l10n.t('Reset zoom')));
    this.#keys = element('button', 'link-button', l10n.t('Keyboard shortcuts (?)'));
    this.#keys.type = 'button';
    this.#keys.addEventListener('click', () => events.showKeys());
    this.#compose(age);
  }

  set(
    view: DashboardView,
    offers: LineOffers,
    { file, filterProblem }: Pick<DashboardState, 'file' | 'filterProblem'>,
  ): void {
    this.#filter.set(view.tagFilter);
    // A file has one run alone.
    this.#runFilter.element.hidden = file !== null || !this.#canFilterRuns;
    this.#runFilter.set(view.runFilter);
    this.#runFilter.setProblem(filterProblem);
    this.#smoothing.set(view);
    const offered = new Set(offers.xAxes.map(({ value }) => value));
    this.#axis.offer(
      axisChoices()
        .map(([value]) => value)
        .filter((value) => offered.has(value)),
    );
    this.#axis.set(offers.xAxis);
    this.#lines.set(view, offers, null);
    this.#linkSteps.set(view.linkSteps);
    this.#size.set(String(view.columnWidth));
  }

  setZoomed(zoomed: boolean): void {
    this.#reset.hidden = !zoomed;
  }

  /** Says why the filter is not applied; null when it is fine. */
  setFilterMessage(message: string | null): void {
    this.#filterMessage.textContent = message ?? '';
    this.#filterMessage.hidden = message === null;
    this.#filter.element.classList.toggle('invalid', message !== null);
    this.#filter.element.ariaInvalid = String(message !== null);
  }

  focusFilter(): void {
    this.#filter.element.focus();
  }

  #compose(age: HTMLElement): void {
    const options = plainButton(
      'icon-button',
      l10n.t('View options'),
      () => undefined,
      icon('options'),
    );
    const panel = element(
      'div',
      'option-list',
      this.#lines.element,
      this.#linkSteps.element,
      labelled(l10n.t('Chart size'), this.#size.element),
      this.#keys,
    );
    this.#filterMessage.role = 'alert';
    this.#filterMessage.hidden = true;
    this.#reset.hidden = true;
    this.element.role = 'group';
    this.element.ariaLabel = l10n.t('Chart controls');
    this.element.append(
      element('div', 'filter', this.#filter.element, this.#filterMessage),
      this.#runFilter.element,
      this.#smoothing.element,
      this.#axis.element,
      createPopover(options, panel).element,
      element('div', 'toolbar-end', this.#reset, age),
    );
  }
}

function labelled(label: string, control: HTMLElement): HTMLElement {
  return element('div', 'labelled', element('span', 'control-label', label), control);
}
