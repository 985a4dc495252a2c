// A small picture of a whole graph with the part that is seen; a press moves there.
import { element } from '../../components/element';
import { followDrag } from '../pointerDrag';
import { vector } from '../vectorElement';
import type { Size, Viewport } from './viewport';

const largest = { width: 150, height: 110 } as const;

export class MiniMap {
  readonly element = element('div', 'graph-map');
  readonly #svg = vector('svg', { 'aria-hidden': 'true' });
  readonly #window = vector('rect', { class: 'graph-map-window' });

  /** @param moved told a place of the drawing that is to be in the middle */
  constructor(moved: (x: number, y: number) => void) {
    this.element.ariaHidden = 'true';
    this.element.append(this.#svg);
    this.#svg.addEventListener('pointerdown', (press) => {
      const go = (event: PointerEvent): void => {
        const matrix = this.#svg.getScreenCTM()?.inverse();
        if (!matrix) return;
        const { x, y } = new DOMPoint(event.clientX, event.clientY).matrixTransform(matrix);
        moved(x, y);
      };
      go(press);
      followDrag(this.#svg, press, { moved: go, ended: () => undefined });
    });
  }

  /** Boxes alone tell enough at this size. */
  setDrawing(
    drawing: Size,
    boxes: readonly (Size & { readonly x: number; readonly y: number })[],
  ): void {
    const scale = Math.min(largest.width / drawing.width, largest.height / drawing.height);
    this.#svg.setAttribute('viewBox', `0 0 ${drawing.width} ${drawing.height}`);
    this.#svg.setAttribute('width', String(Math.max(12, drawing.width * scale)));
    this.#svg.setAttribute('height', String(Math.max(12, drawing.height * scale)));
    const path = boxes.map(({ x, y, width, height }) => `M${x} ${y}h${width}v${height}h${-width}z`);
    this.#svg.replaceChildren(
      vector('path', { class: 'graph-map-boxes', d: path.join('') }),
      this.#window,
    );
  }

  /** Hidden while everything is seen. */
  setView({ x, y, scale }: Viewport, drawing: Size, place: Size): void {
    const isWhole =
      x >= -1 &&
      y >= -1 &&
      x + drawing.width * scale <= place.width + 1 &&
      y + drawing.height * scale <= place.height + 1;
    this.element.hidden = isWhole;
    const attributes = {
      x: -x / scale,
      y: -y / scale,
      width: place.width / scale,
      height: place.height / scale,
    };
    for (const [name, value] of Object.entries(attributes))
      this.#window.setAttribute(name, String(value));
    this.#window.setAttribute(
      'stroke-width',
      String(3 / Math.min(1, largest.width / drawing.width)),
    );
  }
}
