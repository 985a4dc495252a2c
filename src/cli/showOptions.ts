// What may stand behind the options of `trackside show`.
import { seriesKinds } from '../shared/vocabulary';
import type { ItemKind } from '../shared/items';
import { UsageError } from './terminal';

const itemKinds = seriesKinds.filter((kind) => kind !== 'scalar');

export function checkItemKind(name: string | null): ItemKind | null {
  if (name === null) return null;
  if (name === 'scalar') throw new UsageError('show is for other kinds; use export for scalars');
  const known = itemKinds.find((kind) => kind === name);
  if (!known) throw new UsageError(`--kind is one of ${itemKinds.join(', ')}`);
  return known;
}

export function checkStep(text: string | undefined): number | null {
  return text === undefined ? null : wholeNumber('--step', text);
}

export function checkSample(text: string | undefined): number | null {
  if (text === undefined) return null;
  const sample = wholeNumber('--sample', text);
  if (sample < 1) throw new UsageError('--sample counts from 1');
  return sample;
}

function wholeNumber(option: string, text: string): number {
  if (!/^-?\d+$/.test(text)) throw new UsageError(`${option} takes a whole number`);
  return Number(text);
}
