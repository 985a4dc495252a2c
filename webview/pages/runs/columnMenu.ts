// The menu of a column: sort, pin, hide, move, group by it, and which values of it are better.
import { l10n } from '../../../src/shared/language';
import type { PlacedColumn, RunsView } from '../../../src/shared/runsPageContract';
import type { Goal, TableColumn } from '../../../src/shared/tableContract';
import type { MenuEntry } from '../../components/menu';

export interface ColumnMenuEvents {
  readonly change: (change: Partial<RunsView>) => void;
  readonly move: (step: -1 | 1) => void;
  readonly fit: () => void;
}

export function columnMenu(
  column: TableColumn,
  view: RunsView,
  placed: readonly PlacedColumn[],
  goal: Goal | null,
  { change, move, fit }: ColumnMenuEvents,
): readonly MenuEntry[] {
  const { key } = column;
  const own = placed.find((one) => one.key === key);
  const sorted = view.sort.find((one) => one.column === key);
  const sortBy = (descending: boolean): MenuEntry => ({
    label: descending ? l10n.t('Sort Descending') : l10n.t('Sort Ascending'),
    checked: sorted?.descending === descending,
    act: () => change({ sort: [{ column: key, descending }] }),
  });
  const withOwn = (next: PlacedColumn | null): readonly PlacedColumn[] =>
    placed.flatMap((one) => (one.key === key ? (next ?? []) : [one]));
  return [
    sortBy(false),
    sortBy(true),
    'line',
    {
      label: l10n.t('Group by This Column'),
      checked: view.group === key,
      act: () => change({ group: view.group === key ? null : key, folded: [] }),
    },
    ...goalEntries(column, view, goal, change),
    'line',
    {
      label: own?.pinned ? l10n.t('Unpin') : l10n.t('Pin to the Left'),
      act: () => own && change({ columns: withOwn({ ...own, pinned: !own.pinned }) }),
    },
    { label: l10n.t('Move Left'), keys: 'Alt+←', act: () => move(-1) },
    { label: l10n.t('Move Right'), keys: 'Alt+→', act: () => move(1) },
    { label: l10n.t('Fit Width'), act: fit },
    {
      label: l10n.t('Hide Column'),
      disabled: key === 'run:name',
      act: () => change({ columns: withOwn(null) }),
    },
  ];
}

function goalEntries(
  { key, origin, kind }: TableColumn,
  view: RunsView,
  goal: Goal | null,
  change: ColumnMenuEvents['change'],
): readonly MenuEntry[] {
  if ((origin !== 'metric' && origin !== 'summary') || kind !== 'number') return [];
  const set = (wanted: Goal | null, label: string): MenuEntry => ({
    label,
    checked: goal === wanted,
    act: () => change({ goals: { ...view.goals, [key]: wanted } }),
  });
  return [
    'line',
    set('min', l10n.t('Lowest Is Best')),
    set('max', l10n.t('Highest Is Best')),
    set(null, l10n.t('Mark No Best')),
  ];
}
