// Copies values so that every typed array in them owns its memory, to be handed over between threads and processes.

export interface Detached<T> {
  readonly value: T;
  /** Of all typed arrays in the value, each once. */
  readonly buffers: readonly ArrayBuffer[];
}

/**
 * A view of a large buffer is carried over with the whole buffer behind it; its copy here with its own bytes only.
 * @param value plain objects, arrays, typed arrays and what has no parts
 */
export function detachedCopy<T>(value: T): Detached<T> {
  const buffers: ArrayBuffer[] = [];
  return { value: copyOf(value, buffers) as T, buffers };
}

function copyOf(value: unknown, buffers: ArrayBuffer[]): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (value instanceof Uint8Array || value instanceof Float64Array) {
    const copy = value.slice();
    buffers.push(copy.buffer);
    return copy;
  }
  if (Array.isArray(value)) return value.map((part: unknown) => copyOf(part, buffers));
  return Object.fromEntries(
    Object.entries(value).map(([key, part]) => [key, copyOf(part, buffers)]),
  );
}
