// Numbers as raw little-endian bytes, for tensors.

export function doublesOf(...numbers: readonly number[]): Uint8Array {
  return new Uint8Array(Float64Array.from(numbers).buffer);
}

/** The bits of half-precision numbers. */
export const halfBits = { one: 0x3c00 } as const;

export function floatsOf(...numbers: readonly number[]): Uint8Array {
  return new Uint8Array(Float32Array.from(numbers).buffer);
}
