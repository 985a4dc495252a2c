// The controls for how lines are drawn, for all charts or for one: there, what differs from the others can be taken back.
import { bandKinds, type BandKind } from '../../src/shared/frame';
import { rowOrders, smoothingKinds, type LineView } from '../../src/shared/lineView';
import type { GroupBy } from '../../src/shared/runGrouping';
import { arrangeChildren, element, plainButton } from './element';
import { icon } from './icon';
import { createNumberField, createSelect, type Choice } from './selectField';
import { createCheckbox, createTextField } from './toolkit';

export interface LineControlEvents {
  changed(change: Partial<LineView>): void;
  /** These are to be as on all charts again. */
  reset(keys: readonly (keyof LineView)[]): void;
}

/** What there is to choose from. */
export interface LineOffers {
  readonly xAxes: readonly Choice[];
  /** The chosen one of `xAxes`. */
  readonly xAxis: string;
  readonly runs: readonly Choice[];
  readonly severalWriters: boolean;
}

/** What a choice of an x axis means. */
export type ReadXAxis = (value: string) => Pick<LineView, 'axis' | 'xTags'>;

type Keys = readonly (keyof LineView)[];

interface Row {
  readonly element: HTMLElement;
  readonly keys: Keys;
  readonly back: HTMLElement;
  show(view: LineView, offers: LineOffers): void;
  /** False where there is nothing to choose. */
  isUseful(view: LineView, offers: LineOffers): boolean;
}

const smoothingNames: Readonly<Record<LineView['smoothingKind'], string>> = {
  ema: 'Average, like TensorBoard',
  timeWeightedEma: 'Average, weighted by x',
  gaussian: 'Gaussian',
  runningMean: 'Running mean',
};
const bandNames: Readonly<Record<BandKind, string>> = {
  none: 'no band',
  std: '± standard deviation',
  standardError: '± standard error',
  minMax: 'min to max',
  quartiles: 'quartiles',
};
const orderNames: Readonly<Record<LineView['rowOrder'], string>> = {
  nearest: 'Nearest first',
  descending: 'Highest first',
  ascending: 'Lowest first',
  name: 'By name',
};
const groupNames: Readonly<Record<GroupBy['kind'] | 'none', string>> = {
  none: 'Not grouped',
  configWithoutSeed: 'Configuration without seed',
  config: 'Configuration key…',
  folder: 'Folder',
  tag: 'Tags of the run',
  pattern: 'Pattern in the name…',
};

export class LineControls {
  readonly element = element('div', 'line-controls');
  readonly #rows: readonly Row[];
  readonly #events: LineControlEvents;

  constructor(readX: ReadXAxis, events: LineControlEvents) {
    this.#events = events;
    this.#rows = [...this.#axisRows(readX), ...this.#shapeRows(), ...this.#otherRows()];
  }

  /** @param own what differs from the other charts; null where the controls are for all charts */
  set(view: LineView, offers: LineOffers, own: ReadonlySet<keyof LineView> | null): void {
    const shown = this.#rows.filter((row) => row.isUseful(view, offers));
    for (const row of shown) {
      row.show(view, offers);
      const isOwn = row.keys.some((key) => own?.has(key));
      row.back.hidden = !isOwn;
      row.element.classList.toggle('own', isOwn);
    }
    arrangeChildren(
      this.element,
      shown.map((row) => row.element),
    );
  }

