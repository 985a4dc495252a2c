// The lines of a series on an axis: the visible one and the superseded ones, kept as long as the series does not change.
import type { OrderKey } from '../store/orderedCopy';
import type { Series } from '../store/series';
import { Line } from './line';
import { SmoothingTrack, type Decay } from './smoothing';

/** Weights whose averages are kept per line; a slider in motion asks for many. */
const keptTracks = 4;

/** Lines of one series on one axis. Kept between queries so that an append costs only the new points. */
export class SeriesLines {
  readonly visible: Line;
  readonly #series: Series;
  readonly #key: OrderKey;
  readonly #ghosts: Line[] = [];
  readonly #tracks = new Map<string, SmoothingTrack>();
  #revision = -1;
  #ghostRevision = -1;

  constructor(series: Series, key: OrderKey) {
    this.#series = series;
    this.#key = key;
    this.visible = new Line(key);
  }

  /** Catches up with the series. */
  update(): void {
    if (this.#revision === this.#series.revision) return;
    this.#revision = this.#series.revision;
    const spans = this.#series.segments().map(({ columns, visible }) => ({
      columns,
      from: 0,
      to: visible,
    }));
    const kept = this.visible.update(spans);
    for (const track of this.#tracks.values()) track.truncate(kept);
  }

  /** The superseded tails of segments, oldest first. */
  ghosts(): readonly Line[] {
    if (this.#ghostRevision !== this.#series.revision) {
      this.#ghostRevision = this.#series.revision;
      const spans = this.#series
        .segments()
        .map(({ columns, visible, count }) => ({ columns, from: visible, to: count }))
        .filter(({ from, to }) => from < to);
      this.#ghosts.length = Math.min(this.#ghosts.length, spans.length);
      spans.forEach((span, i) => {
        this.#ghosts[i] ??= new Line(this.#key);
        this.#ghosts[i].update([span]);
      });
    }
    return this.#ghosts.filter((line) => line.count > 0);
  }

  /** x of the first point of each segment after the first: where the process was started again. */
  restarts(): number[] {
    return this.#series
      .segments()
      .slice(1)
      .map(({ columns }) => (this.#key === 'step' ? columns.stepAt(0) : columns.wallTimeAt(0)))
      .filter((x) => Number.isFinite(x));
  }

  /** The averages of the visible line with this decay. */
  track(decay: Decay): SmoothingTrack {
    const key = `${decay.kind} ${decay.kind === 'perPoint' ? decay.weight : decay.rate}`;
    const track = this.#tracks.get(key) ?? new SmoothingTrack(decay);
    this.#tracks.delete(key);
    this.#tracks.set(key, track);
    const oldest = this.#tracks.keys().next().value;
    if (this.#tracks.size > keptTracks && oldest !== undefined) this.#tracks.delete(oldest);
    return track;
  }
}

const kept = new WeakMap<Series, Map<OrderKey, SeriesLines>>();

/** The lines of a series, up to date. They hold no facts of their own: they go when the series goes. */
export function linesOf(series: Series, key: OrderKey): SeriesLines {
  let byKey = kept.get(series);
  if (!byKey) {
    byKey = new Map();
    kept.set(series, byKey);
  }
  let lines = byKey.get(key);
  if (!lines) {
    lines = new SeriesLines(series, key);
    byKey.set(key, lines);
  }
  lines.update();
  return lines;
}
