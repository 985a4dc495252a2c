// The controls above the charts.
import type { DashboardView } from '../../src/shared/dashboardContract';
import type { Axis } from '../../src/shared/vocabulary';
import { element, plainButton } from './element';
import { icon } from './icon';
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
}

const axisChoices = [
  ['step', 'Step', 'Steps as logged'],
  ['relative', 'Relative', 'Time since the start of the run'],
  ['wall', 'Wall', 'Time of day'],
] as const satisfies readonly (readonly [Axis, string, string])[];

const sizeChoices = [
  ['260', 'Small'],
  ['360', 'Medium'],
  ['520', 'Large'],
] as const;

const smoothingChoices = [
  ['ema', 'Like TensorBoard'],
  ['timeWeightedEma', 'Time-weighted'],
] as const;

export class Toolbar {
  readonly element = element('div', 'toolbar');
  readonly #filter: TextControl;
  readonly #filterMessage = element('div', 'filter-message');
  readonly #smoothing: SmoothingControl;
  readonly #axis: SegmentedControl<Axis>;
  readonly #log: CheckboxControl;
  readonly #outliers: CheckboxControl;
  readonly #ghosts: CheckboxControl;
  readonly #downtime: CheckboxControl;
  readonly #newest: CheckboxControl;
  readonly #kind: DropdownControl;
  readonly #size: DropdownControl;
  readonly #reset: HTMLButtonElement;

  constructor(events: ToolbarEvents, age: HTMLElement) {
    const change = (part: Partial<DashboardView>): void => events.changed(part);
    this.#filter = createTextField('Filter tags', 'Filter tags  ( / )', (tagFilter) =>
      change({ tagFilter }),
    );
    this.#smoothing = createSmoothingControl((smoothingWeight) => change({ smoothingWeight }));
    this.#axis = createSegmented('X axis', axisChoices, (axis) => change({ axis }));
    this.#log = createCheckbox('Log y', 'Logarithmic y axis in all charts', (logY) =>
      change({ logY }),
    );
    this.#outliers = createCheckbox(
      'Ignore outliers',
      'Fit the y axis to the inner 90 % of the values where extremes would squash them',
      (ignoreOutliers) => change({ ignoreOutliers }),
    );
    this.#ghosts = createCheckbox(
      'Restarts',
      'Mark where a run was started again, and show the part that was run over as a dashed line',
      (ghosts) => change({ ghosts }),
    );
    this.#downtime = createCheckbox(
      'Skip downtime',
      'On the relative axis, count only the time in which the run was at work',
      (skipDowntime) => change({ skipDowntime }),
    );
    this.#newest = createCheckbox(
      'Newest writer only',
      'Where several processes wrote a metric at the same time, show the one that began last',
      (newestWriter) => change({ newestWriter }),
    );
    this.#kind = createDropdown('Smoothing kind', smoothingChoices, (kind) =>
      change({ smoothingKind: kind === 'ema' ? 'ema' : 'timeWeightedEma' }),
    );
    this.#size = createDropdown('Chart size', sizeChoices, (size) =>
      change({ columnWidth: Number(size) }),
    );
    this.#reset = plainButton('text-button', 'Show all of x again', () => events.resetZoom());
    this.#reset.append(icon('resetZoom'), 'Reset zoom');
    this.#compose(age);
  }

  set(view: DashboardView): void {
    this.#filter.set(view.tagFilter);
    this.#smoothing.set(view.smoothingWeight);
    this.#axis.set(view.axis);
    this.#log.set(view.logY);
    this.#outliers.set(view.ignoreOutliers);
    this.#ghosts.set(view.ghosts);
    this.#downtime.set(view.skipDowntime);
    this.#newest.set(view.newestWriter);
    this.#kind.set(view.smoothingKind);
    this.#size.set(String(view.columnWidth));
  }

  setZoomed(zoomed: boolean): void {
    this.#reset.hidden = !zoomed;
  }

  /** Whether a run has several writers; else there is no choice. */
  setWriters(several: boolean): void {
    this.#newest.element.hidden = !several;
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
    const options = plainButton('icon-button', 'View options', () => undefined, icon('options'));
    const panel = element(
      'div',
      'option-list',
      this.#outliers.element,
      this.#ghosts.element,
      this.#downtime.element,
      this.#newest.element,
      labelled('Smoothing', this.#kind.element),
      labelled('Chart size', this.#size.element),
      keyHelp(),
    );
    this.#filterMessage.role = 'alert';
    this.#filterMessage.hidden = true;
    this.#reset.hidden = true;
    this.element.role = 'group';
    this.element.ariaLabel = 'Chart controls';
    this.element.append(
      element('div', 'filter', this.#filter.element, this.#filterMessage),
      this.#smoothing.element,
      this.#axis.element,
      this.#log.element,
      createPopover(options, panel).element,
      element('div', 'toolbar-end', this.#reset, age),
    );
  }
}

function labelled(label: string, control: HTMLElement): HTMLElement {
  return element('div', 'labelled', element('span', 'control-label', label), control);
}

const keys = [
  ['Drag', 'zoom into a box'],
  ['Shift+drag', 'pan'],
  ['Ctrl+wheel', 'zoom'],
  ['Double-click, 0', 'reset zoom'],
  ['← →', 'move along the points'],
  ['+ −', 'zoom in, out'],
  ['Enter', 'expand'],
  ['/', 'filter'],
] as const;

function keyHelp(): HTMLElement {
  const list = element('dl', 'key-help');
  for (const [key, meaning] of keys)
    list.append(element('dt', '', key), element('dd', '', meaning));
  return list;
}
