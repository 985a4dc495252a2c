// What the keys and the pointer do on the dashboard, in words.
import { l10n } from '../../../src/shared/language';
import type { KeyGroup } from '../../components/keyOverlay';

export function dashboardKeys(): readonly KeyGroup[] {
  return [
    {
      title: l10n.t('Page'),
      keys: [
        ['/', l10n.t('filter metrics')],
        ['?', l10n.t('this list')],
        ['Ctrl+Z, Ctrl+Shift+Z', l10n.t('undo and redo changes of the layout')],
        ['Tab', l10n.t('to the next control or chart')],
      ],
    },
    {
      title: l10n.t('Chart'),
      keys: [
        ['← →', l10n.t('move along the points; with Shift by ten')],
        ['Home, End', l10n.t('to the first and last point')],
        ['+ −', l10n.t('zoom in and out')],
        ['< >', l10n.t('pan')],
        ['0, Escape', l10n.t('reset the zoom')],
        ['S', l10n.t('select the step at the crosshair')],
        ['[ ]', l10n.t('select a range from there, to there')],
        ['M, O', l10n.t('to the next mark, and open it')],
        ['Enter', l10n.t('expand to full width, and back')],
        ['Alt+← Alt+→', l10n.t('move the chart')],
      ],
    },
    {
      title: l10n.t('Pointer'),
      keys: [
        [l10n.t('Drag'), l10n.t('zoom into a box')],
        [l10n.t('Shift+drag'), l10n.t('pan')],
        [l10n.t('Ctrl+drag, Ctrl+click'), l10n.t('select a range, a step')],
        [l10n.t('Ctrl+wheel'), l10n.t('zoom')],
        [l10n.t('Double-click'), l10n.t('reset the zoom')],
        [
          l10n.t('Drag a header'),
          l10n.t('move the chart, or drop it on another to draw both together'),
        ],
        [l10n.t('Drag a corner'), l10n.t('resize the chart')],
      ],
    },
  ];
}
