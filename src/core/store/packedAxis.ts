// Steps or wall times of a full chunk in as few bytes as give every double back bit for bit.
import type { Pages } from './pages';

/** Numbers that are counted from one base. */
const groupBits = 6;
const groupPoints = 1 << groupBits;
/** Bits behind the leading one of a double. */
const mantissaBits = 52;
const smallOffsets = 0x1_0000;

/**
 * How the numbers are kept. `even`: number `i` is `first + i · stride`. `offsets`: every 64 numbers have a base, and
 * each is that many units, a power of two, above it; two or four bytes a number. `plain`: as doubles.
 */
export type AxisForm =
  | { readonly kind: 'even'; readonly first: number; readonly stride: number }
  | { readonly kind: 'offsets'; readonly unit: number; readonly width: 2 | 4 }
  | { readonly kind: 'plain' };

/** Bytes of `count` numbers in a buffer, rounded up so that doubles may follow. */
export function axisBytes(form: AxisForm, count: number): number {
  switch (form.kind) {
    case 'even':
      return 0;
    case 'plain':
      return count * 8;
    case 'offsets':
      return groupsOf(count) * 8 + Math.ceil((count * form.width) / 8) * 8;
  }
}

/** Number `index` of a column of `count` that begins at byte `at` of the page file. @throws what the file throws */
export function axisAt(
  form: AxisForm,
  count: number,
  pages: Pages,
  at: number,
  index: number,
): number {
  switch (form.kind) {
    case 'even':
      return form.first + index * form.stride;
    case 'plain':
      return pages.float64(at + index * 8);
    case 'offsets': {
      const base = pages.float64(at + (index >>> groupBits) * 8);
      const from = at + groupsOf(count) * 8;
      const offset =
        form.width === 2 ? pages.uint16(from + index * 2) : pages.uint32(from + index * 4);
      return base + offset * form.unit;
    }
  }
}

/** Finds the form of a column and writes it. One is enough for any number of columns in turn. */
export class AxisPacker {
  readonly #bases: Float64Array;
  readonly #offsets: Uint32Array;

  /** @param points the most numbers of a column */
  constructor(points: number) {
    this.#bases = new Float64Array(groupsOf(points));
    this.#offsets = new Uint32Array(points);
  }

  /** The shortest form that is exact for `source[0 … count)`; `write` must follow before the next `plan`. */
  plan(source: Float64Array, count: number): AxisForm {
    const first = source[0]!;
    const stride = source[1]! - first;
    if (isEven(source, count, first, stride)) return { kind: 'even', first, stride };
    for (const unit of [1, finestUnit(first, source[count - 1]!)]) {
      const most = this.#countUnits(source, count, unit);
      if (most >= 0) return { kind: 'offsets', unit, width: most < smallOffsets ? 2 : 4 };
    }
    return { kind: 'plain' };
  }

  /** Writes the column that was planned last to the buffer from byte `at`, a multiple of 8. */
  write(form: AxisForm, source: Float64Array, count: number, into: ArrayBuffer, at: number): void {
    if (form.kind === 'plain') new Float64Array(into, at, count).set(source.subarray(0, count));
    if (form.kind !== 'offsets') return;
    const groups = groupsOf(count);
    new Float64Array(into, at, groups).set(this.#bases.subarray(0, groups));
    offsetsIn(into, at, count, form.width).set(this.#offsets.subarray(0, count));
  }

  /** Fills bases and offsets. Returns the bits that occur in any offset, or −1 when the unit does not fit all. */
  #countUnits(source: Float64Array, count: number, unit: number): number {
    const perUnit = 1 / unit;
    if (!(perUnit > 0 && perUnit < Infinity)) return -1;
    let most = 0;
    for (let from = 0; from < count; from += groupPoints) {
      const to = Math.min(count, from + groupPoints);
      let bits = this.#countGroup(source, from, to, source[from]!, unit, perUnit);
      // A clock that stepped back within the group: count from the lowest instead.
      if (bits < 0) {
        bits = this.#countGroup(source, from, to, lowestOf(source, from, to), unit, perUnit);
      }
      if (bits < 0) return -1;
      most = Math.max(most, bits);
    }
    return most;
  }

  #countGroup(
    source: Float64Array,
    from: number,
    to: number,
    base: number,
    unit: number,
    perUnit: number,
  ): number {
    const offsets = this.#offsets;
    let bits = 0;
    for (let i = from; i < to; i++) {
      const number = source[i]!;
      // What does not fit wraps around here, and then does not give the number back. No sum gives back −0.
      offsets[i] = (number - base) * perUnit;
      const offset = offsets[i]!;
      if (base + offset * unit !== number || Object.is(number, -0)) return -1;
      bits |= offset;
    }
    this.#bases[from >>> groupBits] = base;
    return bits >>> 0;
  }
}

/** Reads a column out of the buffer that it was written to. */
export class PackedAxis {
  readonly #first: number;
  /** The stride, or the unit of the offsets. */
  readonly #scale: number;
  /** The bases of offsets, or plain numbers. */
  readonly #doubles: Float64Array | undefined;
  readonly #offsets: Uint16Array | Uint32Array | undefined;

  constructor(form: AxisForm, count: number, buffer: ArrayBuffer, at: number) {
    this.#first = form.kind === 'even' ? form.first : 0;
    this.#scale = form.kind === 'even' ? form.stride : form.kind === 'offsets' ? form.unit : 1;
    if (form.kind === 'even') return;
    const doubles = form.kind === 'plain' ? count : groupsOf(count);
    this.#doubles = new Float64Array(buffer, at, doubles);
    if (form.kind === 'offsets') this.#offsets = offsetsIn(buffer, at, count, form.width);
  }

  at(index: number): number {
    const offsets = this.#offsets;
    const doubles = this.#doubles;
    if (offsets) return doubles![index >>> groupBits]! + offsets[index]! * this.#scale;
    return doubles ? doubles[index]! : this.#first + index * this.#scale;
  }

  /** Writes the numbers `[from, to)` to the same places of `into`. */
  unpack(into: Float64Array, from: number, to: number): void {
    const offsets = this.#offsets;
    const doubles = this.#doubles;
    const first = this.#first;
    const scale = this.#scale;
    if (offsets) {
      for (let i = from; i < to; i++) into[i] = doubles![i >>> groupBits]! + offsets[i]! * scale;
    } else if (doubles) into.set(doubles.subarray(from, to), from);
    else for (let i = from; i < to; i++) into[i] = first + i * scale;
  }
}

function groupsOf(count: number): number {
  return Math.ceil(count / groupPoints);
}

function offsetsIn(
  buffer: ArrayBuffer,
  at: number,
  count: number,
  width: 2 | 4,
): Uint16Array | Uint32Array {
  const from = at + groupsOf(count) * 8;
  return width === 2 ? new Uint16Array(buffer, from, count) : new Uint32Array(buffer, from, count);
}

function isEven(source: Float64Array, count: number, first: number, stride: number): boolean {
  for (let i = 0; i < count; i++) {
    const number = source[i]!;
    if (first + i * stride !== number || Object.is(number, -0)) return false;
  }
  return true;
}

/** The distance between doubles of the size of the larger number: what all numbers near it are multiples of. */
function finestUnit(a: number, b: number): number {
  return 2 ** (Math.floor(Math.log2(Math.max(Math.abs(a), Math.abs(b)))) - mantissaBits);
}

function lowestOf(source: Float64Array, from: number, to: number): number {
  let lowest = source[from]!;
  for (let i = from + 1; i < to; i++) lowest = Math.min(lowest, source[i]!);
  return lowest;
}
