// A state of a progress bar of tqdm (`format_meter` in tqdm/std.py).
import { secondsOf } from './numbers';

export interface Bar {
  /** What stands before the bar, without its colon. */
  readonly description: string;
  readonly done: number;
  readonly total: number | null;
  readonly unit: string;
  readonly elapsed: number | null;
  readonly remaining: number | null;
  /** What follows the rate, as far as it is whole: terminals that are too narrow cut it off. */
  readonly postfix: string;
}

const [clock, counted] = [
  String.raw`[\d:?]{1,12}|\d+ days?, [\d:]{5,8}`,
  String.raw`([\d.]{1,15})([kMGT]?)`,
];
const rate = String.raw`,\s{0,4}[\d.?kMGT]{1,12}\s?(?:s\/)?(\D[^\s,/\]]{0,20})(?:\/s)?`;
/** Behind `45%|`: the bar, `450/1000 [02:11<02:40,  3.42it/s`. */
const behindPercent = new RegExp(
  String.raw`[^|]{0,600}\|\s{0,20}${counted}\/${counted}\s{0,2}\[(${clock})<(${clock})${rate}`,
  'y',
);
/** A loop of unknown length: `450it [02:11,  3.42it/s`. */
const withoutTotal = new RegExp(String.raw`(?:^|\s)(\d{1,15})it \[(${clock})${rate}`, 'g');
const scales: Readonly<Record<string, number>> = { k: 1e3, M: 1e6, G: 1e9, T: 1e12 };

/** Null for a line that is no bar. */
export function parseBar(text: string): Bar | null {
  const percent = text.indexOf('%|');
  if (percent < 0) return parseOpenEnded(text);
  behindPercent.lastIndex = percent + 2;
  const match = behindPercent.exec(text);
  if (!match) return null;
  return {
    description: descriptionOf(text.slice(0, percent).replace(/\d{1,3}$/, '')),
    done: scaled(match[1]!, match[2]!),
    total: scaled(match[3]!, match[4]!),
    unit: match[7]!,
    elapsed: secondsOf(match[5]!),
    remaining: secondsOf(match[6]!),
    postfix: postfixOf(text, behindPercent.lastIndex),
  };
}

function parseOpenEnded(text: string): Bar | null {
  if (!text.includes('it [')) return null;
  withoutTotal.lastIndex = 0;
  const match = withoutTotal.exec(text);
  if (!match) return null;
  return {
    description: descriptionOf(text.slice(0, match.index)),
    done: Number(match[1]),
    total: null,
    unit: match[3]!,
    elapsed: secondsOf(match[2]!),
    remaining: null,
    postfix: postfixOf(text, withoutTotal.lastIndex),
  };
}

function descriptionOf(text: string): string {
  return text.trim().replace(/:$/, '');
}

function postfixOf(text: string, from: number): string {
  const rest = text.slice(from).trimEnd();
  return rest.slice(0, rest.endsWith(']') ? -1 : Math.max(0, rest.lastIndexOf(',')));
}

function scaled(number: string, scale: string): number {
  return Number(number) * (scales[scale] ?? 1);
}
