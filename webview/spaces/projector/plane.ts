// Where points on a plane are looked at from: the first view, and what keys do with it.
import { zoomedAt, type Size, type Viewport } from '../graph/viewport';

/** Pixels for the radius that nearly all points lie in. */
export const planeScales = { least: 20, most: 1e5 } as const;

const stepPx = 40;
const zoomStep = 1.25;

const moves: Readonly<Record<string, readonly [x: number, y: number]>> = {
  ArrowLeft: [stepPx, 0],
  ArrowRight: [-stepPx, 0],
  ArrowUp: [0, stepPx],
  ArrowDown: [0, -stepPx],
};

/** The view in which the ball of radius 1 fits, with its middle in the middle. */
export function unitPlane({ width, height }: Size): Viewport {
  return { scale: Math.min(width, height) / 2.3, x: width / 2, y: height / 2 };
}

/** What a key does with the view; null for keys that are not its own. */
export function planeAfterKey(view: Viewport, key: string, place: Size): Viewport | null {
  const move = moves[key];
  if (move) return { scale: view.scale, x: view.x + move[0], y: view.y + move[1] };
  const middle = { x: place.width / 2, y: place.height / 2 };
  if (key === '+' || key === '=') return zoomedAt(view, middle, zoomStep, planeScales);
  if (key === '-') return zoomedAt(view, middle, 1 / zoomStep, planeScales);
  return key === '0' ? unitPlane(place) : null;
}