  #axisRows(readX: ReadXAxis): readonly Row[] {
    return [
      this.#select('X axis', ['axis', 'xTags'], {
        choices: (_, { xAxes }) => xAxes,
        value: (_, { xAxis }) => xAxis,
        chosen: (value) => readX(value),
      }),
      this.#ends('X from – to', 'xFrom', 'xTo'),
      this.#check('Log x', 'Logarithmic x axis', 'logX', ({ axis }) => axis !== 'wall'),
      this.#check(
        'Skip downtime',
        'On the relative axis, count only the time in which the run was at work',
        'skipDowntime',
      ),
      this.#ends('Y from – to', 'yFrom', 'yTo'),
      this.#check('Log y', 'Logarithmic y axis', 'logY'),
      this.#check(
        'Ignore outliers',
        'Fit the y axis to the inner 90 % of the values where extremes would squash them',
        'ignoreOutliers',
      ),
    ];
  }

  #shapeRows(): readonly Row[] {
    return [
      this.#select('Smoothing kind', ['smoothingKind'], {
        choices: () => named(smoothingKinds, smoothingNames),
        value: ({ smoothingKind }) => smoothingKind,
        chosen: (value) => ({ smoothingKind: value as LineView['smoothingKind'] }),
      }),
      this.#amount(),
      this.#groupRow(),
      this.#groupDetail(),
      this.#select('Middle', ['groupCentre'], {
        choices: () => named(['mean', 'median'], { mean: 'Mean', median: 'Median' }),
        value: ({ groupCentre }) => groupCentre,
        chosen: (value) => ({ groupCentre: value === 'median' ? 'median' : 'mean' }),
        isUseful: isGrouped,
      }),
      this.#select('Band', ['groupBand'], {
        choices: () => named(bandKinds, bandNames),
        value: ({ groupBand }) => groupBand,
        chosen: (value) => ({ groupBand: value as BandKind }),
        isUseful: isGrouped,
      }),
      this.#select('Baseline', ['baseline'], {
        choices: (_, { runs }) => [{ value: '', label: 'None', heading: '' }, ...runs],
        value: ({ baseline }) => baseline ?? '',
        chosen: (value) =>
          value === '' ? { baseline: null, difference: false } : { baseline: value },
      }),
      this.#check(
        'Show difference to baseline',
        'Each line less the baseline at the same place',
        'difference',
        ({ baseline }) => baseline !== null,
      ),
    ];
  }

  #otherRows(): readonly Row[] {
    return [
      this.#check(
        'Restarts',
        'Mark where a run was started again, and show the part that was run over as a dashed line',
        'ghosts',
      ),
      this.#check(
        'Marks',
        'Flags for checkpoints, alerts and first values that are no number',
        'marks',
      ),
      this.#check(
        'Newest writer only',
        'Where several processes wrote a metric at the same time, show the one that began last',
        'newestWriter',
        (_, { severalWriters }) => severalWriters,
      ),
      this.#select('Tooltip order', ['rowOrder'], {
        choices: () => named(rowOrders, orderNames),
        value: ({ rowOrder }) => rowOrder,
        chosen: (value) => ({ rowOrder: value as LineView['rowOrder'] }),
      }),
    ];
  }

  #row(
    label: string | null,
    keys: Keys,
    controls: readonly HTMLElement[],
    show: Row['show'],
    isUseful: Row['isUseful'] = () => true,
  ): Row {
    const back = plainButton(
      'icon-button control-back',
      `${label ?? controls[0]?.textContent ?? ''}: as on all charts`,
      () => this.#events.reset(keys),
      icon('resetZoom'),
    );
    const title = label === null ? [] : [element('span', 'control-label', label)];
    const box = element(
      'div',
      'control-row',
      ...title,
      element('span', 'control-fields', ...controls, back),
    );
    return { element: box, keys, back, show, isUseful };
  }

  #check(
    label: string,
    title: string,
    key: BooleanKey,
    isUseful: Row['isUseful'] = () => true,
  ): Row {
    const box = createCheckbox(label, title, (on) => this.#events.changed({ [key]: on }));
    return this.#row(null, [key], [box.element], (view) => box.set(view[key]), isUseful);
  }

  #select(label: string, keys: Keys, parts: SelectParts): Row {
    const select = createSelect(label, (value) => this.#events.changed(parts.chosen(value)));
    const show: Row['show'] = (view, offers) =>
      select.set(parts.value(view, offers), parts.choices(view, offers));
    return this.#row(label, keys, [select.element], show, parts.isUseful);
  }

  #ends(label: string, from: EndKey, to: EndKey): Row {
    const axis = label.slice(0, 1);
    const fields = [from, to].map((key, at) =>
      createNumberField(`${axis} axis ${at === 0 ? 'from' : 'to'}`, 'auto', (value) =>
        this.#events.changed({ [key]: value }),
      ),
    );
    const elements = fields.map((field) => field.element);
    return this.#row(label, [from, to], elements, (view) => {
      fields[0]?.set(view[from]);
      fields[1]?.set(view[to]);
    });
  }

  #amount(): Row {
    const field = createNumberField('Smoothing amount', '', (value) => {
      if (value !== null && value >= 0) this.#events.changed({ [amountKey]: value });
    });
    let amountKey: AmountKey = 'smoothingWeight';
    const keys = Object.values(amountKeys);
    return this.#row('Amount', keys, [field.element], (view) => {
      amountKey = amountKeys[view.smoothingKind];
      field.element.title = amountTitles[amountKey];
      field.set(view[amountKey]);
    });
  }

  #groupRow(): Row {
    return this.#select('Group runs by', ['groupBy'], {
      choices: () => named(Object.keys(groupNames) as (keyof typeof groupNames)[], groupNames),
      value: ({ groupBy }) => groupBy?.kind ?? 'none',
      chosen: (value) => ({ groupBy: groupByOf(value) }),
    });
  }

  #groupDetail(): Row {
    let kind: 'config' | 'pattern' = 'config';
    const field = createTextField('Group key', 'key, such as optimizer.lr', (typed) => {
      const groupBy: GroupBy =
        kind === 'config' ? { kind, path: typed.split('.') } : { kind, pattern: typed };
      if (typed !== '') this.#events.changed({ groupBy });
    });
    const hasDetail = ({ groupBy }: LineView): boolean =>
      groupBy?.kind === 'config' || groupBy?.kind === 'pattern';
    const show = ({ groupBy }: LineView): void => {
      if (groupBy?.kind === 'config') {
        kind = 'config';
        field.set(groupBy.path.join('.'));
      } else if (groupBy?.kind === 'pattern') {
        kind = 'pattern';
        field.set(groupBy.pattern);
      }
    };
    return this.#row('Key or pattern', ['groupBy'], [field.element], show, hasDetail);
  }
}

