// The two axes of a scatter plot with their grid, ticks and names.
import { vector } from '../vectorElement';
import type { PlotFrame } from './parallelAxes';
import type { ScatterModel } from './scatterModel';

const tickGap = { x: 90, y: 40 } as const;

export function drawScatterAxes(
  svg: SVGSVGElement,
  { x, y }: ScatterModel,
  frame: PlotFrame,
): void {
  const width = frame.right - frame.left;
  const height = frame.bottom - frame.top;
  const across = x.scale.ticks(Math.max(2, Math.floor(width / tickGap.x))).flatMap((tick) => {
    const at = frame.left + width * tick.share;
    return [
      vector('line', { class: 'scatter-grid', x1: at, x2: at, y1: frame.top, y2: frame.bottom }),
      vector('text', { class: 'scatter-tick-x', x: at, y: frame.bottom + 16 }, short(tick.label)),
    ];
  });
  const down = y.scale.ticks(Math.max(2, Math.floor(height / tickGap.y))).flatMap((tick) => {
    const at = frame.bottom - height * tick.share;
    return [
      vector('line', { class: 'scatter-grid', x1: frame.left, x2: frame.right, y1: at, y2: at }),
      vector('text', { class: 'scatter-tick-y', x: frame.left - 8, y: at + 4 }, short(tick.label)),
    ];
  });
  const middle = (frame.top + frame.bottom) / 2;
  svg.replaceChildren(
    ...across,
    ...down,
    vector('path', {
      class: 'scatter-axis',
      d: `M${frame.left} ${frame.top}V${frame.bottom}H${frame.right}`,
    }),
    vector(
      'text',
      { class: 'scatter-name', x: (frame.left + frame.right) / 2, y: frame.bottom + 36 },
      nameOf(x),
    ),
    vector(
      'text',
      { class: 'scatter-name', transform: `translate(14 ${middle}) rotate(-90)` },
      nameOf(y),
    ),
  );
}

function nameOf({ column, scale }: ScatterModel['x']): string {
  return scale.kind === 'log' ? `${column.name} (log)` : column.name;
}

function short(label: string): string {
  return label.length > 9 ? `${label.slice(0, 8)}…` : label;
}
