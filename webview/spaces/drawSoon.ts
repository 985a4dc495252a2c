// Draws at most once a frame, however often it is asked to.
import type { Owned } from '../../src/base/lifecycle';

export class DrawSoon implements Owned {
  readonly #draw: () => void;
  #frame = 0;

  constructor(draw: () => void) {
    this.#draw = draw;
  }

  request(): void {
    if (this.#frame !== 0) return;
    this.#frame = requestAnimationFrame(() => {
      this.#frame = 0;
      this.#draw();
    });
  }

  dispose(): void {
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
  }
}
