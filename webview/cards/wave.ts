// The outline of a sound as a picture, read from uncompressed WAV bytes.

/** Least and greatest sample (−1 … 1) of each column. */
export interface Wave {
  readonly lows: Float32Array;
  readonly highs: Float32Array;
}

/**
 * Null for what is no WAV of 16-bit whole numbers, as TensorBoard and W&B write it. Of several channels the first.
 * RIFF: chunks of a four-letter name, a length and as many bytes, padded to even.
 */
export function readWave(bytes: Uint8Array, columns: number): Wave | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const nameAt = (at: number): string => String.fromCharCode(...bytes.subarray(at, at + 4));
  if (bytes.length < 44 || nameAt(0) !== 'RIFF' || nameAt(8) !== 'WAVE') return null;
  let stride = 0;
  for (let at = 12; at + 8 <= bytes.length;) {
    const length = view.getUint32(at + 4, true);
    if (nameAt(at) === 'fmt ' && at + 24 <= bytes.length) {
      const isPcm16 = view.getUint16(at + 8, true) === 1 && view.getUint16(at + 22, true) === 16;
      if (!isPcm16) return null;
      stride = view.getUint16(at + 10, true) * 2;
    } else if (nameAt(at) === 'data' && stride > 0) {
      const start = at + 8;
      const count = Math.floor(Math.min(length, bytes.length - start) / stride);
      return outline((sample) => view.getInt16(start + sample * stride, true), count, columns);
    }
    at += 8 + length + (length & 1);
  }
  return null;
}

function outline(sampleAt: (index: number) => number, count: number, columns: number): Wave | null {
  const wide = Math.min(columns, count);
  if (wide === 0) return null;
  const lows = new Float32Array(wide).fill(1);
  const highs = new Float32Array(wide).fill(-1);
  for (let at = 0; at < count; at++) {
    const column = Math.floor((at * wide) / count);
    const value = sampleAt(at) / 32_768;
    if (value < lows[column]!) lows[column] = value;
    if (value > highs[column]!) highs[column] = value;
  }
  return { lows, highs };
}

export function drawWave(
  canvas: HTMLCanvasElement,
  { lows, highs }: Wave,
  look: { readonly colour: string; readonly axis: string; readonly height: number },
): void {
  const ratio = window.devicePixelRatio;
  canvas.width = lows.length * ratio;
  canvas.height = look.height * ratio;
  const context = canvas.getContext('2d');
  if (!context) return;
  context.scale(ratio, ratio);
  const middle = look.height / 2;
  context.fillStyle = look.axis;
  context.fillRect(0, middle - 0.5, lows.length, 1);
  context.fillStyle = look.colour;
  for (let x = 0; x < lows.length; x++) {
    const top = middle - highs[x]! * (middle - 1);
    const bottom = middle - lows[x]! * (middle - 1);
    context.fillRect(x, top, 1, Math.max(1, bottom - top));
  }
}
