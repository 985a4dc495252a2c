// Which options a command takes, and how often.
import { UsageError } from './terminal';

/** @param own the options that the command takes */
export function rejectOptions(
  command: string,
  values: Readonly<Record<string, unknown>>,
  own: readonly string[],
): void {
  const found = Object.keys(values).find((name) => !own.includes(name));
  if (found) throw new UsageError(`${command} does not take --${found}`);
}

/** The one value of an option that may be repeated elsewhere; null without it. */
export function only(command: string, name: string, values: readonly string[] = []): string | null {
  if (values.length > 1) throw new UsageError(`${command} takes one --${name}`);
  return values[0] ?? null;
}

/** A count from 0 up; null without it. */
export function countOf(name: string, text: string | undefined): number | null {
  if (text === undefined) return null;
  if (!/^\d{1,9}$/.test(text)) throw new UsageError(`--${name} takes a whole number`);
  return Number(text);
}
