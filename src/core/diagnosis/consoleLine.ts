// Takes a console apart into what each process printed: colours, carriage returns, labels, time stamps, glued bars.

/** One message of one process. Indents are kept: tracebacks are told by them. */
export interface ConsoleLine {
  readonly text: string;
  /** From 0, in the text that was given. */
  readonly index: number;
  /** What tells this process from others: its label; empty without one. */
  readonly stream: string;
  readonly rank: number | null;
}

/** Longer lines are bars without line ends, or dumps: their two ends say all that matters. */
const mostCharacters = 16_384;

/** Colours, cursor moves and titles (ECMA-48), and what else has no shape on a terminal. */
const unseen =
  /\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]{0,256}(?:\x07|\x1b\\)?|[@-Z\\-_])|[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufeff]/g;
const maybeUnseen = /[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufeff]/;

/** `[rank1]:` of PyTorch, `[default0]:` of torchrun, `[1,0]<stderr>:` of Open MPI: also behind a bar that has no line end. */
const label =
  /\[(?:rank ?:?(\d{1,6})\]: ?|default(\d{1,6})\]:|\d{1,6},(\d{1,6})\]<std(?:out|err)>: ?)/g;

/** Labels that only count at the start of a line. */
const leading: readonly RegExp[] = [
  // Ray, whose processes have numbers only.
  /^\(([\w.:]{1,80} pid=\d{1,9}(?:, ip=[\d.a-f:]{3,45})?)\) ?/,
  // Slurm's `srun --label`.
  /^ {0,4}(\d{1,5}): (?=.)/,
  // Docker compose.
  /^([\w.-]{1,60}) {1,20}\| /,
];
/** ISO times, with what loggers put between them and a message. */
const timeStamp =
  /^\[?\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:[.,]\d{1,9})?(?:Z|[-+]\d\d:?\d\d)?\]? ?(?:(?:std(?:out|err) [FP] )|(?:- |\| )?\[?(?:ERROR|CRITICAL|INFO|WARNING)\]?[ :|-]{1,3})?/;

/** Splits a piece of a console into messages. Works in time that grows with the length of the text. */
export function* consoleLines(text: string): Generator<ConsoleLine> {
  let start = 0;
  for (let index = 0; start <= text.length; index++) {
    const at = text.indexOf('\n', start);
    const end = at < 0 ? text.length : at;
    yield* statesOf(text.slice(start, end), index);
    if (at < 0) return;
    start = end + 1;
  }
}

/** What was drawn one over the other in one line: a label at its start is that of all of it. */
function* statesOf(line: string, index: number): Generator<ConsoleLine> {
  if (!line.includes('\r')) {
    yield* messagesOf(shortened(line), index, unlabelled);
    return;
  }
  let labelled = unlabelled;
  let start = 0;
  while (start <= line.length) {
    const at = line.indexOf('\r', start);
    const end = at < 0 ? line.length : at;
    if (end > start) {
      for (const message of messagesOf(shortened(line.slice(start, end)), index, labelled)) {
        labelled = message;
        yield message;
      }
    }
    if (at < 0) return;
    start = end + 1;
  }
}

function shortened(line: string): string {
  if (line.length <= mostCharacters) return line;
  return `${line.slice(0, mostCharacters / 2)} ${line.slice(-mostCharacters / 2)}`;
}

type Label = Pick<ConsoleLine, 'stream' | 'rank'>;

const unlabelled: Label = { stream: '', rank: null };

/** Splits at labels and around bars: what stands there was printed while the line was still open. */
function* messagesOf(raw: string, index: number, before: Label): Generator<ConsoleLine> {
  const text = maybeUnseen.test(raw) ? raw.replace(unseen, '') : raw;
  let current = before;
  for (const piece of text.includes('%|') ? piecesOf(text) : [text]) {
    for (const message of labelledOf(piece, index, current)) {
      current = message;
      yield message;
    }
  }
}

