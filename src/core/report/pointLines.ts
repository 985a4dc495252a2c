// One scalar point as a line of JSON or CSV. Numbers keep every bit: they are printed in their shortest exact form.

/** A series as the lines name it. */
export interface LineSeries {
  readonly run: string;
  readonly tag: string;
}

export interface LinePoint {
  readonly step: number;
  /** Seconds since the Unix epoch; NaN where the file had none. */
  readonly wallTime: number;
  readonly value: number;
  /** Ordinal of the process start that wrote the point, from 0. */
  readonly segment: number;
}

/** Lines of one series: what repeats is worked out once. */
export type LineWriter = (point: LinePoint) => string;

export const pointFormats = ['jsonl', 'csv', 'json'] as const;
export type PointFormat = (typeof pointFormats)[number];

type Write = (text: string) => Promise<void> | undefined;

/** Lines of points as one document: what stands before, between and behind them. */
export interface PointDocument {
  begin(): Promise<void> | undefined;
  /** @param lines whole ones */
  write: Write;
  end(): Promise<void> | undefined;
}

/** @param write takes text; a promise is waited for before more is given */
export function openDocument(format: PointFormat, write: Write): PointDocument {
  if (format === 'json') return new JsonArray(write);
  const header = format === 'csv' ? 'run,tag,kind,step,wallTime,value,segment\n' : '';
  return {
    begin: () => (header === '' ? undefined : write(header)),
    write,
    end: () => undefined,
  };
}

/** One array of all lines, for whatever reads a document at once. */
class JsonArray implements PointDocument {
  readonly #write: Write;
  #isEmpty = true;

  constructor(write: Write) {
    this.#write = write;
  }

  begin(): undefined {
    return undefined;
  }

  write(lines: string): Promise<void> | undefined {
    if (lines === '') return undefined;
    const start = this.#isEmpty ? '[\n' : ',\n';
    this.#isEmpty = false;
    return this.#write(start + lines.slice(0, -1).replaceAll('\n', ',\n'));
  }

  end(): Promise<void> | undefined {
    return this.#write(this.#isEmpty ? '[]\n' : '\n]\n');
  }
}

export function lineWriter(format: PointFormat, series: LineSeries): LineWriter {
  return format === 'csv' ? csvWriter(series) : jsonWriter(series);
}

function jsonWriter({ run, tag }: LineSeries): LineWriter {
  const start = `{"run":${JSON.stringify(run)},"tag":${JSON.stringify(tag)},"kind":"scalar","step":`;
  return ({ step, wallTime, value, segment }) => {
    const wall = wallTimeToJson(wallTime);
    // JSON has no word for what is not finite, so these travel as strings.
    const number = Number.isFinite(value) ? exact(value) : `"${value}"`;
    return `${start}${exact(step)},"wallTime":${wall},"value":${number},"segment":${segment}}\n`;
  };
}

function csvWriter({ run, tag }: LineSeries): LineWriter {
  const start = `${csvField(run)},${csvField(tag)},scalar,`;
  return ({ step, wallTime, value, segment }) => {
    const wall = Number.isFinite(wallTime) ? exact(wallTime) : '';
    return `${start}${exact(step)},${wall},${exact(value)},${segment}\n`;
  };
}

export function wallTimeToJson(wallTime: number): string {
  return Number.isFinite(wallTime) ? exact(wallTime) : 'null';
}

/** Shortest text that reads back as the same double, negative zero included. */
export function exact(value: number): string {
  return Object.is(value, -0) ? '-0' : String(value);
}

/** Quotes a field where RFC 4180 asks for it. */
function csvField(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
