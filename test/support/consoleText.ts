// What the console format makes of text, by tag: `step:value`, in the order told.
import { consoleFormat } from '../../src/core/formats/console/format';
import type { LogFormat } from '../../src/core/model/decoded';
import type { DecodedFact } from '../../src/core/model/facts';
import type { Progress } from '../../src/shared/vocabulary';
import { decodeFile } from './decodeFile';

export interface ConsoleTold {
  readonly isLog: boolean;
  readonly curves: Readonly<Record<string, readonly string[]>>;
}

export function readConsole(text: string, format: LogFormat = consoleFormat): ConsoleTold {
  const bytes = new TextEncoder().encode(text);
  const { tags, points } = decodeFile(format, bytes);
  const curves = tags.map(({ tag, index }) => [
    tag,
    points.filter((point) => point[0] === index).map(([, step, , value]) => `${step}:${value}`),
  ]);
  return {
    isLog: decodeAtOnce(bytes, format).isLog,
    curves: Object.fromEntries(curves) as ConsoleTold['curves'],
  };
}

/** The facts of a file that is read in one go, while it may still grow. */
export function factsOf(text: string): readonly DecodedFact[] {
  return decodeAtOnce(new TextEncoder().encode(text), consoleFormat).facts;
}

/** The progress that is known at the end of the text. */
export function progressOf(text: string): Progress | undefined {
  const told = factsOf(text).findLast((fact) => fact.kind === 'progress');
  return told?.progress;
}

function decodeAtOnce(bytes: Uint8Array, format: LogFormat) {
  const decoder = format.createDecoder();
  const facts: DecodedFact[] = [];
  for (let at = 0; ;) {
    const decoded = decoder.decode(bytes, at, bytes.length, at, true);
    facts.push(...(decoded.facts ?? []));
    at += decoded.consumed;
    if (decoded.consumed === 0 || at === bytes.length)
      return { isLog: decoder.isLog ?? true, facts };
  }
}
