// Finds the tracebacks in what one process printed: chained, grouped, nested, cut, and with other lines in between.
import type { FailureFrame } from '../../shared/failure';
import { beforeBar, behindBar } from './consoleLine';
import {
  isHeader,
  newRaised,
  readException,
  readFrame,
  type ExceptionLine,
  type Mark,
  type Raised,
  type Traceback,
} from './traceback';

const separators = [
  ['The above exception was the direct cause of', 'cause'],
  ['During handling of the above exception', 'context'],
] as const;
/** What stands before tracebacks that end nothing. */
const harmlessErrors = /--- Logging error ---|Error in (?:atexit|sys\.excepthook)/;
const harmless =
  /Exception in thread |Exception ignored (?:in|on|while)|exception was never retrieved|--- Logging error ---|Error in (?:atexit|sys\.excepthook)/;
/** Exceptions that carry another traceback in their message. */
const carriers = /ProcessRaisedException|RayTaskError|Caught \w+ in|ray::|CheckpointException/;
/** What `torch.multiprocessing.spawn` puts before the traceback of a process that it started. */
const spawnedProcess = /^-- Process (\d{1,6}) terminated/;
const groupPart = /^\s{0,40}\+(?:-\+)?-{3,40} (?:\d{1,6}|\.\.\.) -{3,40}/;
const gutter = /^\s{0,40}\| ?/;
/** Lines that others print while an exception is being told. */
const foreign =
  /^(?:\s{0,40}\+-{10}|srun: |slurmstepd|wandb: |[WEIF]\d{4} \d\d:|={6,}|-{6,}|\[rank|Sending process|terminate called|(?:\[|\()?\d{4}-\d\d-\d\d|Set the environment variable HYDRA|INFO|WARNING|DEBUG)/;

const [mostForeignLines, mostMessageLines, mostFrames, mostPatience] = [60, 40, 400, 8];
const mostMessageCharacters = 8_192;
const mostPrefix = 80;

export class TracebackReader {
  readonly #stream: string;
  readonly #rank: number | null;
  readonly #take: (traceback: Traceback) => void;
  readonly #now: () => Mark;
  #open: Traceback | null = null;
  #current: Raised | null = null;
  #state: 'none' | 'frames' | 'message' = 'none';
  #link: Raised['link'] = null;
  /** Spaces before its exception line. */
  #indent = 0;
  /** Lines that were none of the traceback, one after the other. */
  #between = 0;
  #messageLines = 0;
  #isMessageOver = false;
  #isHarmlessNext = false;
  #fatal: string | null = null;
  #isInGroup = false;
  #prefix = '';

  /** @param now how far the run is */
  constructor(
    { stream, rank }: Pick<Traceback, 'stream' | 'rank'>,
    now: () => Mark,
    take: (traceback: Traceback) => void,
  ) {
    this.#stream = stream;
    this.#rank = rank;
    this.#now = now;
    this.#take = take;
  }

  /** Whether an exception was told, and more may follow. */
  get isTold(): boolean {
    return this.#state === 'message';
  }

  get isOpen(): boolean {
    return this.#state !== 'none' || this.#isHarmlessNext || this.#fatal !== null;
  }

  /** Whether a line may matter even where no traceback is open. */
  static mayOpen(text: string): boolean {
    return (
      text.includes('Traceback (most') ||
      text.includes('", line ') ||
      text.includes('.py:') ||
      text.includes('Fatal Python error') ||
      text.includes('xception') ||
      harmlessErrors.test(text)
    );
  }

  /** False for a line that is none of a traceback. */
  read(whole: string, index: number): boolean {
    const line = this.#isOpenWith(whole) ? whole.slice(this.#prefix.length) : whole;
    const glued = line.includes('%|') || line.includes('it [') ? behindBar(line) : line;
    if (glued !== line && glued.trim() === '') return this.#pass();
    const text = this.#isInGroup || gutter.test(glued) ? glued.replace(gutter, '') : glued;
    if (isHeader(text)) return this.#begin(text, index);
    if (this.#readMark(text, glued, index)) return true;
    const frame = readFrame(text);
    if (frame) return this.#addFrame(frame, text, index);
    if (this.#state === 'frames') return this.#readInFrames(text, index);
    if (this.#state === 'message') return this.#readInMessage(text, index);
    return false;
  }

  /** What a logger or a launcher put before the first line of a traceback stands before all of it. */
  #isOpenWith(line: string): boolean {
    return this.#prefix !== '' && this.#state !== 'none' && line.startsWith(this.#prefix);
  }

  /** What is open is told as far as it goes. */
  finish(): void {
    const { chain } = this.#open ?? { chain: [] };
    if (this.#open && chain.some(({ frames, type }) => frames.length > 0 || type !== null)) {
      const [first] = chain;
      const isHarmless = this.#open.isHarmless || isOfThread(first!);
      this.#take({ ...this.#open, isHarmless });
    }
    this.#open = this.#current = this.#link = null;
    this.#state = 'none';
    this.#isInGroup = false;
  }

  /** Separators, and what stands before tracebacks. */
  #readMark(text: string, whole: string, index: number): boolean {
    if (text.includes('xception')) {
      const link = separators.find(([words]) => text.includes(words))?.[1];
      if (link && this.#open) {
        this.#link = link;
        this.#state = 'message';
        this.#isMessageOver = true;
        this.#between = 0;
        return true;
      }
    }
    if (harmless.test(text)) {
      this.finish();
      this.#isHarmlessNext = true;
      return true;
    }
    if (this.#open && groupPart.test(whole)) {
      this.#isInGroup = true;
      this.#current = newRaised();
      this.#open.chain.at(-1)!.parts.push(this.#current);
      this.#state = 'frames';
      return true;
    }
    const spawned = this.#open && text.startsWith('-- Process ') ? spawnedProcess.exec(text) : null;
    if (spawned) {
      this.#open!.rank ??= Number(spawned[1]);
      return true;
    }
    return this.#readFatal(text, index);
  }

  /** `Fatal Python error: Segmentation fault`, and the threads that follow it. */
  #readFatal(text: string, index: number): boolean {
    const fatal = text.indexOf('Fatal Python error: ');
    if (fatal >= 0) {
      this.finish();
      this.#fatal = text.slice(fatal + 20);
      return false;
    }
    if (
      this.#fatal === null ||
      !/hread 0x[0-9a-f]{4,16}.{0,80}\(most recent call first\)/.test(text)
    )
      return false;
    const isCurrent = text.includes('Current thread');
    this.finish();
    if (!isCurrent) return true;
    const raised = newRaised(null, true);
    raised.type = 'Fatal Python error';
    raised.message = raised.detail = this.#fatal;
    this.#openWith(raised, index, true);
    return true;
  }

  #begin(text: string, index: number): true {
    const isBegun = this.#state === 'frames' && this.#current?.frames.length === 0;
    // Two processes whose lines are mixed say everything twice.
    if (isBegun && this.#current?.type === null) return true;
    const before = text.slice(0, text.indexOf('Traceback (most')).replace(/Original $/, '');
    const isPrefix = before.trim() !== '' && before.length <= mostPrefix;
    if (isPrefix || this.#state === 'none') this.#prefix = isPrefix ? before : '';
    if (this.#isInGroup && this.#current) {
      if (this.#current.type !== null) this.#addPart();
      this.#state = 'frames';
      return true;
    }
    const isCarried =
      this.#state === 'message' && (text.includes('Original Tr') || this.#isCarrier());
    if (this.#open && (this.#link || isCarried)) this.#insert(isCarried && !this.#link);
    else {
      this.finish();
      this.#openWith(newRaised(), index, true);
    }
    this.#state = 'frames';
    this.#between = 0;
    // The frames tell better.
    this.#indent = text.trimStart().startsWith('Tr') ? text.search(/\S/) : 0;
    return true;
  }

  #addPart(): void {
    this.#current = newRaised();
    this.#open!.chain.at(-1)!.parts.push(this.#current);
  }

  #isCarrier(): boolean {
    const { type, detail } = this.#current!;
    return carriers.test(type ?? '') || carriers.test(detail.slice(0, 500));
  }

  /** What an exception carries in its message came before it. */
  #insert(isBefore: boolean): void {
    const { chain } = this.#open!;
    const at = chain.indexOf(this.#current!);
    this.#current = newRaised(this.#link);
    chain.splice(isBefore ? Math.max(0, at) : at + 1, 0, this.#current);
    this.#link = null;
  }

  #openWith(raised: Raised, index: number, isOpened = false): void {
    this.#current = raised;
    this.#open = {
      chain: [raised],
      stream: this.#stream,
      rank: this.#rank,
      start: index,
      end: index,
      mark: this.#now(),
      isOpened,
      isHarmless: this.#isHarmlessNext,
    };
    this.#isHarmlessNext = false;
    this.#state = 'frames';
    this.#between = 0;
    this.#indent = 0;
  }

  #addFrame(frame: FailureFrame, text: string, index: number): boolean {
    if (this.#state === 'none') {
      // The header was cut off.
      if (!/^(?:\s{0,8}File |.{0,4})"/.test(text)) return false;
      this.#openWith(newRaised(), index);
    } else if (this.#state === 'message') {
      const isCarried = this.#isCarrier() && !this.#link;
      if (this.#link || isCarried) this.#insert(isCarried);
      else {
        this.finish();
        this.#openWith(newRaised(), index);
      }
      this.#state = 'frames';
    }
    const { frames } = this.#current!;
    if (frames.length >= mostFrames) frames.splice(mostFrames / 2, 1);
    frames.push({ ...frame, index });
    const spaces = text.search(/\S/);
    if (text.trimStart().startsWith('File "')) this.#indent = Math.max(0, spaces - 2);
    this.#open!.end = index;
    this.#between = 0;
    return true;
  }

  /** Source lines, carets, and at last the exception. */
  #readInFrames(text: string, index: number): boolean {
    const spaces = text.search(/\S/);
    if (spaces >= this.#indent + 2 || text.startsWith('│')) return true;
    if (spaces < 0) return this.#current!.frames.length === 0 ? this.#pass() : true;
    const found = readException(text.slice(Math.min(spaces, this.#indent)));
    const isNext = found !== null && (found.isSure || this.#between === 0);
    if (!isNext || this.#current!.isReversed) return this.#pass();
    this.#raise(found, index);
    return true;
  }

  #raise({ type, message }: ExceptionLine, index: number): void {
    const raised = this.#current!;
    raised.type = type;
    raised.message = raised.detail = beforeBar(message).slice(0, mostMessageCharacters);
    this.#open!.end = index;
    this.#open!.mark = this.#now();
    this.#state = 'message';
    this.#messageLines = 0;
    this.#isMessageOver = false;
    this.#between = 0;
  }

  /** Further lines of a message, notes, and what is printed until something else begins. */
  #readInMessage(text: string, index: number): boolean {
    if (text.trim() === '') {
      this.#isMessageOver = true;
      return true;
    }
    const isOver = this.#isMessageOver || foreign.test(text);
    if (isOver || ++this.#messageLines > mostMessageLines) {
      this.#isMessageOver = true;
      return this.#pass();
    }
    const raised = this.#current!;
    if (raised.detail.length < mostMessageCharacters) {
      raised.detail += `\n${text.slice(0, mostMessageCharacters)}`;
      if (this.#messageLines <= 5 || raised.message === '') raised.message = raised.detail;
    }
    this.#open!.end = index;
    return true;
  }

  /** A line of somebody else. */
  #pass(): false {
    this.#between++;
    if (this.#state === 'none') this.#isHarmlessNext = false;
    const most = this.#state === 'message' ? mostPatience : mostForeignLines;
    if (this.#state !== 'none' && this.#between > most) this.finish();
    return false;
  }
}

/** Whether its frames show that it ends a thread or a destructor only, where the line that says so was cut off. */
function isOfThread({ frames: [first] }: Raised): boolean {
  if (!first) return false;
  const isThread = /(?:^|[\\/])threading\.py$/.test(first.file);
  return (
    (isThread && (first.function ?? '').startsWith('_bootstrap')) || first.function === '__del__'
  );
}
