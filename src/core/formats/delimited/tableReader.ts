// Reads the lines of a table of numbers: header, rows, headers that come again.
import type { DecodedProblem, DecodedTag } from '../../model/decoded';
import type { DecodedFact } from '../../model/facts';
import { lastDecimal, readDecimal } from '../decimal';
import {
  foreignAfterBytes,
  lineEndFrom,
  numberTag,
  undecodable,
  type LineReader,
  type Lines,
  type Verdict,
} from '../lineLog';
import { block, blockCapacity } from '../blocks';
import { momentOf, readMoment } from '../moment';
import { tagOfColumn } from './columnTags';
import { EpochRows, hasEpochRows } from './epochRows';
import { readHeader, readMonitorStart, splitCells, type Header } from './header';
import { TableDoubts } from './tableDoubts';
import { progressIn, timeLeftNames } from './timeLeft';

/** A row must fit into the block of points. */
const mostColumns = blockCapacity;

const [newline, carriageReturn, space, quote] = [0x0a, 0x0d, 0x20, 0x22];
const [comma, semicolon] = [0x2c, 0x3b];

/** The cell read last that was not simply a number: its number, NaN where it has none, and the place behind it. */
const oddCell = { value: NaN, isNumber: false, end: 0 };

export class TableReader implements LineReader {
  readonly tags: DecodedTag[] = [];
  readonly problems: DecodedProblem[] = [];
  readonly facts: DecodedFact[] = [];
  verdict: Verdict = 'unsure';
  #header: Header | null = null;
  #monitorStart: number | undefined;
  /** By column: index of its tag, −1 before its first number, −2 for what is no series. */
  #tagOfColumn = new Int32Array(0);
  readonly #tagOfName = new Map<string, number>();
  #sum = 0;
  #rows = 0;
  #isProgress = false;
  #epochRows: EpochRows | null = null;
  readonly #file: string;
  readonly #doubts: TableDoubts;

  /** @param file relative to the run's directory */
  constructor(file: string) {
    this.#file = file;
    this.#doubts = new TableDoubts(file);
  }

