// Contents as JSON. Numbers keep every bit; bytes are told by their number and fingerprint.
import type { Content } from '../../shared/content';
import { exact } from './pointLines';

/** Names bytes that JSON has no room for. */
export type Digest = (bytes: Uint8Array) => string;

/** One line without its end. NaN and infinities are strings. Throws a RangeError when no string is long enough. */
export function contentToJson(content: Content, digest: Digest): string {
  return toJson(content, digest);
}

function toJson(value: unknown, digest: Digest): string {
  if (typeof value === 'number') return Number.isFinite(value) ? exact(value) : `"${value}"`;
  if (value instanceof Float64Array) return `[${numbersToJson(value)}]`;
  if (Array.isArray(value)) return `[${value.map((one) => toJson(one, digest)).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const fields = Object.entries(value).map(([name, field]: [string, unknown]) => {
    if (field instanceof Uint8Array) {
      return `${JSON.stringify(name)}:${field.length},"sha256":"${digest(field)}"`;
    }
    return `${JSON.stringify(name)}:${toJson(field, digest)}`;
  });
  return `{${fields.join(',')}}`;
}

function numbersToJson(numbers: Float64Array): string {
  const parts: string[] = [];
  for (const number of numbers) {
    parts.push(Number.isFinite(number) ? exact(number) : `"${number}"`);
  }
  return parts.join(',');
}
