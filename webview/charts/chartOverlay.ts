// What moves over a chart without redrawing it: the crosshair, the points it meets, and the box being drawn.
import type { ChartTheme } from './chartTheme';
import { rowY, type Readout } from './crosshairReadout';
import { pixelX, pixelY, type PlotArea, type PlotTransform } from './plotTransform';
import type { Range } from './range';
import { lineLook, type RunLook } from './seriesLayer';
import type { RunId } from '../../src/shared/vocabulary';

/** As many dots as the tooltip has rows. */
export const mostDots = 10;
export const fewDots = 4;

/** A rectangle being drawn; full height when only x is to be zoomed. */
export type SelectionBox = PlotArea;

export interface OverlayScene {
  readonly transform: PlotTransform;
  readonly theme: ChartTheme;
  readonly runs: ReadonlyMap<RunId, RunLook>;
  readonly readout: Readout | null;
  readonly box: SelectionBox | null;
  /** What is chosen on all charts: a step or a stretch. */
  readonly selection: Range | null;
}

export function drawOverlay(context: CanvasRenderingContext2D, scene: OverlayScene): void {
  if (scene.selection) drawSelection(context, scene, scene.selection);
  if (scene.readout) drawCrosshair(context, scene, scene.readout);
  if (scene.box) drawBox(context, scene.theme, scene.box);
}

function drawCrosshair(
  context: CanvasRenderingContext2D,
  { transform, theme, runs }: OverlayScene,
  readout: Readout,
): void {
  const { area } = transform;
  const x = Math.round(readout.left) + 0.5;
  if (x < area.left - 1 || x > area.right + 1) return;
  context.strokeStyle = theme.dimText;
  context.globalAlpha = readout.owner ? 0.9 : 0.5;
  context.lineWidth = 1;
  context.setLineDash(readout.owner ? [] : [3, 3]);
  context.beginPath();
  context.moveTo(x, area.top);
  context.lineTo(x, area.bottom);
  context.stroke();
  context.setLineDash([]);
  context.globalAlpha = 1;
  for (const row of readout.rows.slice(0, readout.owner ? mostDots : fewDots).reverse()) {
    const px = pixelX(transform, row.x);
    const py = pixelY(transform, rowY(row));
    const own = runs.get(row.run);
    const look = own && lineLook(own, row);
    const inside = px >= area.left - 2 && px <= area.right + 2;
    if (!look || !inside || !(py >= area.top - 4 && py <= area.bottom + 4)) continue;
    dot(context, px, py, look.colour, theme.background);
  }
}

/** A step is a line, a stretch a tinted part of the plot between two lines, with handles at the top. */
function drawSelection(
  context: CanvasRenderingContext2D,
  { transform, theme }: OverlayScene,
  { from, to }: Range,
): void {
  const { left, right, top, bottom } = transform.area;
  const [first, last] = [pixelX(transform, from), pixelX(transform, to)];
  if (last < left - 1 || first > right + 1) return;
  const inside = (x: number): number => Math.min(right, Math.max(left, x));
  context.fillStyle = context.strokeStyle = theme.focus;
  context.lineWidth = 1;
  if (last > first) {
    context.globalAlpha = 0.1;
    context.fillRect(inside(first), top, inside(last) - inside(first), bottom - top);
    context.globalAlpha = 1;
  }
  for (const place of from === to ? [first] : [first, last]) {
    if (place < left - 1 || place > right + 1) continue;
    const x = Math.round(place) + 0.5;
    context.beginPath();
    context.moveTo(x, top);
    context.lineTo(x, bottom);
    context.stroke();
    context.fillRect(x - 3, top - 3, 6, 6);
  }
}

function dot(
  context: CanvasRenderingContext2D,
  x: number,
  y: number,
  colour: string,
  ring: string,
): void {
  context.beginPath();
  context.arc(x, y, 3.5, 0, 2 * Math.PI);
  context.fillStyle = colour;
  context.fill();
  context.lineWidth = 1.5;
  context.strokeStyle = ring;
  context.stroke();
}

function drawBox(context: CanvasRenderingContext2D, theme: ChartTheme, box: SelectionBox): void {
  const [left, top] = [Math.round(box.left) + 0.5, Math.round(box.top) + 0.5];
  const [width, height] = [Math.round(box.right - box.left), Math.round(box.bottom - box.top)];
  context.fillStyle = theme.focus;
  context.globalAlpha = 0.14;
  context.fillRect(left, top, width, height);
  context.globalAlpha = 1;
  context.strokeStyle = theme.focus;
  context.lineWidth = 1;
  context.strokeRect(left, top, width, height);
}
