// Draws points on a canvas: where each is on the screen, nearer ones on top, as dots or as small pictures.
import type { ChartTheme } from '../../charts/chartTheme';
import { orbitMatrix, type Orbit } from '../orbit';
import type { Viewport } from '../graph/viewport';

/** Where points are on the screen, and the order to draw them in. */
export interface PlacedPoints {
  readonly x: Float32Array;
  readonly y: Float32Array;
  /** How large points are drawn: 1 at the middle's distance; 0 behind the camera. */
  readonly size: Float32Array;
  /** From back to front. */
  readonly order: Uint32Array;
}

interface Place {
  readonly width: number;
  readonly height: number;
}

export function placeInSpace(
  places: Float32Array,
  orbit: Orbit,
  { width, height }: Place,
): PlacedPoints {
  const m = orbitMatrix(orbit, width / Math.max(1, height));
  return placeAll(places, (x, y, z) => {
    const w = m[3]! * x + m[7]! * y + m[11]! * z + m[15]!;
    if (w <= 0.01) return [0, 0, 0];
    const across = (m[0]! * x + m[4]! * y + m[8]! * z) / w;
    const up = (m[1]! * x + m[5]! * y + m[9]! * z) / w;
    return [((across + 1) * width) / 2, ((1 - up) * height) / 2, orbit.distance / w];
  });
}

export function placeOnPlane(places: Float32Array, view: Viewport): PlacedPoints {
  return placeAll(places, (x, y) => [view.x + x * view.scale, view.y - y * view.scale, 1]);
}

function placeAll(
  places: Float32Array,
  project: (x: number, y: number, z: number) => readonly [x: number, y: number, size: number],
): PlacedPoints {
  const rows = places.length / 3;
  const [x, y, size] = [new Float32Array(rows), new Float32Array(rows), new Float32Array(rows)];
  for (let row = 0; row < rows; row++) {
    const at = row * 3;
    [x[row], y[row], size[row]] = project(places[at]!, places[at + 1]!, places[at + 2]!);
  }
  const order = Uint32Array.from({ length: rows }, (_, row) => row);
  const isFlat = size.every((one) => one === 1);
  if (!isFlat) order.sort((a, b) => size[a]! - size[b]!);
  return { x, y, size, order };
}

export interface CloudDrawing {
  readonly points: PlacedPoints;
  readonly colours: readonly string[];
  /** Rows that stand out, with their labels; others are pale if there are any. */
  readonly raised: ReadonlyMap<number, string>;
  readonly theme: ChartTheme;
  /** Small pictures of rows, `columns` in a line; null for dots. */
  readonly sprite: {
    readonly image: ImageBitmap;
    readonly width: number;
    readonly height: number;
  } | null;
}

const spriteSizePx = 26;

/** More labels than this are not readable. */
const mostLabels = 40;

export function drawCloud(context: CanvasRenderingContext2D, drawing: CloudDrawing): void {
  const { points, raised, sprite } = drawing;
  const base = points.order.length > 3000 ? 2.2 : 3.4;
  context.globalAlpha = raised.size > 0 ? 0.28 : 0.85;
  for (const row of points.order) if (!raised.has(row)) drawPoint(context, drawing, row, base);
  context.globalAlpha = 1;
  for (const row of raised.keys()) drawPoint(context, drawing, row, base * 1.6);
  if (sprite && raised.size === 0) return;
  drawLabels(context, drawing);
}

function drawPoint(
  context: CanvasRenderingContext2D,
  { points, colours, theme, sprite }: CloudDrawing,
  row: number,
  radius: number,
): void {
  const size = points.size[row]!;
  if (size === 0) return;
  const [x, y] = [points.x[row]!, points.y[row]!];
  if (sprite) {
    const { image, width, height } = sprite;
    const inLine = Math.max(1, Math.floor(image.width / width));
    const [left, top] = [(row % inLine) * width, Math.floor(row / inLine) * height];
    const wide = spriteSizePx * size;
    // Enlarged pixels are squares, as on the cards of images.
    context.imageSmoothingEnabled = wide < width;
    const high = (wide * height) / width;
    context.drawImage(image, left, top, width, height, x - wide / 2, y - high / 2, wide, high);
    return;
  }
  context.fillStyle = colours[row] ?? theme.dimText;
  context.beginPath();
  context.arc(x, y, Math.max(0.8, Math.min(12, radius * size)), 0, 2 * Math.PI);
  context.fill();
}

function drawLabels(
  context: CanvasRenderingContext2D,
  { points, raised, theme }: CloudDrawing,
): void {
  context.font = `12px ${theme.font}`;
  context.textBaseline = 'middle';
  context.lineJoin = 'round';
  context.lineWidth = 3;
  context.strokeStyle = theme.background;
  context.fillStyle = theme.text;
  for (const [row, label] of [...raised].slice(0, mostLabels)) {
    if (points.size[row] === 0) continue;
    const [x, y] = [points.x[row]! + 8, points.y[row]!];
    context.strokeText(label, x, y);
    context.fillText(label, x, y);
  }
}

/** The nearest point within reach; of those equally near the one in front. Null if there is none. */
export function pointAt(
  points: PlacedPoints,
  at: { x: number; y: number },
  reach: number,
): number | null {
  let nearest: number | null = null;
  let least = reach;
  for (const row of points.order) {
    if (points.size[row] === 0) continue;
    const distance = Math.hypot(points.x[row]! - at.x, points.y[row]! - at.y);
    if (distance > least) continue;
    least = distance;
    nearest = row;
  }
  return nearest;
}
