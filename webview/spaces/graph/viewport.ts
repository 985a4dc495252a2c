// Which part of a drawing is seen and how large: pure moves, in pixels of the screen.

export interface Viewport {
  /** Where the drawing's upper left corner is. */
  readonly x: number;
  readonly y: number;
  readonly scale: number;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

const scales = { least: 0.02, most: 4 } as const;

/** A drawing smaller than its place is not blown up beyond this. */
const largestFit = 1.25;

/** The whole drawing in the middle of its place. */
export function fitted(drawing: Size, place: Size): Viewport {
  const wanted = Math.min(place.width / drawing.width, place.height / drawing.height, largestFit);
  const scale = Math.max(scales.least, Number.isFinite(wanted) ? wanted : 1);
  return {
    scale,
    x: (place.width - drawing.width * scale) / 2,
    y: (place.height - drawing.height * scale) / 2,
  };
}

/**
 * Larger by `factor`, with the point of the screen staying where it is in the drawing.
 * @param limits least and largest scale
 */
export function zoomedAt(
  { x, y, scale }: Viewport,
  at: { readonly x: number; readonly y: number },
  factor: number,
  limits: { readonly least: number; readonly most: number } = scales,
): Viewport {
  const next = Math.max(limits.least, Math.min(limits.most, scale * factor));
  const by = next / scale;
  return { scale: next, x: at.x - (at.x - x) * by, y: at.y - (at.y - y) * by };
}

/** Moved just as far as needed for a part of the drawing to be seen whole, or its middle where it is too large. */
export function revealed(
  view: Viewport,
  part: { readonly x: number; readonly y: number } & Size,
  place: Size,
  margin: number,
): Viewport {
  const shift = (start: number, length: number, room: number): number => {
    if (length > room - 2 * margin) return (room - length) / 2 - start;
    if (start < margin) return margin - start;
    return start + length > room - margin ? room - margin - start - length : 0;
  };
  const { scale } = view;
  return {
    scale,
    x: view.x + shift(view.x + part.x * scale, part.width * scale, place.width),
    y: view.y + shift(view.y + part.y * scale, part.height * scale, place.height),
  };
}
