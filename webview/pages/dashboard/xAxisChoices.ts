// The x axes that the page offers for what is plotted, as choices of its controls.
import type { DashboardTag } from '../../../src/shared/dashboardContract';
import { l10n } from '../../../src/shared/language';
import type { LineView } from '../../../src/shared/lineView';
import { knownXs, loggedXs, type KnownX } from '../../../src/shared/xAxes';
import type { Choice } from '../../components/selectField';
import { compareTags } from './tagOrder';

const plain = (): readonly Choice[] => [
  { value: 'step', label: l10n.t('Step'), heading: '' },
  { value: 'relative', label: l10n.t('Relative time'), heading: '' },
  { value: 'wall', label: l10n.t('Time of day'), heading: '' },
];
const knownLabels: Readonly<Record<KnownX, () => string>> = {
  epoch: () => l10n.t('Epoch'),
  tokens: () => l10n.t('Tokens'),
  samples: () => l10n.t('Samples'),
};
const metricPrefix = 'metric:';

/** What is chosen is offered even where no plotted run logs it (any more). */
export function xAxisChoices(tags: readonly DashboardTag[], view: LineView): readonly Choice[] {
  const scalars = tags.filter(({ kind }) => kind === 'scalar').map(({ tag }) => tag);
  const logged = loggedXs(scalars);
  const known = knownXs
    .filter((one) => logged.has(one))
    .map((one) => ({ value: one, label: knownLabels[one](), heading: '' }));
  const metrics = new Set(scalars);
  const chosen = xAxisOf(tags, view);
  if (chosen.startsWith(metricPrefix)) metrics.add(chosen.slice(metricPrefix.length));
  return [
    ...plain(),
    ...known,
    ...[...metrics].sort(compareTags).map((tag) => ({
      ...{ value: metricPrefix + tag, label: tag, heading: l10n.t('Metric') },
    })),
  ];
}

/** The choice that the view stands for. */
export function xAxisOf(tags: readonly DashboardTag[], { axis, xTags }: LineView): string {
  if (axis !== 'metric') return axis;
  const logged = loggedXs(tags.filter(({ kind }) => kind === 'scalar').map(({ tag }) => tag));
  const same = [...logged].find(([, names]) => names.join('\n') === xTags.join('\n'));
  return same?.[0] ?? metricPrefix + (xTags[0] ?? '');
}

/** What a choice means for the plotted tags. */
export function readXAxis(
  tags: readonly DashboardTag[],
  value: string,
): Pick<LineView, 'axis' | 'xTags'> {
  if (value === 'step' || value === 'relative' || value === 'wall') {
    return { axis: value, xTags: [] };
  }
  if (value.startsWith(metricPrefix)) {
    return { axis: 'metric', xTags: [value.slice(metricPrefix.length)] };
  }
  const logged = loggedXs(tags.filter(({ kind }) => kind === 'scalar').map(({ tag }) => tag));
  const known = knownXs.find((one) => one === value);
  return { axis: 'metric', xTags: (known && logged.get(known)) ?? [] };
}
