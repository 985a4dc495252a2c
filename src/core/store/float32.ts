// Rounding of doubles to float32 in a known direction, so that stored extremes never hide a value.

export const maxFloat32 = 3.4028234663852886e38;
const smallestFloat32 = 1.401298464324817e-45;

const float = new Float32Array(1);
const bits = new Int32Array(float.buffer);

/** The largest float32 that is not above the finite `value`; below the float32 range, its lowest number. */
export function floorToFloat32(value: number): number {
  const rounded = Math.fround(value);
  if (rounded === -Infinity) return -maxFloat32;
  if (rounded <= value) return rounded;
  if (rounded === 0) return -smallestFloat32;
  float[0] = rounded;
  bits[0]! += rounded > 0 ? -1 : 1;
  return float[0];
}

/** The smallest float32 that is not below the finite `value`; above the float32 range, its highest number. */
export function ceilToFloat32(value: number): number {
  return -floorToFloat32(-value);
}

/** Like `floorToFloat32` for a positive value, but never 0: what is positive stays positive. */
export function floorPositiveToFloat32(value: number): number {
  return Math.max(floorToFloat32(value), smallestFloat32);
}

/** The nearest float32 to draw: what float32 cannot reach is held at its limit, non-finite values become NaN. */
export function drawableFloat32(value: number): number {
  if (value - value !== 0) return NaN;
  return value > maxFloat32 ? maxFloat32 : value < -maxFloat32 ? -maxFloat32 : value;
}
