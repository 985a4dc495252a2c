// Reads the history in `trainer_state.json`, which the transformers library writes with every checkpoint.
import type {
  Decoded,
  DecodedMark,
  DecodedProblem,
  DecodedTag,
  LogDecoder,
} from '../../model/decoded';
import { foreignAfterBytes, mostLineBytes, undecodable } from '../lineLog';
import { block, items } from '../blocks';
import type { DecodedFact } from '../../model/facts';
import { isAllDone } from '../../model/progress';
import { textOf } from '../text';
import { RowReader } from './rowReader';
import { endOfValue, skipSpace } from './skipValue';
import { TrainerFacts } from './trainerFacts';

const historyKey = new TextEncoder().encode('"log_history"');
const [openBrace, openBracket, closeBracket, comma, colon] = [0x7b, 0x5b, 0x5d, 0x2c, 0x3a];

/** Before, inside and behind the list of rows, and behind all; or in a file that has none. */
type Place = 'before' | 'inside' | 'behind' | 'done' | 'foreign';

/** What is next in the file: a step further, more bytes needed, or the block is full. */
type Progress = 'on' | 'waiting' | 'full';

/**
 * The document is one object, `{…, "log_history": [{"loss": 1.2, "step": 10, …}, …], …}` (transformers/trainer_callback.py,
 * TrainerState). It is read row by row, so that one cut off by a crash or still being written gives what it has.
 */
export class TrainerStateDecoder implements LogDecoder {
  readonly rereadFrom = null;
  tail: DecodedProblem | null = null;
  readonly #rows = new RowReader();
  #place: Place = 'before';
  #at = 0;
  #problems: DecodedProblem[] = [];
  readonly #trainerFacts = new TrainerFacts();
  #facts: DecodedFact[] = [];
  #marks: DecodedMark[] = [];

  get tags(): readonly DecodedTag[] {
    return this.#rows.tags;
  }

  get isLog(): boolean {
    return this.#place === 'inside' || this.#place === 'behind' || this.#place === 'done';
  }

  decode(bytes: Uint8Array, start: number, end: number, offset: number, atEnd: boolean): Decoded {
    block.count = items.count = 0;
    this.#problems = [];
    this.#facts = [];
    this.#marks = [];
    this.#at = start;
    let progress: Progress = 'on';
    while (progress === 'on') progress = this.#advance(bytes, end, offset - start);
    if (this.#place === 'behind') this.#finish(bytes, end, atEnd);
    const rest = end - this.#at;
    const at = offset + this.#at - start;
    const isCut = this.#place === 'inside' && atEnd && progress === 'waiting';
    this.tail = isCut ? { kind: 'truncatedTail', offset: at, bytes: rest, detail: null } : null;
    return {
      consumed: this.#at - start,
      wants: atEnd || progress === 'full' || this.#place === 'foreign' ? 0 : rest + 1,
      skip: this.#place === 'foreign' ? Infinity : 0,
      points: block,
      items,
      marks: this.#marks,
      problems: this.#problems,
      facts: this.#facts,
    };
  }

  #advance(bytes: Uint8Array, end: number, shift: number): Progress {
    switch (this.#place) {
      case 'before':
        return this.#findHistory(bytes, end, shift);
      case 'inside':
        return this.#readNext(bytes, end, shift);
      case 'behind':
        return this.#checkBracket(bytes, end);
      case 'done':
        this.#at = end;
        return 'waiting';
      case 'foreign':
        return 'waiting';
    }
  }

  #findHistory(bytes: Uint8Array, end: number, shift: number): Progress {
    const key = find(bytes, historyKey, this.#at, end);
    let at = key < 0 ? end : skipSpace(bytes, key + historyKey.length, end);
    if (at < end && bytes[at] === colon) at = skipSpace(bytes, at + 1, end);
    if (at < end) {
      this.#place = bytes[at] === openBracket ? 'inside' : 'foreign';
      this.#facts.push(...this.#trainerFacts.collectBefore(textOf(bytes.subarray(this.#at, key))));
      this.#at = at + 1;
      return 'on';
    }
    if (end + shift > foreignAfterBytes) this.#place = 'foreign';
    return 'waiting';
  }

  #readNext(bytes: Uint8Array, end: number, shift: number): Progress {
    let at = skipSpace(bytes, this.#at, end);
    while (at < end && bytes[at] === comma) at = skipSpace(bytes, at + 1, end);
    this.#at = at;
    if (at >= end) return 'waiting';
    if (bytes[at] === closeBracket) {
      this.#place = 'behind';
      return 'on';
    }
    if (bytes[at] !== openBrace) return this.#passDamage(bytes, end, shift);
    const close = endOfValue(bytes, at, end);
    if (close < 0) return end - at > mostLineBytes ? this.#giveUp(shift) : 'waiting';
    const outcome = this.#rows.read(bytes, at, close);
    if (outcome === 'full') return 'full';
    if (outcome === 'bad') this.#problems.push(undecodable(at + shift, close - at));
    this.#at = close;
    return 'on';
  }

  /** The file may be written anew before its end was there, and have a row now where the list ended. */
  #checkBracket(bytes: Uint8Array, end: number): Progress {
    if (this.#at >= end || bytes[this.#at] === closeBracket) return 'waiting';
    this.#place = 'inside';
    return 'on';
  }

  /** Reads what stands behind the rows once it is whole; nothing else is expected there. */
  #finish(bytes: Uint8Array, end: number, atEnd: boolean): void {
    if (!atEnd && end - this.#at <= mostLineBytes) return;
    const facts = this.#trainerFacts.collectBehind(textOf(bytes.subarray(this.#at + 1, end)));
    if (!facts && end - this.#at <= mostLineBytes) return;
    this.#facts.push(...(facts ?? []));
    // The state is written once more behind the last step.
    if (facts?.some((fact) => fact.kind === 'progress' && isAllDone(fact.progress))) {
      this.#marks.push({ kind: 'end', at: block.count, wallTime: NaN, exitCode: null });
    }
    this.#place = 'done';
    this.#at = end;
  }

  /** What is neither a row nor the end of the list is passed over up to either. */
  #passDamage(bytes: Uint8Array, end: number, shift: number): Progress {
    let at = this.#at;
    while (at < end && bytes[at] !== openBrace && bytes[at] !== closeBracket) at++;
    if (at === end) return 'waiting';
    this.#problems.push(undecodable(this.#at + shift, at - this.#at));
    this.#at = at;
    return 'on';
  }

  #giveUp(shift: number): Progress {
    this.#problems.push(undecodable(this.#at + shift, mostLineBytes));
    this.#place = 'done';
    return 'on';
  }
}

/** Where `wanted` begins in `bytes[start, end)`, or −1. */
function find(bytes: Uint8Array, wanted: Uint8Array, start: number, end: number): number {
  const last = end - wanted.length;
  for (let at = start; at <= last; at++) {
    let length = 0;
    while (length < wanted.length && bytes[at + length] === wanted[length]) length++;
    if (length === wanted.length) return at;
  }
  return -1;
}
