// Turns pointer and wheel into intents of a chart: hover, box, pan, zoom, reset.
import { toDisposable, type Owned } from '../../src/base/lifecycle';

export interface GestureHost {
  hover(x: number, y: number): void;
  leave(): void;
  /** The drag so far, from where it began; drawn as a box. */
  boxMoved(fromX: number, fromY: number, x: number, y: number): void;
  boxDone(fromX: number, fromY: number, x: number, y: number): void;
  boxCancelled(): void;
  /** A drag that chooses a stretch of x, from where it began. */
  selectMoved(fromX: number, x: number): void;
  panned(dx: number, dy: number): void;
  zoomed(factor: number, x: number): void;
  reset(): void;
  /** A click that was no drag: the chart takes the keyboard and the plain wheel. `selects`: it chooses a step. */
  clicked(x: number, y: number, selects: boolean): void;
  /** Whether plain drags choose a stretch instead of zooming. */
  readonly selects: boolean;
  readonly isZoomed: boolean;
  readonly isFocused: boolean;
}

interface Drag {
  readonly kind: 'box' | 'select' | 'pan';
  /** Where it began; of a pan, where it last was. */
  x: number;
  y: number;
  moved: boolean;
}

/** A pointer that moved less than this many pixels has clicked, not dragged. */
const dragThreshold = 4;

export class ChartGestures {
  readonly #element: HTMLElement;
  readonly #host: GestureHost;
  #drag: Drag | undefined;

  constructor(element: HTMLElement, host: GestureHost) {
    this.#element = element;
    this.#host = host;
  }

  /** Listens until disposed. */
  attach(): Owned {
    const stop = new AbortController();
    const { signal } = stop;
    const element = this.#element;
    element.addEventListener('pointerdown', (event) => this.#down(event), { signal });
    element.addEventListener('pointermove', (event) => this.#move(event), { signal });
    element.addEventListener('pointerup', (event) => this.#up(event), { signal });
    element.addEventListener('pointercancel', () => this.cancel(), { signal });
    element.addEventListener('pointerleave', () => this.#leave(), { signal });
    element.addEventListener('dblclick', () => this.#host.reset(), { signal });
    // Keeps the middle button from scrolling, and a drag from moving the focus and with it the wheel.
    element.addEventListener('mousedown', (event) => event.preventDefault(), { signal });
    element.addEventListener('wheel', (event) => this.#wheel(event), { signal, passive: false });
    return toDisposable(() => {
      this.#endDrag();
      stop.abort();
    });
  }

  /** Gives up the drag under way, if any. */
  cancel(): void {
    if (this.#drag?.kind === 'box') this.#host.boxCancelled();
    this.#endDrag();
  }

  readonly #escape = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    this.cancel();
  };

  #endDrag(): void {
    this.#drag = undefined;
    window.removeEventListener('keydown', this.#escape, { capture: true });
  }

  #down(event: PointerEvent): void {
    const pans = event.button === 1 || (event.button === 0 && event.shiftKey);
    if (!pans && event.button !== 0) return;
    // A finger scrolls the page; its tap still moves the crosshair.
    if (event.pointerType === 'touch') return;
    const { x, y } = this.#place(event);
    const selects = event.ctrlKey || event.metaKey || this.#host.selects;
    const kind = selects ? 'select' : 'box';
    this.#drag = { kind: pans ? 'pan' : kind, x, y, moved: false };
    this.#element.setPointerCapture(event.pointerId);
    window.addEventListener('keydown', this.#escape, { capture: true });
  }

  #move(event: PointerEvent): void {
    const { x, y } = this.#place(event);
    const drag = this.#drag;
    if (!drag) {
      this.#host.hover(x, y);
      return;
    }
    drag.moved ||= Math.hypot(x - drag.x, y - drag.y) >= dragThreshold;
    if (!drag.moved) return;
    switch (drag.kind) {
      case 'box':
        this.#host.boxMoved(drag.x, drag.y, x, y);
        return;
      case 'select':
        this.#host.selectMoved(drag.x, x);
        return;
      case 'pan':
        this.#host.panned(x - drag.x, y - drag.y);
        drag.x = x;
        drag.y = y;
    }
  }

  #up(event: PointerEvent): void {
    const drag = this.#drag;
    if (!drag) return;
    this.#endDrag();
    const { x, y } = this.#place(event);
    if (!drag.moved) this.#host.clicked(x, y, drag.kind === 'select');
    else if (drag.kind === 'select') this.#host.selectMoved(drag.x, x);
    else if (drag.kind === 'box') this.#host.boxDone(drag.x, drag.y, x, y);
    else this.#host.panned(x - drag.x, y - drag.y);
  }

  #leave(): void {
    if (!this.#drag) this.#host.leave();
  }

  /**
   * With ctrl, ⌘ or alt (and when pinching, which browsers report as ctrl) the wheel zooms any chart. The plain
   * wheel zooms only a chart that was clicked or tabbed to, so that scrolling the page never gets stuck.
   */
  #wheel(event: WheelEvent): void {
    const lines = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 16 : 1;
    const { x } = this.#place(event);
    const sideways = Math.abs(event.deltaX) > Math.abs(event.deltaY);
    if (event.ctrlKey || event.metaKey || event.altKey || (this.#host.isFocused && !sideways)) {
      event.preventDefault();
      // A pinch sends small deltas, a wheel notch about 100.
      const delta = (event.deltaY || event.deltaX) * lines;
      const speed = event.ctrlKey && Math.abs(delta) < 40 ? 0.01 : 0.0016;
      this.#host.zoomed(Math.exp(delta * speed), x);
    } else if (sideways && this.#host.isZoomed) {
      event.preventDefault();
      this.#host.panned(-event.deltaX * lines, 0);
    }
  }

  #place(event: MouseEvent): { x: number; y: number } {
    const box = this.#element.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  }
}
