// Spreads drawing over frames: at most 8 ms of it per frame, the most wanted first.

export interface DrawJob {
  /** Lower comes first. */
  readonly priority: number;
  draw(): void;
}

export class DrawScheduler {
  readonly #waiting = new Set<DrawJob>();
  readonly #budgetMs: number;
  #frame = 0;
  #backlogged = false;

  constructor(budgetMs = 8) {
    this.#budgetMs = budgetMs;
  }

  /** True while one frame was not enough: a good time to ask for less. */
  get backlogged(): boolean {
    return this.#backlogged;
  }

  /** Draws the job in the next frame, or later if the frame is full. Asking twice draws once. */
  request(job: DrawJob): void {
    this.#waiting.add(job);
    if (this.#frame === 0) this.#frame = requestAnimationFrame(() => this.#drain());
  }

  cancel(job: DrawJob): void {
    this.#waiting.delete(job);
  }

  #drain(): void {
    this.#frame = 0;
    const start = performance.now();
    const jobs = [...this.#waiting].sort((a, b) => a.priority - b.priority);
    let drawn = 0;
    for (const job of jobs) {
      if (performance.now() - start > this.#budgetMs) break;
      this.#waiting.delete(job);
      job.draw();
      drawn++;
    }
    // What a drawing asked for in turn, such as its overlay, is the next frame's and no sign of falling behind.
    this.#backlogged = drawn < jobs.length;
    if (this.#waiting.size > 0 && this.#frame === 0) {
      this.#frame = requestAnimationFrame(() => this.#drain());
    }
  }
}
