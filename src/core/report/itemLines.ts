// One value that is no scalar as a line of JSON, in the words of the lines of scalars.
import type { Content } from '../../shared/content';
import type { ItemKind } from '../../shared/items';
import { contentToJson, type Digest } from './contentJson';
import { wallTimeToJson } from './pointLines';

export interface LineItem {
  readonly step: number;
  /** Seconds since the Unix epoch; NaN where the file had none. */
  readonly wallTime: number;
  /** Ordinal of the process start that wrote the value, from 0. */
  readonly segment: number;
}

/** The line of a value, or, where it cannot be read, of the words that say why. */
export type ItemLineWriter = (item: LineItem, content: Content | string) => string;

export function itemWriter(
  { run, tag, kind }: { readonly run: string; readonly tag: string; readonly kind: ItemKind },
  digest: Digest,
): ItemLineWriter {
  const start = `{"run":${JSON.stringify(run)},"tag":${JSON.stringify(tag)},"kind":"${kind}","step":`;
  return ({ step, wallTime, segment }, content) => {
    const value = valueFields(content, digest);
    return `${start}${step},"wallTime":${wallTimeToJson(wallTime)},${value},"segment":${segment}}\n`;
  };
}

function valueFields(content: Content | string, digest: Digest): string {
  if (typeof content === 'string') return `"value":null,"error":${JSON.stringify(content)}`;
  try {
    return `"value":${contentToJson(content, digest)}`;
  } catch (error) {
    // A string has a greatest length, and the largest tensors are longer.
    if (!(error instanceof RangeError)) throw error;
    return '"value":null,"error":"It is too large to be printed."';
  }
}
