// Few WebGL contexts live at a time: who was used longest ago gives its own up for a picture of what it showed.

/** Something that holds a context and can do without. */
export interface ContextHolder {
  giveUpContext(): void;
}

/** Chromium ends the oldest of more than 16 by itself, without asking. */
const mostContexts = 8;

export class ContextPool {
  readonly #most: number;
  /** The one used last is the last. */
  readonly #holders: ContextHolder[] = [];

  constructor(most = mostContexts) {
    this.#most = most;
  }

  get size(): number {
    return this.#holders.length;
  }

  /** To be called before a context is made, and whenever it is used. */
  use(holder: ContextHolder): void {
    this.release(holder);
    this.#holders.push(holder);
    while (this.#holders.length > this.#most) this.#holders.shift()?.giveUpContext();
  }

  release(holder: ContextHolder): void {
    const at = this.#holders.indexOf(holder);
    if (at >= 0) this.#holders.splice(at, 1);
  }
}
