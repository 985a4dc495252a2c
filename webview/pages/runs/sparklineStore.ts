// Small lines of metrics: asked for once for the rows in sight, kept until the run moves on.
import type { Clock } from '../../../src/base/clock';
import { Disposable, type Owned } from '../../../src/base/lifecycle';
import type { SparklineQuery, Sparklines } from '../../../src/shared/tableContract';
import type { RunId } from '../../../src/shared/vocabulary';

/** Stretches of a line; it is 44 pixels wide. */
const columns = 22;
const [width, height] = [44, 16];
/** Scrolling goes on before anybody looks at lines. */
const askMs = 90;
const mostKept = 20_000;

export class SparklineStore extends Disposable {
  readonly #clock: Clock;
  readonly #ask: (query: SparklineQuery) => Promise<Sparklines>;
  readonly #drawn: () => void;
  readonly #paths = new Map<string, string>();
  readonly #asked = new Set<string>();
  #wanted = new Map<string, Set<RunId>>();
  #timer: Owned | undefined;

  /** @param drawn told when lines have come */
  constructor(
    clock: Clock,
    ask: (query: SparklineQuery) => Promise<Sparklines>,
    drawn: () => void,
  ) {
    super();
    this.#clock = clock;
    this.#ask = ask;
    this.#drawn = drawn;
  }

  /** The line as the path of an SVG; null while it is not there. */
  pathOf(run: RunId, tag: string): string | null {
    return this.#paths.get(`${run}\n${tag}`) ?? null;
  }

  /** These runs are in sight with these metrics. What is known already is asked again only after `forget`. */
  want(runs: readonly RunId[], tags: readonly string[]): void {
    this.#wanted = new Map();
    for (const tag of tags) {
      const missing = runs.filter((run) => !this.#asked.has(`${run}\n${tag}`));
      if (missing.length > 0) this.#wanted.set(tag, new Set(missing));
    }
    if (this.#wanted.size === 0 || this.#timer) return;
    this.#timer = this.own(
      this.#clock.after(askMs, () => {
        if (this.#timer) this.disown(this.#timer);
        this.#timer = undefined;
        void this.#askAll();
      }),
    );
  }

  /** Data may have moved on: what is in sight is asked again. Lines stay until the new ones are there. */
  forget(): void {
    this.#asked.clear();
    if (this.#paths.size > mostKept) this.#paths.clear();
  }

  async #askAll(): Promise<void> {
    for (const [tag, wanted] of this.#wanted) {
      const runs = [...wanted];
      for (const run of runs) this.#asked.add(`${run}\n${tag}`);
      const lines = await this.#ask({ tag, runs, columns }).catch(() => null);
      if (!lines || this.isDisposed) return;
      lines.runs.forEach((run, at) => {
        const values = lines.values.subarray(2 * columns * at, 2 * columns * (at + 1));
        this.#paths.set(`${run}\n${tag}`, drawPath(values));
      });
    }
    this.#drawn();
  }
}

/** Through lowest and highest value of each stretch, so that no spike is lost; outliers are cut at the edge. */
function drawPath(values: Float32Array): string {
  const finite = values.filter((value) => Number.isFinite(value)).sort();
  if (finite.length === 0) return '';
  const low = finite[0]!;
  const span = finite.at(-1)! - low || 1;
  const y = (value: number): string => (1.5 + (height - 3) * (1 - (value - low) / span)).toFixed(1);
  let path = '';
  for (let column = 0; column < columns; column++) {
    const [min, max] = [values[2 * column]!, values[2 * column + 1]!];
    if (Number.isNaN(min)) continue;
    const x = (1 + ((width - 2) * column) / (columns - 1)).toFixed(1);
    path += `${path === '' ? 'M' : 'L'}${x} ${y(max)}`;
    if (min !== max) path += `L${x} ${y(min)}`;
  }
  return path;
}
