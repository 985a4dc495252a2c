// Collects polylines of unknown length and packs them into one exactly sized buffer.
import type { FramePiece, PieceRole } from '../../shared/frame';
import { drawableFloat32 } from '../store/float32';

/** A piece before its place in the buffer is known: points `[start, start + count)` of the collection. */
export interface CollectedPiece {
  readonly role: PieceRole;
  readonly exact: boolean;
  readonly start: number;
  readonly count: number;
}

const firstCapacity = 4096;
/** Larger scratch arrays are not kept between frames. */
const keptCapacity = 1 << 18;

/** Left by the frame before: frames are collected one at a time. */
let scratch: { readonly xs: Float64Array; readonly ys: Float32Array } | undefined;

export class PieceBuffer {
  #xs: Float64Array;
  #ys: Float32Array;
  #count = 0;
  #pieceStart = 0;

  constructor() {
    this.#xs = scratch?.xs ?? new Float64Array(firstCapacity);
    this.#ys = scratch?.ys ?? new Float32Array(firstCapacity);
    scratch = undefined;
  }

  /** Points of the piece that is being collected. */
  get pieceCount(): number {
    return this.#count - this.#pieceStart;
  }

  /** Adds a point; a value that is not finite becomes a gap. */
  add(x: number, value: number): void {
    if (this.#count === this.#xs.length) this.#grow();
    this.#xs[this.#count] = x;
    this.#ys[this.#count++] = drawableFloat32(value);
  }

  /** Ends the piece; without points there is none. */
  endPiece(role: PieceRole, exact: boolean): CollectedPiece[] {
    const start = this.#pieceStart;
    const count = this.pieceCount;
    this.#pieceStart = this.#count;
    return count > 0 ? [{ role, exact, start, count }] : [];
  }

  /** Forgets the piece that was ended last: it was collected for what came to light on the way. */
  takeBack({ start }: CollectedPiece): void {
    this.#count = start;
    this.#pieceStart = start;
  }

  /** All x, then all y. Ends the collection. */
  pack(): ArrayBuffer {
    const count = this.#count;
    const buffer = new ArrayBuffer(count * 12);
    new Float64Array(buffer, 0, count).set(this.#xs.subarray(0, count));
    new Float32Array(buffer, count * 8, count).set(this.#ys.subarray(0, count));
    if (this.#xs.length <= keptCapacity) scratch = { xs: this.#xs, ys: this.#ys };
    return buffer;
  }

  /** The piece with its byte offsets in the packed buffer; only once everything is collected. */
  place({ role, exact, start, count }: CollectedPiece): FramePiece {
    return { role, exact, count, xOffset: start * 8, yOffset: this.#count * 8 + start * 4 };
  }

  #grow(): void {
    const xs = new Float64Array(this.#xs.length * 2);
    const ys = new Float32Array(xs.length);
    xs.set(this.#xs);
    ys.set(this.#ys);
    this.#xs = xs;
    this.#ys = ys;
  }
}
