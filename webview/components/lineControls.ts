// The controls for how lines are drawn, for all charts or for one: there, what differs from the others can be taken back.
import { bandKinds, type BandKind } from '../../src/shared/frame';
import { l10n } from '../../src/shared/language';
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

const smoothingNames: Readonly<Record<LineView['smoothingKind'], () => string>> = {
  ema: () => l10n.t('Average, like TensorBoard'),
  timeWeightedEma: () => l10n.t('Average, weighted by x'),
  gaussian: () => l10n.t('Gaussian'),
  runningMean: () => l10n.t('Running mean'),
};
const bandNames: Readonly<Record<BandKind, () => string>> = {
  none: () => l10n.t('no band'),
  std: () => l10n.t('± standard deviation'),
  standardError: () => l10n.t('± standard error'),
  minMax: () => l10n.t('min to max'),
  quartiles: () => l10n.t('quartiles'),
};
const centreNames = { mean: () => l10n.t('Mean'), median: () => l10n.t('Median') };
const orderNames: Readonly<Record<LineView['rowOrder'], () => string>> = {
  nearest: () => l10n.t('Nearest first'),
  descending: () => l10n.t('Highest first'),
  ascending: () => l10n.t('Lowest first'),
  name: () => l10n.t('By name'),
};
const groupNames: Readonly<Record<GroupBy['kind'] | 'none', () => string>> = {
  none: () => l10n.t('Not grouped'),
  configWithoutSeed: () => l10n.t('Configuration without seed'),
  config: () => l10n.t('Configuration key…'),
  folder: () => l10n.t('Folder'),
  tag: () => l10n.t('Tags of the run'),
  pattern: () => l10n.t('Pattern in the name…'),
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
      this.#select(l10n.t('X axis'), ['axis', 'xTags'], {
        choices: (_, { xAxes }) => xAxes,
        value: (_, { xAxis }) => xAxis,
        chosen: (value) => readX(value),
      }),
      this.#ends(
        l10n.t('X from – to'),
        ['xFrom', l10n.t('X axis from')],
        ['xTo', l10n.t('X axis to')],
      ),
      this.#check(
        l10n.t('Log x'),
        l10n.t('Logarithmic x axis'),
        'logX',
        ({ axis }) => axis !== 'wall',
      ),
      this.#check(
        l10n.t('Skip downtime'),
        l10n.t('On the relative axis, count only the time in which the run was at work'),
        'skipDowntime',
      ),
      this.#ends(
        l10n.t('Y from – to'),
        ['yFrom', l10n.t('Y axis from')],
        ['yTo', l10n.t('Y axis to')],
      ),
      this.#check(l10n.t('Log y'), l10n.t('Logarithmic y axis'), 'logY'),
      this.#check(
        l10n.t('Ignore outliers'),
        l10n.t('Fit the y axis to the inner 90 % of the values where extremes would squash them'),
        'ignoreOutliers',
      ),
    ];
  }

  #shapeRows(): readonly Row[] {
    return [
      this.#select(l10n.t('Smoothing kind'), ['smoothingKind'], {
        choices: () => named(smoothingKinds, smoothingNames),
        value: ({ smoothingKind }) => smoothingKind,
        chosen: (value) => ({ smoothingKind: value as LineView['smoothingKind'] }),
      }),
      this.#amount(),
      this.#groupRow(),
      this.#groupDetail(),
      this.#select(l10n.t('Middle'), ['groupCentre'], {
        choices: () => named(['mean', 'median'], centreNames),
        value: ({ groupCentre }) => groupCentre,
        chosen: (value) => ({ groupCentre: value === 'median' ? 'median' : 'mean' }),
        isUseful: isGrouped,
      }),
      this.#select(l10n.t('Band'), ['groupBand'], {
        choices: () => named(bandKinds, bandNames),
        value: ({ groupBand }) => groupBand,
        chosen: (value) => ({ groupBand: value as BandKind }),
        isUseful: isGrouped,
      }),
      this.#select(l10n.t('Baseline'), ['baseline'], {
        choices: (_, { runs }) => [{ value: '', label: l10n.t('None'), heading: '' }, ...runs],
        value: ({ baseline }) => baseline ?? '',
        chosen: (value) =>
          value === '' ? { baseline: null, difference: false } : { baseline: value },
      }),
      this.#check(
        l10n.t('Show difference to baseline'),
        l10n.t('Each line less the baseline at the same place'),
        'difference',
        ({ baseline }) => baseline !== null,
      ),
    ];
  }

  #otherRows(): readonly Row[] {
    return [
      this.#check(
        l10n.t('Restarts'),
        l10n.t(
          'Mark where a run was started again, and show the part that was run over as a dashed line',
        ),
        'ghosts',
      ),
      this.#check(
        l10n.t('Marks'),
        l10n.t('Flags for checkpoints, alerts and first values that are no number'),
        'marks',
      ),
      this.#check(
        l10n.t('Newest writer only'),
        l10n.t(
          'Where several processes wrote a metric at the same time, show the one that began last',
        ),
        'newestWriter',
        (_, { severalWriters }) => severalWriters,
      ),
      this.#select(l10n.t('Tooltip order'), ['rowOrder'], {
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
      l10n.t('{0}: as on all charts', label ?? controls[0]?.textContent ?? ''),
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

  #ends(label: string, ...ends: readonly (readonly [EndKey, string])[]): Row {
    const fields = ends.map(([key, words]) =>
      createNumberField(words, l10n.t('auto'), (value) => this.#events.changed({ [key]: value })),
    );
    const elements = fields.map((field) => field.element);
    const keys = ends.map(([key]) => key);
    return this.#row(label, keys, elements, (view) => {
      keys.forEach((key, at) => fields[at]?.set(view[key]));
    });
  }

  #amount(): Row {
    const field = createNumberField(l10n.t('Smoothing amount'), '', (value) => {
      if (value !== null && value >= 0) this.#events.changed({ [amountKey]: value });
    });
    let amountKey: AmountKey = 'smoothingWeight';
    const keys = Object.values(amountKeys);
    return this.#row(l10n.t('Amount'), keys, [field.element], (view) => {
      amountKey = amountKeys[view.smoothingKind];
      field.element.title = amountTitles[amountKey]();
      field.set(view[amountKey]);
    });
  }

  #groupRow(): Row {
    return this.#select(l10n.t('Group runs by'), ['groupBy'], {
      choices: () => named(Object.keys(groupNames) as (keyof typeof groupNames)[], groupNames),
      value: ({ groupBy }) => groupBy?.kind ?? 'none',
      chosen: (value) => ({ groupBy: groupByOf(value) }),
    });
  }

  #groupDetail(): Row {
    let kind: 'config' | 'pattern' = 'config';
    const field = createTextField(
      l10n.t('Group key'),
      l10n.t('key, such as optimizer.lr'),
      (typed) => {
        const groupBy: GroupBy =
          kind === 'config' ? { kind, path: typed.split('.') } : { kind, pattern: typed };
        if (typed !== '') this.#events.changed({ groupBy });
      },
    );
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
    return this.#row(l10n.t('Key or pattern'), ['groupBy'], [field.element], show, hasDetail);
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
const amountTitles: Readonly<Record<AmountKey, () => string>> = {
  smoothingWeight: () => l10n.t('Weight of the average, 0 to 0.999'),
  smoothingSigma: () => l10n.t('Sigma in points, 0 to 1000'),
  smoothingPoints: () => l10n.t('How many points are averaged'),
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
  names: Readonly<Record<T, () => string>>,
): Choice[] {
  return values.map((value) => ({ value, label: names[value](), heading: '' }));
}
