// Files of safetensors, made without their library.

export interface SafetensorsPart {
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly bytes: Uint8Array;
}

export function safetensorsBytes(
  tensors: Readonly<Record<string, SafetensorsPart>>,
  metadata?: Readonly<Record<string, string>>,
): Buffer {
  let at = 0;
  const entries = Object.entries(tensors).map(([name, { dtype, shape, bytes }]) => {
    const entry = { dtype, shape, data_offsets: [at, (at += bytes.length)] };
    return [name, entry] as const;
  });
  const header = {
    ...(metadata ? { __metadata__: metadata } : {}),
    ...Object.fromEntries(entries),
  };
  const text = JSON.stringify(header);
  const padded = Buffer.from(text.padEnd(Math.ceil(text.length / 8) * 8));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(padded.length));
  return Buffer.concat([length, padded, ...Object.values(tensors).map(({ bytes }) => bytes)]);
}

/** A tensor of 32-bit floats. */
export function float32Part(values: readonly number[], shape = [values.length]): SafetensorsPart {
  return { dtype: 'F32', shape, bytes: new Uint8Array(Float32Array.from(values).buffer) };
}
