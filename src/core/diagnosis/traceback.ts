// What a Python traceback says, and the words it is made of.
import type { FailureFrame } from '../../shared/failure';

/** A call, and the line of the console that tells of it, from 0. */
export interface Call extends FailureFrame {
  readonly index: number;
}

/** One exception with the calls that led to it. */
export interface Raised {
  /** As printed; null where the text ends or was cut before it. */
  type: string | null;
  message: string;
  /** The message with what follows it up to an empty line. */
  detail: string;
  readonly frames: Call[];
  /** Exceptions of a group. */
  readonly parts: Raised[];
  /** How the one before it in the chain led to it. */
  readonly link: 'cause' | 'context' | null;
  /** Its frames come innermost first, as `faulthandler` prints them. */
  readonly isReversed: boolean;
}

/** How far a run was. */
export interface Mark {
  /** Signs of life so far. */
  readonly signs: number;
  /** Those of its own process, as far as it is labelled. */
  readonly ownSigns: number;
  readonly step: number | null;
}

/** Exceptions that led to each other, the first one first. */
export interface Traceback {
  readonly chain: Raised[];
  readonly stream: string;
  rank: number | null;
  /** Of the first line, from 0. */
  readonly start: number;
  end: number;
  /** When its last exception was told. */
  mark: Mark;
  /** Whether its first line was there: other programs print frames as well. */
  readonly isOpened: boolean;
  /** Python says of it that it ends a thread only, or nothing. */
  readonly isHarmless: boolean;
}

export function newRaised(link: Raised['link'] = null, isReversed = false): Raised {
  return { type: null, message: '', detail: '', frames: [], parts: [], link, isReversed };
}

const header = 'Traceback (most recent call last)';

/** Whether a line opens a traceback, wherever it stands in it. */
export function isHeader(text: string): boolean {
  return text.includes(header);
}

/** `  File "x.py", line 3, in f`; without `, in f` for syntax errors; `line 3 in f` from `faulthandler`. */
const plainFrame = /(?:File |^.{0,4})"([^"]{1,1024})", line (\d{1,9})(?:,? in (.{1,200}))?/;
/** `File ~/x.py:200, in f(…)` of IPython. */
const notebookFrame = /^File (\S{1,1024}):(\d{1,9}), in ([\w.<>]{1,200})/;
/** `│ /home/me/x.py:12 in fit     │` of Rich. */
const richFrame = /^\s{0,8}[│|] (\S{1,1024}\.py):(\d{1,9}) in (\S{1,200})\s*[│|]?\s*$/;

export function readFrame(text: string): FailureFrame | null {
  if (text.includes('File ') || /^.{0,4}"[^"]{1,1024}\.py", line \d/.test(text)) {
    const found = plainFrame.exec(text) ?? notebookFrame.exec(text.trim());
    if (!found) return null;
    return { file: found[1]!, line: Number(found[2]), function: found[3]?.trim() ?? null };
  }
  const found = text.includes('.py:') ? richFrame.exec(text) : null;
  return found && { file: found[1]!, line: Number(found[2]), function: found[3]! };
}

/** Last words of the names that exceptions have. */
const knownEnding =
  /(?:Error|Exception|Interrupt|Exit|Warning|Iteration|Group|Timeout|Timedout|Failure|Failed|Exhausted|NotFound|Empty|Full|OutOfResources|timeout|gaierror|herror|error|Cancelled|Abort|Signal)$/;
const exceptionLine = /^([A-Za-z_][\w.]{0,200})(\([\w.]{1,100}\))?(?:: ?(.*))?$/s;
/** Words before a colon that are none. */
const otherWords =
  /^(?:INFO|WARNING|DEBUG|ERROR|CRITICAL|Epoch|Step|Iter|Training|Validation|Validating|Testing|wandb|note|NOTE|WARN|Loss|File|srun|slurmstepd|Original|Setting|Using|Saving|Loading|Resuming|Hint|See|Downloading)$/;

export interface ExceptionLine {
  readonly type: string;
  readonly message: string;
  /** Whether its name is one that exceptions have. */
  readonly isSure: boolean;
}

/** A line such as `pkg.Type: message`, without its indent. Only of use inside a traceback. */
export function readException(text: string): ExceptionLine | null {
  const found = exceptionLine.exec(text.trimEnd());
  if (!found) return null;
  const [, name = '', inner = '', message] = found;
  const last = name.slice(name.lastIndexOf('.') + 1);
  const isSure = knownEnding.test(last);
  const isLikely = message !== undefined && /^_?[A-Z]/.test(last) && !otherWords.test(name);
  if (!isSure && !isLikely) return null;
  return { type: name + inner, message: message ?? '', isSure };
}
