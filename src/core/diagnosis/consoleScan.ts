// Goes through a console once and keeps what may say why the run ended. Memory is bounded whatever the length.
import type { FailurePhase } from '../../shared/failure';
import { behindBar, consoleLines, type ConsoleLine } from './consoleLine';
import { weightOf, type Incident } from './incident';
import { readKernelKill, readMemoryLimit, readXid } from './kernelLog';
import { LauncherReader } from './launcherBlock';
import { readNumbers } from './numbers';
import { readProgress } from './progressLine';
import { readEndNote } from './scheduler';
import { classifyLine, classifyText } from './signatures/classify';
import type { Signature } from './signatures/signature';
import { readSign, type Sign } from './signsOfLife';
import { readException, type Mark, type Traceback } from './traceback';
import { TracebackReader } from './tracebackReader';
import { incidentOf } from './tracebackIncident';
import { readWatchdog, type WatchdogReport } from './watchdog';

const mostIncidents = 400;
const mostReports = 256;
const mostStreams = 2_048;
/** A lack of memory that was caught is told within so many lines. */
const recoveryLines = 40;

const maybeProgress = /%\||it \[|[Ll]oss|LOSS|━{3}|={5}/;
const maybeSign =
  /batch|OOM|out of memory|ran out|SIGTERM|Interrupt|interrupt|signal: |\^C|exiting|requeue|stopped:|train_runtime|omplete|finished|done|Resum|Restor|heckpoint|Continu/;
const maybeEnd =
  /rror|xception|Failures|Killed|killed|Terminated|Aborted|fault|User defined|CANCELLED|memory|Memory|kill event|Xid|WorkNCCL|atchdog|ailed|Root Cause|exitcode|rank {2}|host {2}|terminate called|not found|cannot |can't open|No module|Invalid |RESOURCE_|DEVMEM|Hbm|what\(\)|OOM|FAILED/;
/** The loss of the training, not that of a validation; Transformers shows 0 where only the gradients tell. */
const lossValue = /(?:^|[^\w])(?:train(?:ing)?[_/ ])?(?:loss|grad_norm)['"]?\s{0,2}[:=]/i;
const badLoss =
  /(?:^|[^\w])(?:train(?:ing)?[_/ ])?(?:loss|grad_norm)['"]?\s{0,2}[:=]\s{0,2}['"]?-?(?:nan|inf(?:inity)?)\b/i;

/** Values of the loss in what was printed that were no numbers, up to the end. */
export interface BadLoss {
  /** One after the other, up to the last value. */
  readonly count: number;
  readonly start: number;
  readonly text: string;
  readonly step: number | null;
}

export class ConsoleScan {
  readonly incidents: Incident[] = [];
  readonly watchdog: WatchdogReport[] = [];
  readonly ranks = new Set<number>();
  /** Line of the last such sign. */
  readonly lastSign = new Map<Sign, number>();
  signs = 0;
  /** By process. */
  readonly signsOf = new Map<string, number>();
  step: number | null = null;
  phase: FailurePhase | null = null;
  badLoss: BadLoss | null = null;
  lossReadings = 0;
  /** Line ends so far. */
  lines = 0;
  readonly #readers = new Map<string, TracebackReader>();
  readonly #launcher = new LauncherReader();
  readonly #keys = new Map<string, string>();
  #memoryLimit: number | null = null;

  get report(): LauncherReader['report'] {
    return this.#launcher.report;
  }

  /** @param text whole lines, or states of a bar, that follow those before it */
  read(text: string): void {
    const first = this.lines;
    for (const line of consoleLines(text)) {
      this.lines = first + line.index;
      this.#readLine({ ...line, index: this.lines });
    }
  }

  finish(): void {
    for (const reader of this.#readers.values()) reader.finish();
    this.incidents.sort((a, b) => a.end - b.end);
  }

  #readLine(line: ConsoleLine): void {
    const { text, index, rank, stream } = line;
    if (rank !== null && this.ranks.size < mostStreams) this.ranks.add(rank);
    if (maybeSign.test(text) && this.#readSign(text, index, stream, rank)) return;
    const reader = this.#readers.get(stream);
    // Source lines of a traceback may look like it; what follows its exception is none of it.
    const isTraced = reader?.isOpen === true && !reader.isTold;
    if (!isTraced && maybeProgress.test(text) && this.#readProgress(line)) {
      // Something may have been printed behind it, on the same line.
      if (maybeEnd.test(text)) this.#readGlued(line);
      return;
    }
    if (reader?.isOpen || TracebackReader.mayOpen(text)) {
      if ((reader ?? this.#readerOf(stream, rank)).read(text, index)) return;
    }
    if (isTraced && maybeProgress.test(text)) this.#readProgress(line);
    if (maybeEnd.test(text)) this.#readEnd(line);
  }

  #readerOf(stream: string, rank: number | null): TracebackReader {
    const known = this.#readers.get(stream) ?? this.#readers.get('');
    if (known && (this.#readers.has(stream) || this.#readers.size >= mostStreams)) return known;
    const now = (): Mark => this.#mark(stream);
    const made = new TracebackReader({ stream, rank }, now, (traceback) =>
      this.#addTraceback(traceback),
    );
    this.#readers.set(stream, made);
    return made;
  }

  #addTraceback(traceback: Traceback): void {
    const incident = incidentOf(traceback);
    if (incident) this.#add(incident);
  }

  #add(incident: Incident): void {
    if (this.incidents.length >= mostIncidents) this.incidents.splice(mostIncidents / 2, 1);
    this.incidents.push(incident);
  }

  /** Whether the line is a sign of life. */
  #readProgress({ text, index, stream }: ConsoleLine): boolean {
    const progress = readProgress(text);
    if (!progress) return false;
    if (this.#keys.get(stream) !== progress.key) {
      this.signs++;
      this.signsOf.set(stream, (this.signsOf.get(stream) ?? 0) + 1);
    }
    if (this.#keys.size < mostStreams) this.#keys.set(stream, progress.key);
    this.phase = progress.phase;
    if (progress.step !== null) this.step = progress.step;
    if (lossValue.test(text)) this.#noteLoss(text, index);
    return true;
  }

  #noteLoss(text: string, index: number): void {
    // What sums up a training says nothing of its end.
    if (text.includes('train_runtime')) return;
    this.lossReadings++;
    if (!/nan|inf/i.test(text) || !badLoss.test(text)) {
      this.badLoss = null;
      return;
    }
    const { count = 0, ...first } = this.badLoss ?? {};
    this.badLoss = { start: index, text, step: this.step, ...first, count: count + 1 };
  }

  /** True for a line about a lack of memory that was caught. */
  #readSign(text: string, index: number, stream: string, rank: number | null): boolean {
    const sign = readSign(text);
    if (sign === null) return false;
    if (sign === 'recovered') {
      for (const reader of this.#readers.values()) reader.finish();
      this.#forget(index);
      return true;
    }
    const reader = this.#readers.get(stream);
    const isTraced = reader?.isOpen === true;
    // It was told by a program that goes on.
    if (reader?.isTold && (sign === 'done' || sign === 'resumed')) reader.finish();
    else if (isTraced && sign === 'done') return false;
    this.lastSign.set(sign, index);
    if ((sign !== 'cleanStop' && sign !== 'userStop') || isTraced) return false;
    const failureClass = sign === 'cleanStop' ? 'clean-stop' : 'user-stop';
    this.#add({
      ...this.#at({ text, index, stream, rank }),
      kind: 'interrupt',
      class: failureClass,
      numbers: {},
      confidence: 'high',
      weight: 'order',
    });
    return false;
  }

  /** Drops the lack of memory that was told shortly before. */
  #forget(index: number): void {
    for (let at = this.incidents.length - 1; at >= 0; at--) {
      const { class: failureClass, end } = this.incidents[at]!;
      if (end < index - recoveryLines) break;
      if (/oom|memory|cuda-error/.test(failureClass)) this.incidents.splice(at, 1);
    }
  }

  #mark(stream: string): Mark {
    return { signs: this.signs, ownSigns: this.signsOf.get(stream) ?? 0, step: this.step };
  }

  #at({ text, index, stream, rank }: ConsoleLine) {
    const mark = this.#mark(stream);
    return { text, start: index, end: index, stream, rank, ...mark, traceback: null };
  }

  #readGlued(line: ConsoleLine): void {
    const found = classifyLine(line.text);
    const at = found ? line.text.search(found.pattern) : 0;
    if (found) this.#addLine({ ...line, text: line.text.slice(at) }, found, line.rank);
  }

  #readEnd(line: ConsoleLine): void {
    const { text, index } = line;
    if (this.#launcher.read(text, index)) return;
    const note = readEndNote(text);
    if (note) {
      const rank = note.rank ?? line.rank;
      this.#add({ ...this.#at(line), ...note, rank, kind: 'note' });
      return;
    }
    if (this.#readKernel(line)) return;
    const report = text.includes('WorkNCCL') ? readWatchdog(text, index) : null;
    if (report && this.watchdog.length < mostReports) this.watchdog.push(report);
    const found = classifyLine(text) ?? looseException(text);
    if (found) this.#addLine(line, found, report?.rank ?? line.rank);
    else if (text.includes('terminate called after')) this.#addAbort(line);
  }

  #addLine(line: ConsoleLine, { class: failureClass, confidence }: Signature, rank: number | null) {
    this.#add({
      ...this.#at(line),
      rank,
      kind: 'line',
      class: failureClass,
      numbers: readNumbers(failureClass, line.text),
      confidence: confidence ?? 'medium',
      weight: weightOf(failureClass),
    });
  }

  #addAbort(line: ConsoleLine): void {
    const what = line.text.includes("'c10::OutOfMemoryError'") ? 'cuda-oom' : 'abort';
    const isEcho = /DistBackendError|NCCL/.test(line.text);
    this.#add({
      ...this.#at(line),
      kind: 'line',
      class: isEcho ? 'nccl-error' : what,
      numbers: {},
      confidence: 'medium',
      weight: isEcho ? 'echo' : what === 'abort' ? 'symptom' : 'cause',
    });
  }

  #readKernel(line: ConsoleLine): boolean {
    const { text } = line;
    const limit = text.includes('memory: usage') ? readMemoryLimit(text) : null;
    if (limit !== null) {
      this.#memoryLimit = limit;
      return true;
    }
    const kill = text.includes('illed') ? readKernelKill(text) : null;
    const xid = text.includes('Xid') ? readXid(text) : null;
    if (!kill && !xid) return false;
    const isCause = kill !== null || xid!.isHardware;
    this.#add({
      ...this.#at(line),
      kind: 'kernel',
      class: kill ? 'oom-killed' : xid!.isHardware ? 'gpu-hardware' : 'illegal-memory-access',
      numbers: kill
        ? { ...kill.numbers, ...(this.#memoryLimit !== null && { limit: this.#memoryLimit }) }
        : readNumbers('gpu-hardware', text),
      confidence: 'high',
      weight: isCause ? 'cause' : 'symptom',
    });
    return true;
  }
}

/** A line as of an exception whose traceback is not in the text. Only what is known by its text counts. */
function looseException(text: string): Signature | null {
  const line = behindBar(text)
    .trim()
    .replace(/^(?:E\s{2,8}|what\(\):\s{1,4}|Error: )/, '');
  const found = line.length < 8_192 ? readException(line) : null;
  const isTold = found?.isSure === true || text.includes('what():') || text.includes('safetensors');
  return isTold ? classifyText(line) : null;
}
