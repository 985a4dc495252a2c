// How far all pictures of a card are zoomed and moved, together; wheel with Ctrl, dragging, and keys change it.
import { toDisposable, type Owned } from '../../src/base/lifecycle';

export interface Zoom {
  /** 1: fitted, or one pixel a pixel at actual size. */
  readonly factor: number;
  /** Shares of the frame's size that the picture's corner is moved by. */
  readonly x: number;
  readonly y: number;
}

export const noZoom: Zoom = { factor: 1, x: 0, y: 0 };

const mostFactor = 64;

/** The place at these shares of the frame stays where it is. */
export function zoomAt(zoom: Zoom, by: number, x: number, y: number): Zoom {
  const factor = Math.min(mostFactor, Math.max(1, zoom.factor * by));
  const real = factor / zoom.factor;
  return bounded({ factor, x: x - (x - zoom.x) * real, y: y - (y - zoom.y) * real });
}

export function moved(zoom: Zoom, x: number, y: number): Zoom {
  return bounded({ ...zoom, x: zoom.x + x, y: zoom.y + y });
}

/** No empty frame beside the picture. */
function bounded({ factor, x, y }: Zoom): Zoom {
  const least = 1 - factor;
  return { factor, x: Math.min(0, Math.max(least, x)), y: Math.min(0, Math.max(least, y)) };
}

/** What a key does to the zoom; null for keys that are none of its business. */
export function zoomOfKey(key: string, zoom: Zoom): Zoom | null {
  const by = 0.1;
  switch (key) {
    case '+':
    case '=':
      return zoomAt(zoom, 1.5, 0.5, 0.5);
    case '-':
    case '_':
      return zoomAt(zoom, 1 / 1.5, 0.5, 0.5);
    case '0':
      return noZoom;
    case 'ArrowLeft':
      return moved(zoom, by, 0);
    case 'ArrowRight':
      return moved(zoom, -by, 0);
    case 'ArrowUp':
      return moved(zoom, 0, by);
    case 'ArrowDown':
      return moved(zoom, 0, -by);
    default:
      return null;
  }
}

/** Lets the user zoom what is in the frame. */
export function listenForZoom(
  frame: HTMLElement,
  current: () => Zoom,
  change: (zoom: Zoom) => void,
): Owned {
  const stop = new AbortController();
  const { signal } = stop;
  frame.addEventListener(
    'wheel',
    (event) => {
      if (!event.ctrlKey && !event.metaKey) return;
      event.preventDefault();
      const box = frame.getBoundingClientRect();
      const [x, y] = [
        (event.clientX - box.left) / box.width,
        (event.clientY - box.top) / box.height,
      ];
      change(zoomAt(current(), Math.exp(-event.deltaY / 240), x, y));
    },
    { signal, passive: false },
  );
  frame.addEventListener(
    'keydown',
    (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      const isMove = event.key.startsWith('Arrow');
      const next = isMove && current().factor === 1 ? null : zoomOfKey(event.key, current());
      if (!next) return;
      event.preventDefault();
      change(next);
    },
    { signal },
  );
  listenForDrag(frame, current, change, signal);
  return toDisposable(() => stop.abort());
}

function listenForDrag(
  frame: HTMLElement,
  current: () => Zoom,
  change: (zoom: Zoom) => void,
  signal: AbortSignal,
): void {
  let from: { readonly x: number; readonly y: number } | null = null;
  frame.addEventListener(
    'pointerdown',
    (event) => {
      if (event.button !== 0 || current().factor === 1) return;
      from = { x: event.clientX, y: event.clientY };
      frame.setPointerCapture(event.pointerId);
    },
    { signal },
  );
  frame.addEventListener(
    'pointermove',
    (event) => {
      if (!from) return;
      const { width, height } = frame.getBoundingClientRect();
      change(moved(current(), (event.clientX - from.x) / width, (event.clientY - from.y) / height));
      from = { x: event.clientX, y: event.clientY };
    },
    { signal },
  );
  const end = (): void => {
    from = null;
  };
  frame.addEventListener('pointerup', end, { signal });
  frame.addEventListener('pointercancel', end, { signal });
}
