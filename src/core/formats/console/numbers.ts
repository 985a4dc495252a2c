// Numbers as people print them, alone and behind names.
import type { NamedValue } from './rule';

/** Digits with an optional sign, thousands separators, fraction and exponent; or what Python prints for no number. */
export const numberPattern = String.raw`[-+]?(?:(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d{1,4})?|[-+]?(?:nan|inf(?:inity)?)\b`;

/** More values than a line of any logger has. */
export const mostValues = 256;
/** Of what looks like values, so many are tried. */
const mostTried = 2 * mostValues;
/** A longer name is none. */
export const mostNameLength = 120;

const wholeNumber = new RegExp(`^(?:${numberPattern})$`, 'i');
const pair = new RegExp(String.raw`(?<=[^\s:=])\s?[:=]\s{0,12}(${numberPattern})`, 'gi');
const carriesOn = /^(?:[:/]|[-.]\d)/;
/** What words do not hold; one quote may stand behind a word. */
const betweenWords = new Uint8Array(128);
for (const one of ' \t,;|()[]{}\'"') betweenWords[one.charCodeAt(0)] = 1;

/** The number that `text` is, without anything else; undefined for other text. */
export function numberOf(text: string): number | undefined {
  return wholeNumber.test(text) ? valueOf(text) : undefined;
}

/** The value of text that `numberPattern` matches. */
export function valueOf(text: string): number {
  const plain = text.replaceAll(',', '');
  const value = Number(plain);
  if (!Number.isNaN(value)) return value;
  if (!/inf/i.test(plain)) return NaN;
  return plain.startsWith('-') ? -Infinity : Infinity;
}

/**
 * The pairs `name: number` and `name=number` of a line, from `from` on. Units behind numbers are passed over; times of
 * day, dates and versions are no numbers.
 * @param separator between pairs, where names may hold spaces; without it a name is one word
 */
export function namedValues(text: string, from: number, separator?: string): NamedValue[] {
  const values: NamedValue[] = [];
  let nameFrom = from;
  pair.lastIndex = from;
  for (let tried = 0; tried < mostTried && values.length < mostValues; tried++) {
    const match = pair.exec(text);
    if (!match) break;
    const before = text.slice(Math.max(nameFrom, match.index - mostNameLength), match.index);
    nameFrom = pair.lastIndex;
    if (carriesOn.test(text.slice(nameFrom, nameFrom + 2))) continue;
    const name = separator === undefined ? lastWord(before) : behind(before, separator);
    if (name === '') continue;
    values.push([name, valueOf(match[1]!)]);
  }
  return values;
}

/** The last word of a text: at its end, or nowhere. */
function lastWord(text: string): string {
  const end = text.endsWith("'") || text.endsWith('"') ? text.length - 1 : text.length;
  let start = end;
  while (start > 0 && betweenWords[text.charCodeAt(start - 1)] !== 1) start--;
  return text.slice(start, end);
}

function behind(text: string, separator: string): string {
  return text.slice(text.lastIndexOf(separator) + 1).trim();
}

/** Seconds of `1:02:03`, `02:11` or `2 days, 1:02:03`; null for other text, such as `?`. */
export function secondsOf(text: string): number | null {
  const match = /^(?:(\d{1,5}) days?, )?(?:(\d{1,5}):)?(\d{1,2}):(\d{1,2})$/.exec(text);
  if (!match) return null;
  const [, days = 0, hours = 0, minutes, seconds] = match;
  return Number(days) * 86_400 + Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
}

/** Names that are told of a training and of little else. */
const trained =
  /loss(?!less|y)|(?:^|[^a-z])(?:acc(?:uracy)?|lr|learning_rate|mse|mae|rmse|ppl|perplexity|nll|elbo|kl|f1|auc|psnr|ssim|fid|m?iou|m?ap\d*|bleu|wer|cer|grad(?:ient)?s?|rewards?|returns?|scores?|error|entropy|precision|recall)(?:$|[^a-z])/i;

export function looksTrained(values: readonly NamedValue[]): boolean {
  return values.some(([name]) => trained.test(name));
}
