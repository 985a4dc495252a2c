// What the keys and the pointer do on the runs table page, in words.
import { l10n } from '../../../src/shared/language';
import type { KeyGroup } from '../../components/keyOverlay';

export function tableKeys(): readonly KeyGroup[] {
  return [
    {
      title: l10n.t('Page'),
      keys: [
        ['/', l10n.t('filter runs')],
        ['?', l10n.t('this list')],
        ['Tab', l10n.t('to the next control')],
      ],
    },
    {
      title: l10n.t('Table'),
      keys: [
        ['← → ↑ ↓', l10n.t('from cell to cell; with Ctrl to the edge')],
        ['Page Up, Page Down', l10n.t('by as many runs as are in sight')],
        ['Home, End', l10n.t('to the first and last column; with Ctrl to the corners')],
        ['Space', l10n.t('plot the run, or plot it no more')],
        ['Enter', l10n.t('open the run')],
        ['Shift+↑ Shift+↓', l10n.t('choose several runs')],
        ['Ctrl+Space, Ctrl+A', l10n.t('choose one more run, or all')],
        ['Escape', l10n.t('choose none')],
        ['Ctrl+C', l10n.t('copy the chosen runs, or the cell')],
        ['Delete', l10n.t('move the chosen runs to the trash')],
        ['Shift+F10', l10n.t('menu of the chosen runs')],
      ],
    },
    {
      title: l10n.t('Title of a column'),
      keys: [
        ['Enter, Shift+Enter', l10n.t('sort by it alone, or by it as well')],
        ['Alt+← Alt+→', l10n.t('move the column')],
        ['Alt+Shift+← Alt+Shift+→', l10n.t('make it narrower or wider')],
        ['Shift+F10', l10n.t('menu of the column')],
      ],
    },
    {
      title: l10n.t('Axis of parallel coordinates'),
      keys: [
        ['← →', l10n.t('to the next axis')],
        ['↑ ↓', l10n.t('limit the axis, and move the limits')],
        ['Shift+↑ Shift+↓', l10n.t('make the limits wider or narrower')],
        ['Escape', l10n.t('remove the limits')],
        ['Page Up, Page Down', l10n.t('from line to line')],
        ['L, C', l10n.t('logarithmic axis, colour by it')],
        ['Alt+← Alt+→', l10n.t('move the axis')],
      ],
    },
    {
      title: l10n.t('Scatter plot'),
      keys: [
        ['← →', l10n.t('from point to point')],
        ['Enter', l10n.t('choose the run of the line or the point')],
      ],
    },
  ];
}
