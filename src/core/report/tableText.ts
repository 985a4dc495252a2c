// Prints a table of runs: for people with aligned columns, as CSV, or as JSON with one object a run.
import type { TableColumn } from '../../shared/tableContract';
import { describeCell, titleOfColumn } from '../../shared/tableWords';
import { printable } from './runListing';

/** Columns beside each other; cells row by row in their order. */
export interface PrintedTable {
  readonly columns: readonly TableColumn[];
  readonly rows: readonly (readonly (number | string | null)[])[];
}

const widest = 48;

/** One line a run, the titles first. */
export function tableToText({ columns, rows }: PrintedTable, nowMs: number): string {
  const lines = [
    columns.map(titleOfColumn),
    ...rows.map((row) => row.map((cell, at) => describeCell(cell, columns[at]!, nowMs))),
  ].map((line) => line.map((word) => shorten(printable(word))));
  const widths = columns.map((_, at) => Math.max(...lines.map((line) => line[at]!.length)));
  return lines
    .map((line) =>
      line
        .map((word, at) => pad(word, widths[at]!, columns[at]!))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
    .concat('\n');
}

function shorten(word: string): string {
  return word.length > widest ? `${word.slice(0, widest - 1)}…` : word;
}

function pad(word: string, width: number, { kind }: TableColumn): string {
  const isNumber = kind === 'number' || kind === 'duration' || kind === 'bytes';
  return isNumber ? word.padStart(width) : word.padEnd(width);
}

/** RFC 4180; times are ISO 8601, other numbers as they are. */
export function tableToCsv({ columns, rows }: PrintedTable): string {
  const lines = [
    columns.map(exportName),
    ...rows.map((row) => row.map((cell, at) => String(exported(cell, columns[at]!) ?? ''))),
  ];
  return lines.map((line) => `${line.map(csvField).join(',')}\r\n`).join('');
}

/** A spreadsheet would run what begins like a formula. */
function csvField(word: string): string {
  const isFormula = /^[=+@\t\r]/.test(word) || (word.startsWith('-') && Number.isNaN(Number(word)));
  const safe = isFormula ? `'${word}` : word;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** Numbers that JSON does not have are texts. */
export function tableToJson({ columns, rows }: PrintedTable): string {
  const runs = rows.map((row) =>
    Object.fromEntries(
      row.map((cell, at) => [exportName(columns[at]!), jsonValue(cell, columns[at]!)]),
    ),
  );
  return `${JSON.stringify(runs, null, 2)}\n`;
}

function jsonValue(cell: number | string | null, column: TableColumn): unknown {
  const value = exported(cell, column);
  if (column.kind === 'boolean' && typeof value === 'number') return value === 1;
  if (column.kind === 'tags') return typeof value === 'string' ? value.split(', ') : [];
  return typeof value === 'number' && !Number.isFinite(value) ? String(value) : value;
}

function exported(cell: number | string | null, { kind }: TableColumn): number | string | null {
  if (kind !== 'time' || typeof cell !== 'number') return cell;
  const date = new Date(cell * 1000);
  return Number.isNaN(date.getTime()) ? null : date.toISOString();
}

/** As filters name it, so that what is exported can be asked for again. */
function exportName({ name, origin, aggregate }: TableColumn): string {
  if (aggregate !== null && aggregate !== 'last') return `${name}.${aggregate}`;
  return origin === 'summary' || origin === 'about' ? `${origin}.${name}` : name;
}
