// What the keys and the pointer do on the dashboard, in words.
import type { KeyGroup } from '../../components/keyOverlay';

export const dashboardKeys: readonly KeyGroup[] = [
  {
    title: 'Page',
    keys: [
      ['/', 'filter metrics'],
      ['?', 'this list'],
      ['Ctrl+Z, Ctrl+Shift+Z', 'undo and redo changes of the layout'],
      ['Tab', 'to the next control or chart'],
    ],
  },
  {
    title: 'Chart',
    keys: [
      ['← →', 'move along the points; with Shift by ten'],
      ['Home, End', 'to the first and last point'],
      ['+ −', 'zoom in and out'],
      ['< >', 'pan'],
      ['0, Escape', 'reset the zoom'],
      ['S', 'select the step at the crosshair'],
      ['[ ]', 'select a range from there, to there'],
      ['M, O', 'to the next mark, and open it'],
      ['Enter', 'expand to full width, and back'],
      ['Alt+← Alt+→', 'move the chart'],
    ],
  },
  {
    title: 'Pointer',
    keys: [
      ['Drag', 'zoom into a box'],
      ['Shift+drag', 'pan'],
      ['Ctrl+drag, Ctrl+click', 'select a range, a step'],
      ['Ctrl+wheel', 'zoom'],
      ['Double-click', 'reset the zoom'],
      ['Drag a header', 'move the chart, or drop it on another to draw both together'],
      ['Drag a corner', 'resize the chart'],
    ],
  },
];
