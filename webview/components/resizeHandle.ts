// The corner of a card that makes it wider, in columns of the grid, and higher, in pixels.
import { element } from './element';

export interface ResizeEvents {
  /** While the corner is dragged and when it is let go; columns are whole and at least one. */
  resized(span: number, height: number, done: boolean): void;
}

const lowest = 120;

/**
 * @param card its width is that of `span` columns
 * @param body what becomes higher
 */
export function createResizeHandle(
  card: HTMLElement,
  body: HTMLElement,
  events: ResizeEvents,
): HTMLElement {
  const handle = element('div', 'resize-handle');
  handle.ariaHidden = 'true';
  handle.addEventListener('pointerdown', (event) => {
    if (event.button !== 0) return;
    event.preventDefault();
    event.stopPropagation();
    handle.setPointerCapture(event.pointerId);
    const start = { x: event.clientX, y: event.clientY };
    const { width } = card.getBoundingClientRect();
    const { height } = body.getBoundingClientRect();
    const column = columnWidth(card);
    const sizeAt = (at: PointerEvent): readonly [number, number] => [
      Math.max(1, Math.round((width + at.clientX - start.x) / column)),
      Math.max(lowest, Math.round(height + at.clientY - start.y)),
    ];
    const stop = new AbortController();
    const { signal } = stop;
    handle.addEventListener('pointermove', (at) => events.resized(...sizeAt(at), false), {
      signal,
    });
    handle.addEventListener(
      'pointerup',
      (at) => {
        stop.abort();
        events.resized(...sizeAt(at), true);
      },
      { signal },
    );
    handle.addEventListener('pointercancel', () => stop.abort(), { signal });
  });
  return handle;
}

/** Pixels from one column of the card's grid to the next. */
function columnWidth(card: HTMLElement): number {
  const grid = card.parentElement ?? card;
  const columns = getComputedStyle(grid).gridTemplateColumns.split(' ').length;
  return grid.clientWidth / columns;
}
