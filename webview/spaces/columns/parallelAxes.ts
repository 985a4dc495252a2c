// The axes of parallel coordinates: lines, ticks, names and brushes as SVG; each can be focused and worked with keys.
import { l10n } from '../../../src/shared/language';
import { formatCount } from '../../../src/shared/text';
import { vector } from '../vectorElement';
import type { Brush } from '../../../src/shared/columnPlots';
import { missingShare, type ParallelAxis } from './parallelModel';

/** The place of the plot within the view, in pixels. */
export interface PlotFrame {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

export interface AxisDrawing {
  readonly axes: readonly ParallelAxis[];
  readonly frame: PlotFrame;
  /** The axis that Tab leads to. */
  readonly focused: string | null;
  readonly chosenRows: number;
}

const tickGapPx = 28;
const brushWidthPx = 16;

export function axisX(frame: PlotFrame, at: number, count: number): number {
  if (count <= 1) return (frame.left + frame.right) / 2;
  return frame.left + ((frame.right - frame.left) * at) / (count - 1);
}

export function shareY(frame: PlotFrame, share: number): number {
  return frame.bottom - (frame.bottom - frame.top) * share;
}

/** Makes all axes anew; `data-column` tells which is which. */
export function drawAxes(svg: SVGSVGElement, drawing: AxisDrawing): void {
  const { axes, frame } = drawing;
  const focusedName = svg.contains(document.activeElement)
    ? document.activeElement?.getAttribute('data-column')
    : null;
  const room = axes.length > 1 ? (frame.right - frame.left) / (axes.length - 1) : 200;
  const groups = axes.map((axis, at) =>
    drawAxis(axis, axisX(frame, at, axes.length), room, drawing),
  );
  svg.replaceChildren(...groups);
  if (focusedName !== null) {
    groups.find((group) => group.getAttribute('data-column') === focusedName)?.focus();
  }
}

function drawAxis(
  axis: ParallelAxis,
  x: number,
  room: number,
  { frame, focused, axes, chosenRows }: AxisDrawing,
): SVGGElement {
  const { column, scale, brush } = axis;
  const isFirst = column.name === (focused ?? axes[0]?.column.name);
  const group = vector('g', {
    class: 'parallel-axis',
    'data-column': column.name,
    tabindex: isFirst ? 0 : -1,
    role: 'slider',
    'aria-label': column.name + (scale.kind === 'log' ? ', logarithmic' : ''),
    'aria-orientation': 'vertical',
    'aria-valuemin': 0,
    'aria-valuemax': 100,
    'aria-valuenow': Math.round(100 * (brush?.to ?? 1)),
    'aria-valuetext': brushWords(axis, chosenRows),
  });
  group.append(
    vector('rect', {
      class: 'parallel-hit',
      x: x - 14,
      y: frame.top - 8,
      width: 28,
      height: frame.bottom - frame.top + 16,
    }),
    vector('line', { class: 'parallel-line', x1: x, x2: x, y1: frame.top, y2: frame.bottom }),
    nameOf(axis, x, frame, room),
  );
  const ticks = scale.ticks(Math.max(2, Math.floor((frame.bottom - frame.top) / tickGapPx)));
  for (const { share, label } of ticks) {
    const y = shareY(frame, share);
    group.append(
      vector('line', { class: 'parallel-line', x1: x - 4, x2: x, y1: y, y2: y }),
      vector(
        'text',
        { class: 'parallel-tick', x: x - 7, y: y + 4 },
        shortened(label, Math.min(room - 20, 110)),
      ),
    );
  }
  if (scale.shares.some(Number.isNaN)) {
    const y = shareY(frame, missingShare) + 4;
    group.append(vector('text', { class: 'parallel-tick', x: x - 7, y }, l10n.t('no value')));
  }
  if (brush) group.append(...brushShapes(brush, x, frame));
  return group;
}

function nameOf(
  { column, scale }: ParallelAxis,
  x: number,
  frame: PlotFrame,
  room: number,
): SVGTextElement {
  const words = scale.kind === 'log' ? l10n.t('{0} (log)', column.name) : column.name;
  return vector(
    'text',
    { class: 'parallel-name', x, y: frame.top - 14 },
    vector('title', {}, `${words}\n${l10n.t('Drag to move the axis; L for a logarithmic axis')}`),
    shortened(words, room - 8),
  );
}

function brushShapes({ from, to }: Brush, x: number, frame: PlotFrame): SVGElement[] {
  const [top, bottom] = [shareY(frame, to), shareY(frame, from)];
  const width = brushWidthPx;
  const left = x - width / 2;
  return [
    vector('rect', { class: 'parallel-brush', x: left, y: top, width, height: bottom - top }),
    ...[top, bottom].map((y) =>
      vector('line', { class: 'parallel-brush-end', x1: left, x2: left + width, y1: y, y2: y }),
    ),
  ];
}

function brushWords({ scale, brush }: ParallelAxis, chosenRows: number): string {
  if (!brush) return l10n.t('not limited');
  const range = l10n.t('from {0} to {1}', scale.wordsAt(brush.from), scale.wordsAt(brush.to));
  return l10n.t('{0}, {1} runs within all limits', range, formatCount(chosenRows));
}

/** About 6.3 pixels a letter at 12 pixels: good enough to keep names apart. */
function shortened(words: string, width: number): string {
  const most = Math.max(3, Math.floor(width / 6.3));
  return words.length <= most ? words : `${words.slice(0, most - 1)}…`;
}
