// Marks of runs on a chart: checkpoints, alerts, first values that are no number, restarts; drawn as flags, found under the pointer.
import { l10n } from '../../src/shared/language';
import type { RunMark } from '../../src/shared/runMarks';
import type { ChartData } from './chartData';
import { pixelX, type PlotTransform } from './plotTransform';
import type { RunLook } from './seriesLayer';
import type { RunId } from '../../src/shared/vocabulary';

/** A mark at its place on x. */
export interface PlacedMark {
  readonly mark: RunMark;
  readonly x: number;
}

/** How far from a mark the pointer may be, in pixels. */
const reach = 6;
const size = 5;
/** Marks closer than this stand for each other. */
const leastGap = 9;

/** What the frame tells of itself, and what was asked for with it. Ascending. */
export function placeMarks(data: ChartData, asked: readonly RunMark[]): readonly PlacedMark[] {
  const placed: PlacedMark[] = [];
  data.markPlaces.forEach((x, at) => {
    const mark = asked[at];
    if (mark && x !== null) placed.push({ mark, x });
  });
  for (const { run, tag, firstNonFinite, restarts, group } of data.series) {
    if (group !== null) continue;
    if (firstNonFinite !== null) {
      const label = l10n.t('first value of {0} that is no finite number', tag);
      const mark = { run, step: firstNonFinite, kind: 'nonFinite', label, id: tag } as const;
      placed.push({ mark, x: firstNonFinite });
    }
    for (const x of restarts) {
      placed.push({
        mark: { run, step: x, kind: 'restart', label: l10n.t('started again'), id: '' },
        x,
      });
    }
  }
  return placed.sort((a, b) => a.x - b.x);
}

/** Marks at a place in pixels, nearest first. */
export function marksAt(
  marks: readonly PlacedMark[],
  transform: PlotTransform,
  pixel: number,
): readonly RunMark[] {
  const { left, right } = transform.area;
  return marks
    .map(({ mark, x }) => ({ mark, place: pixelX(transform, x) }))
    .filter(({ place }) => place >= left - 1 && place <= right + 1)
    .map(({ mark, place }) => ({ mark, distance: Math.abs(place - pixel) }))
    .filter(({ distance }) => distance <= reach)
    .sort((a, b) => a.distance - b.distance)
    .map(({ mark }) => mark);
}

/** Along the upper edge; restarts have their ticks on the axis already. */
export function drawFlags(
  context: CanvasRenderingContext2D,
  marks: readonly PlacedMark[],
  transform: PlotTransform,
  runs: ReadonlyMap<RunId, RunLook>,
  background: string,
): void {
  const { left, right, top, bottom } = transform.area;
  const last = new Map<string, number>();
  for (const { mark, x } of marks) {
    const look = runs.get(mark.run);
    if (!look || mark.kind === 'restart') continue;
    const place = Math.round(pixelX(transform, x)) + 0.5;
    if (place < left - 1 || place > right + 1) continue;
    if (place - (last.get(mark.kind) ?? -Infinity) < leastGap) continue;
    last.set(mark.kind, place);
    context.strokeStyle = context.fillStyle = look.colour;
    context.lineWidth = 1;
    context.globalAlpha = 0.45;
    context.setLineDash([2, 3]);
    context.beginPath();
    context.moveTo(place, top + 2 * size);
    context.lineTo(place, bottom);
    context.stroke();
    context.setLineDash([]);
    context.globalAlpha = 1;
    drawShape(context, mark, place, top + size, background);
  }
}

/** A pennant for a checkpoint (hollow where it is not complete), ▲! for an alert, ◆ for the first value that is no number. */
function drawShape(
  context: CanvasRenderingContext2D,
  { kind, checkpoint }: RunMark,
  x: number,
  y: number,
  background: string,
): void {
  context.beginPath();
  switch (kind) {
    case 'checkpoint':
      context.moveTo(x, y - size);
      context.lineTo(x + 2 * size, y - size / 2);
      context.lineTo(x, y + size / 2);
      context.closePath();
      context.moveTo(x, y - size);
      context.lineTo(x, y + size);
      break;
    case 'alert':
      context.moveTo(x, y - size);
      context.lineTo(x + size, y + size);
      context.lineTo(x - size, y + size);
      context.closePath();
      break;
    case 'nonFinite':
      context.moveTo(x, y - size);
      context.lineTo(x + size, y);
      context.lineTo(x, y + size);
      context.lineTo(x - size, y);
      context.closePath();
      break;
    case 'restart':
      return;
  }
  const isHollow = Boolean(checkpoint?.problem);
  if (isHollow) context.fillStyle = background;
  context.fill();
  context.stroke();
  if (kind !== 'alert') return;
  context.fillStyle = background;
  context.fillRect(x - 0.75, y - 1.5, 1.5, 3);
  context.fillRect(x - 0.75, y + 2.5, 1.5, 1.5);
}