/** Bars, and what stands before and behind them. */
function* piecesOf(text: string): Generator<string> {
  let rest = text;
  for (;;) {
    const bar = rest.indexOf('%|');
    if (bar < 0) break;
    const start = barStart(rest, bar);
    const end = barEnd(rest, bar);
    if (start > 0) yield rest.slice(0, start);
    yield rest.slice(start, end);
    rest = rest.slice(end);
    if (rest === '') return;
  }
  yield rest;
}

/** A description, which ends with a colon, and the percentage. */
const barHead = /(?:(?<=^|[^\w ])[A-Za-z][\w /.-]{0,40}: {0,2})?\s{0,4}\d{1,3}$/;

/** What stands before it may be an exception without its line end, of which nothing is to be taken for a description. */
function barStart(text: string, percent: number): number {
  const before = text.slice(0, percent);
  const isTraced = /Traceback \(most|(?:Error|Exception|Interrupt)\b/.test(before);
  const found = (isTraced ? /\s{0,4}\d{1,3}$/ : barHead).exec(before);
  return found && before.slice(0, found.index).trim() !== '' ? found.index : 0;
}

function barEnd(text: string, percent: number): number {
  const open = text.indexOf('[', percent + 2);
  const close = open < 0 || open - percent > 600 ? -1 : text.indexOf(']', open);
  return close < 0 || close - open > 600 ? text.length : close + 1;
}

function* labelledOf(text: string, index: number, before: Label): Generator<ConsoleLine> {
  if (!text.includes('[')) {
    yield placed(text, index, before);
    return;
  }
  let from = 0;
  let current = before;
  for (const found of text.matchAll(label)) {
    const piece = text.slice(from, found.index);
    if (piece.trim() !== '')
      yield from > 0 ? { text: piece, index, ...current } : placed(piece, index, before);
    current = { stream: found[0].trim(), rank: Number(found[1] ?? found[2] ?? found[3]) };
    from = found.index + found[0].length;
  }
  if (from === 0) yield placed(text, index, before);
  else yield { text: withoutTime(text.slice(from)), index, ...current };
}

/** A line without a label inside it. */
function placed(text: string, index: number, before: Label): ConsoleLine {
  const bare = withoutTime(text);
  for (const [at, pattern] of leading.entries()) {
    const found = pattern.exec(bare);
    if (!found) continue;
    const rank = at === 1 ? Number(found[1]) : null;
    return { text: withoutTime(bare.slice(found[0].length)), index, stream: found[0].trim(), rank };
  }
  return { text: bare, index, stream: before.stream, rank: before.rank };
}

function withoutTime(text: string): string {
  const first = text.charCodeAt(0);
  if (first !== 0x5b && (first < 0x30 || first > 0x39)) return text;
  const found = timeStamp.exec(text);
  return found ? text.slice(found[0].length) : text;
}

/** What stands behind the last bar of a line; the line itself where there is none. */
export function behindBar(text: string): string {
  const percent = text.lastIndexOf('%|');
  const bar = percent >= 0 ? percent : text.lastIndexOf('it [');
  if (bar < 0) return text;
  const open = text.indexOf('[', bar + 2);
  const close = open < 0 ? -1 : text.indexOf(']', open);
  if (close >= 0) return text.slice(close + 1);
  const cut = /(?:Traceback \(most|  File "|\b[A-Za-z_][\w.]{0,80}(?:Error|Exception|Interrupt)\b)/;
  const found = cut.exec(text.slice(bar));
  return found ? text.slice(bar + found.index) : '';
}

/** What stands before the first bar of a line. */
export function beforeBar(text: string): string {
  const percent = text.indexOf('%|');
  if (percent < 0) return text;
  return text.slice(0, percent).replace(/(?:[A-Z][\w ]{0,40}:)?\s{0,4}\d{1,3}$/, '');
}