type BooleanKey = {
  [Key in keyof LineView]: LineView[Key] extends boolean ? Key : never;
}[keyof LineView];
type EndKey = 'xFrom' | 'xTo' | 'yFrom' | 'yTo';
type AmountKey = 'smoothingWeight' | 'smoothingSigma' | 'smoothingPoints';

interface SelectParts {
  choices(view: LineView, offers: LineOffers): readonly Choice[];
  value(view: LineView, offers: LineOffers): string;
  chosen(value: string): Partial<LineView>;
  readonly isUseful?: Row['isUseful'];
}

export const amountKeys: Readonly<Record<LineView['smoothingKind'], AmountKey>> = {
  ema: 'smoothingWeight',
  timeWeightedEma: 'smoothingWeight',
  gaussian: 'smoothingSigma',
  runningMean: 'smoothingPoints',
};
const amountTitles: Readonly<Record<AmountKey, string>> = {
  smoothingWeight: 'Weight of the average, 0 to 0.999',
  smoothingSigma: 'Sigma in points, 0 to 1000',
  smoothingPoints: 'How many points are averaged',
};

function isGrouped({ groupBy }: LineView): boolean {
  return groupBy !== null;
}

function groupByOf(kind: string): GroupBy | null {
  switch (kind) {
    case 'config':
      return { kind, path: ['lr'] };
    case 'pattern':
      return { kind, pattern: '^(.*)[-_./]' };
    case 'configWithoutSeed':
    case 'folder':
    case 'tag':
      return { kind };
    default:
      return null;
  }
}

function named<T extends string>(
  values: readonly T[],
  names: Readonly<Record<T, string>>,
): Choice[] {
  return values.map((value) => ({ value, label: names[value], heading: '' }));
}
