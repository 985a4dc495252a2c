// What stands before a message: the rank of the process that printed it, and what its logger put there.
import type { ConsoleLine } from './rule';

export interface PlacedLine extends ConsoleLine {
  /** −1 where the line does not say. */
  readonly rank: number;
}

/**
 * torchrun's `[rank0]:` and `[default0]:`, Lightning's `[rank: 0]`, DeepSpeed's `[Rank 0]`, Slurm's `0: ` (`srun -l`),
 * `[1,0]<stdout>:` of Open MPI, and Ray's `(name pid=12, ip=…)`, where the process's number serves as rank.
 */
const ranks: readonly RegExp[] = [
  /\[(?:rank|default):?\s?(\d{1,6})\]:?[ \t]?/iy,
  /(\d{1,6}): (?=\S)/y,
  /\[\d{1,6},(\d{1,6})\]<std(?:out|err)>:\s?/y,
  /\([\w.:]{1,80} pid=(\d{1,9})(?:, ip=[\d.]{7,15})?\)\s/y,
];

/** ISO dates, with slashes as MMEngine writes them, in brackets or bare. */
const timeStamp =
  /\[?(\d{4})[-/](\d\d)[-/](\d\d)[T ](\d\d):(\d\d):(\d\d)(?:[.,](\d{1,9}))?(Z|[-+]\d\d:?\d\d)?\]?[ \t:|>-]{0,8}/y;

/** Levels and names of loggers. Brackets that hold numbers or `name=` belong to the message. */
const loggerParts: readonly RegExp[] = [
  /\[[\w.-]{1,40}\] (?=\[?\d{4}-)/y,
  /\[(?:DEBUG|INFO|WARNING|WARN|ERROR)\|[^\]]{1,120}\]\s?/y,
  /(?:DEBUG|INFO|WARNING|WARN|ERROR):[\w.]{1,80}:\s?/y,
  /\[?(?:DEBUG|INFO|WARNING|WARN|ERROR)\]?[ \t:|>-]{0,8}/y,
  /\[\d\d\/\d\d \d\d:\d\d:\d\d(?: [\w.]{1,80})?\]:?\s?(?:[\w.]{1,80} [A-Z]{4,8}:\s?)?/y,
];
const namedParts: readonly RegExp[] = [
  /\[(?!metric\]|\s*\d+\])[\w.:/ -]{1,80}\][ \t:|>-]{0,8}/y,
  /[\w.:/-]{1,80} {1,4}[-|] {1,4}/y,
];

const mostParts = 8;

/** torchrun puts its labels before what a process prints, though the line of another one may not have ended. */
const label = /(?=\[default\d{1,6}\]:)/;

/** What different processes printed into one line. */
export function linesIn(text: string): readonly string[] {
  return text.includes('[default') ? text.split(label) : [text];
}

/** The line without what stands before its message. Times without a zone are those of this machine. */
export function placeLine(text: string): PlacedLine {
  let at = text.length - text.trimStart().length;
  let rank = -1;
  let wallTime = NaN;
  let isLogger = false;
  for (let parts = 0; parts < mostParts; parts++) {
    const label = rank < 0 ? firstMatch(ranks, text, at) : null;
    const time = label ? null : matchAt(timeStamp, text, at);
    const other = label ?? time ?? firstMatch(loggerParts, text, at);
    const part = other ?? (isLogger ? firstMatch(namedParts, text, at) : null);
    if (!part) break;
    if (label) rank = Number(label[1]);
    else isLogger = true;
    if (time && Number.isNaN(wallTime)) wallTime = secondsOf(time);
    at += part[0].length;
  }
  return { text: text.slice(at).trimStart(), rank, wallTime };
}

function firstMatch(patterns: readonly RegExp[], text: string, at: number): RegExpExecArray | null {
  for (const pattern of patterns) {
    const match = matchAt(pattern, text, at);
    if (match) return match;
  }
  return null;
}

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

function secondsOf(match: RegExpExecArray): number {
  const [year, month, day, hour, minute, second] = match.slice(1, 7).map(Number);
  const fraction = Number(`0.${match[7] ?? 0}`);
  const zone = match[8];
  if (zone === undefined) {
    return new Date(year!, month! - 1, day, hour, minute, second).getTime() / 1000 + fraction;
  }
  const utc = Date.UTC(year!, month! - 1, day, hour, minute, second) / 1000 + fraction;
  if (zone === 'Z') return utc;
  const offset = Number(zone.slice(1, 3)) * 3600 + Number(zone.slice(-2)) * 60;
  return zone.startsWith('-') ? utc + offset : utc - offset;
}