  readLines({ bytes, end, shift }: Lines, start: number): number {
    let at = start;
    let lastRow = -1;
    while (at < end && this.verdict !== 'foreign') {
      if (!this.#header) {
        at = this.#readFirst(bytes, at, shift);
        continue;
      }
      if (block.count + this.#tagOfColumn.length > blockCapacity) break;
      const before = block.count;
      const next = this.#readRow(this.#header, bytes, at, end);
      if (this.#doubts.isData) this.verdict = 'foreign';
      else if (next >= 0) {
        lastRow = at;
        this.#epochRows?.note(textOf(bytes, at, lineEndFrom(bytes, at)));
        at = next;
      } else {
        block.count = before;
        at = this.#readOther(bytes, at, shift);
      }
    }
    if (lastRow >= 0) this.#tellProgress(bytes, lastRow);
    return this.verdict === 'foreign' ? start : at;
  }

  /** A line before the header is known. Returns the place behind it. */
  #readFirst(bytes: Uint8Array, at: number, shift: number): number {
    const end = lineEndFrom(bytes, at);
    const line = textOf(bytes, at, end);
    const start = readMonitorStart(line);
    const header = start === undefined ? readHeader(line, this.#monitorStart) : null;
    if (start !== undefined) this.#monitorStart = start;
    else if (header) this.#begin(header);
    else if (line.trim() !== '' || end + shift > foreignAfterBytes) this.verdict = 'foreign';
    return end + 1;
  }

  #begin(header: Header): void {
    if (header.names.length > mostColumns || !this.#doubts.admits(header)) {
      this.verdict = 'foreign';
      return;
    }
    this.verdict = 'log';
    this.#header = header;
    this.#isProgress = header.names.join() === timeLeftNames;
    if (hasEpochRows(this.#file, header)) this.#epochRows ??= new EpochRows(header);
    this.#tagOfColumn = Int32Array.from(header.names, (name, at) =>
      header.isSeries[at] ? (this.#tagOfName.get(tagOfColumn(this.#file, name)) ?? -1) : -2,
    );
  }

  #tellProgress(bytes: Uint8Array, row: number): void {
    const progress = this.#isProgress
      ? progressIn(textOf(bytes, row, lineEndFrom(bytes, row)))
      : (this.#epochRows?.progress ?? null);
    if (progress) this.facts.push({ kind: 'progress', progress });
  }

  /** Reads a row of as many cells as there are columns. Returns the place behind it, or −1 when it is none. */
  #readRow(header: Header, bytes: Uint8Array, start: number, end: number): number {
    const { delimiter, stepAt, wallTimeAt, wallTimeBase } = header;
    const columns = this.#tagOfColumn.length;
    const from = block.count;
    let at = start;
    let step = header.stepKind === 'row' ? this.#rows : NaN;
    let wallTime = NaN;
    let texts = 0;
    for (let column = 0; ; column++) {
      while (bytes[at] === space) at++;
      const cellStart = at;
      let value = readDecimal(bytes, at, end);
      let isNumber = lastDecimal.end > at;
      at = lastDecimal.end;
      while (bytes[at] === space) at++;
      let byte = bytes[at]!;
      if (byte === carriageReturn && bytes[at + 1] === newline) byte = bytes[++at]!;
      if (byte !== delimiter && byte !== newline) {
        readOddCell(bytes, isNumber ? cellStart : -1, at, delimiter);
        ({ value, isNumber } = oddCell);
        if (column === wallTimeAt) wallTime = momentIn(bytes, cellStart, oddCell.end);
        else if (!isNumber) texts++;
        byte = bytes[(at = oddCell.end)]!;
      }
      if (column >= columns) {
        // A delimiter at the end of a row opens a cell that nobody meant.
        if (isNumber || byte !== newline) return -1;
      } else if (isNumber) {
        if (column === stepAt) step = value;
        if (column === wallTimeAt) wallTime = momentOf(value + wallTimeBase);
        const tag = this.#tagOfColumn[column]!;
        if (tag !== -2) this.#add(tag < 0 ? this.#newTag(header, column) : tag, value);
      }
      at++;
      if (byte === newline) {
        if (column < columns - 1 || !Number.isFinite(step)) return -1;
        this.#rows++;
        if (this.#doubts.isOpen) this.#doubts.noteRow(step, texts);
        this.#place(header, from, step, wallTime);
        return at;
      }
    }
  }

  #add(tag: number, value: number): void {
    const at = block.count++;
    block.tags[at] = tag;
    block.values[at] = value;
  }

  /** Step and time may stand behind the values that they are for. */
  #place({ stepKind }: Header, from: number, step: number, wallTime: number): void {
    const steps = stepKind === 'sum' ? (this.#sum += step) : step;
    for (let at = from; at < block.count; at++) {
      block.steps[at] = steps;
      block.wallTimes[at] = wallTime;
    }
  }

  #newTag({ names }: Header, column: number): number {
    const name = tagOfColumn(this.#file, names[column]!);
    let tag = this.#tagOfName.get(name);
    if (tag === undefined) {
      tag = this.tags.length;
      this.tags.push(numberTag(tag, name));
      this.#tagOfName.set(name, tag);
    }
    this.#tagOfColumn[column] = tag;
    return tag;
  }

  /** A line that is no row: a header that a restarted writer put there once more, an empty line, or damage. */
  #readOther(bytes: Uint8Array, at: number, shift: number): number {
    const end = lineEndFrom(bytes, at);
    const line = textOf(bytes, at, end);
    const start = readMonitorStart(line);
    if (start !== undefined) this.#monitorStart = start;
    const header = start === undefined ? readHeader(line, this.#monitorStart) : null;
    if (header) this.#begin(header);
    else if (start === undefined && line.trim() !== '' && !this.#lacksStep(line)) {
      this.#doubts.noteOddLine();
      this.problems.push(undecodable(at + shift, end + 1 - at));
    }
    return end + 1;
  }

  /** A row of the right width whose step is empty: it has no place on any axis, and is no damage. */
  #lacksStep(line: string): boolean {
    const { delimiter, names, stepAt } = this.#header!;
    if (stepAt < 0) return false;
    const cells = splitCells(line, String.fromCharCode(delimiter));
    return cells.length === names.length && cells[stepAt]!.trim() === '';
  }
}

/**
 * Reads a cell that does not end where a number at its start does: text, a quoted number, a decimal comma.
 * @param numberStart where that number begins, −1 where there is none
 * @param at behind the number, or the start of the cell
 */
function readOddCell(bytes: Uint8Array, numberStart: number, at: number, delimiter: number): void {
  const byte = bytes[at]!;
  oddCell.isNumber = false;
  if (numberStart < 0 && byte === quote) {
    oddCell.value = readDecimal(bytes, at + 1, bytes.length);
    const close = lastDecimal.end;
    oddCell.isNumber = close > at + 1 && bytes[close] === quote;
    oddCell.end = cellEnd(bytes, quoteEnd(bytes, at), delimiter);
    return;
  }
  oddCell.end = cellEnd(bytes, at, delimiter);
  // Where cells end with `;`, numbers have commas.
  if (numberStart < 0 || byte !== comma || delimiter !== semicolon) return;
  const text = textOf(bytes, numberStart, oddCell.end).trim();
  if (!/^[+-]?\d+,\d+(?:[eE][+-]?\d+)?$/.test(text)) return;
  oddCell.value = Number(text.replace(',', '.'));
  oddCell.isNumber = true;
}

function momentIn(bytes: Uint8Array, start: number, end: number): number {
  return readMoment(textOf(bytes, start, end).replaceAll('"', ''), 'local');
}

function textOf(bytes: Uint8Array, start: number, end: number): string {
  return new TextDecoder().decode(bytes.subarray(start, end)).replace(/\r$/, '');
}

/** The delimiter or line end behind what stands at `at`. */
function cellEnd(bytes: Uint8Array, at: number, delimiter: number): number {
  let end = at;
  while (bytes[end] !== delimiter && bytes[end] !== newline) end++;
  return end;
}

/** The same for a cell that begins with a quote at `at`. A quote that is not closed ends with its line. */
function quoteEnd(bytes: Uint8Array, at: number): number {
  let end = at + 1;
  while (bytes[end] !== newline && (bytes[end] !== quote || bytes[end + 1] === quote)) {
    end += bytes[end] === quote ? 2 : 1;
  }
  return bytes[end] === quote ? end + 1 : end;
}
