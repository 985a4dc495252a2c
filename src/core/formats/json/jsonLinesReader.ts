// Reads logs that are one JSON object a line: Ray, Detectron2, MMEngine, LLaMA-Factory and whoever writes their own.
import type { DecodedMark, DecodedProblem, DecodedTag } from '../../model/decoded';
import type { DecodedFact } from '../../model/facts';
import {
  foreignAfterBytes,
  lineEndFrom,
  undecodable,
  type LineReader,
  type Lines,
  type Verdict,
} from '../lineLog';
import { block } from '../blocks';
import { isMetricName, mayBeData } from '../metricNames';
import { textOf } from '../text';
import { endIn } from './endRows';
import { EventListReader } from './eventList';
import { RowFacts } from './rowFacts';
import { RowReader, type RowOutcome } from './rowReader';
import { skipSpace } from './skipValue';

const [openBrace, openBracket, byteOrderMark] = [0x7b, 0x5b, 0xef];

/** Steps that only logs have, by the names of Ray, Detectron2 and Stable-Baselines3. */
const sureSteps: ReadonlySet<string | undefined> = new Set([
  'training_iteration',
  'iteration',
  'time/total_timesteps',
]);

/**
 * The file is a log once a line has a step and a number. Until then lines that cannot be read say nothing: documents of
 * several lines are named alike. Where the name says less, so must lines say more: one `.json` line may be a result,
 * and what is named like data needs the name of a metric.
 */
export class JsonLinesReader implements LineReader {
  readonly problems: DecodedProblem[] = [];
  readonly facts: DecodedFact[] = [];
  readonly marks: DecodedMark[] = [];
  verdict: Verdict = 'unsure';
  readonly #rows = new RowReader();
  readonly #events = new EventListReader(this.#rows, this.facts);
  readonly #rowFacts = new RowFacts();
  readonly #isDocumentName: boolean;
  readonly #mayBeData: boolean;
  #goodRows = 0;

  /** @param file relative to the run's directory */
  constructor(file: string) {
    this.#isDocumentName = file.endsWith('.json');
    this.#mayBeData = mayBeData(file);
  }

  get tags(): readonly DecodedTag[] {
    return this.#rows.tags;
  }

  readLines({ bytes, end, shift }: Lines, start: number): number {
    let at = start;
    if (at + shift === 0 && bytes[at] === byteOrderMark) at += 3;
    let lastRow = -1;
    while (at < end) {
      const before = block.count;
      const lineEnd = lineEndFrom(bytes, at);
      const outcome = this.#readLine(bytes, at, lineEnd);
      if (outcome === 'full') break;
      if (outcome === 'row' && this.#isLogRow()) {
        lastRow = at;
        this.#noteEnd(bytes, at, lineEnd, before);
      } else if (outcome === 'bad' || this.verdict !== 'log') {
        block.count = before;
        if (outcome === 'bad') this.#noteOdd(bytes, at, lineEnd, shift);
      }
      at = lineEnd + 1;
      if (this.verdict === 'unsure' && at + shift > foreignAfterBytes) {
        this.verdict = 'foreign';
        return start;
      }
    }
    if (lastRow >= 0 && this.verdict === 'log') {
      const text = textOf(bytes.subarray(lastRow, lineEndFrom(bytes, lastRow)));
      this.facts.push(...this.#rowFacts.collect(text));
    }
    return at;
  }

  #readLine(bytes: Uint8Array, start: number, lineEnd: number): RowOutcome {
    const at = bytes[start] === openBrace ? start : skipSpace(bytes, start, lineEnd);
    if (bytes[at] === openBrace) {
      const outcome = this.#rows.read(bytes, at, lineEnd);
      const isCut = outcome === 'row' && skipSpace(bytes, this.#rows.end, lineEnd) !== lineEnd;
      return isCut ? 'bad' : outcome;
    }
    if (bytes[at] === openBracket) return this.#events.read(bytes, at, lineEnd);
    return 'bad';
  }

  /** Whether the row that was just read is one of a log; decides what the file is as far as it tells. */
  #isLogRow(): boolean {
    const rows = this.#rows;
    if (!rows.hasPoints) return this.verdict === 'log';
    if (this.verdict === 'log') return true;
    if (rows.isText) return false;
    if (this.#mayBeData && !rows.tags.some(({ tag }) => isMetricName(tag))) return false;
    this.#goodRows++;
    if (!this.#isDocumentName || this.#goodRows > 1 || sureSteps.has(rows.stepName)) {
      this.verdict = 'log';
    }
    return true;
  }

  /** @param from the first point of the row */
  #noteEnd(bytes: Uint8Array, at: number, lineEnd: number, from: number): void {
    const said = endIn(this.#rows.stepName, bytes, at, lineEnd);
    if (!said) return;
    const wallTime = block.count > from ? block.wallTimes[from]! : NaN;
    this.marks.push({ kind: 'end', at: block.count, wallTime, exitCode: null, said });
  }

  #noteOdd(bytes: Uint8Array, at: number, lineEnd: number, shift: number): void {
    const isEmpty = skipSpace(bytes, at, lineEnd) === lineEnd;
    if (this.verdict === 'log' && !isEmpty) {
      this.problems.push(undecodable(at + shift, lineEnd + 1 - at));
    }
  }
}
