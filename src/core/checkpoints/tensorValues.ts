// The values of one tensor, summed up: read in two passes, piece by piece, so that its size does not matter.
import type { TensorValues } from '../../shared/checkpoints';
import { withFile, type FileSource } from './byteSource';
import { Damage } from './damage';
import { readStretches, type ReadControl } from './sequentialRead';
import { decodeElements, isReadable } from './tensorElements';

export interface TensorPlace {
  readonly file: string;
  readonly dtype: string;
  readonly offset: number;
  readonly sizeBytes: number;
}

const defaultBins = 64;
const mostBins = 1_024;

/** Throws damage for a type whose values cannot be read one by one, or a place beyond the end; rejects when aborted. */
export function readTensorValues(
  place: TensorPlace,
  { bins = defaultBins, ...control }: ReadControl & { readonly bins?: number },
): Promise<TensorValues> {
  const { dtype, offset, sizeBytes } = place;
  if (!isReadable(dtype)) throw new Damage('unknown-format', dtype);
  return withFile(place.file, async (source) => {
    if (offset + sizeBytes > source.sizeBytes)
      throw new Damage('truncated', `${offset + sizeBytes}`);
    const sums = new Sums();
    await eachPiece(source, place, control, (values) => sums.add(values));
    const count = Math.max(1, Math.min(mostBins, bins));
    const histogram = new Histogram(sums.min, sums.max, count);
    if (sums.finite > 0) {
      await eachPiece(source, place, control, (values) => histogram.add(values));
    }
    return { ...sums.told(), histogram: sums.finite > 0 ? histogram.counts : [] };
  });
}

async function eachPiece(
  source: FileSource,
  { dtype, offset, sizeBytes }: TensorPlace,
  control: ReadControl,
  take: (values: Float64Array) => void,
): Promise<void> {
  const stretch = { start: offset, length: sizeBytes };
  await readStretches(source, [stretch], (_, bytes) => take(decodeElements(dtype, bytes)), control);
}

class Sums {
  finite = 0;
  min = Infinity;
  max = -Infinity;
  #count = 0;
  #nan = 0;
  #zeros = 0;
  #mean = 0;
  /** Sum of the squared distances from the mean, kept up to date as Welford does. */
  #squares = 0;

  add(values: Float64Array): void {
    this.#count += values.length;
    for (const value of values) {
      if (Number.isNaN(value)) this.#nan++;
      else if (value !== Infinity && value !== -Infinity) this.#addFinite(value);
    }
  }

  #addFinite(value: number): void {
    this.finite++;
    if (value === 0) this.#zeros++;
    if (value < this.min) this.min = value;
    if (value > this.max) this.max = value;
    const distance = value - this.#mean;
    this.#mean += distance / this.finite;
    this.#squares += distance * (value - this.#mean);
  }

  told(): Omit<TensorValues, 'histogram'> {
    const isAny = this.finite > 0;
    return {
      count: this.#count,
      nan: this.#nan,
      infinite: this.#count - this.#nan - this.finite,
      zeros: this.#zeros,
      min: isAny ? this.min : NaN,
      max: isAny ? this.max : NaN,
      mean: isAny ? this.#mean : NaN,
      deviation: isAny ? Math.sqrt(this.#squares / this.finite) : NaN,
    };
  }
}

class Histogram {
  readonly counts: number[];
  readonly #min: number;
  readonly #halfWidth: number;

  constructor(min: number, max: number, bins: number) {
    this.#min = min;
    // Halved before they are subtracted: the width of all doubles is no double.
    this.#halfWidth = max / 2 - min / 2;
    this.counts = new Array<number>(this.#halfWidth > 0 ? bins : 1).fill(0);
  }

  add(values: Float64Array): void {
    const bins = this.counts.length;
    for (const value of values) {
      if (!Number.isFinite(value)) continue;
      const place = bins === 1 ? 0 : (value / 2 - this.#min / 2) / this.#halfWidth;
      this.counts[Math.min(bins - 1, Math.floor(place * bins))]!++;
    }
  }
}
