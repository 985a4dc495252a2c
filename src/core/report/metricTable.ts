// Runs × metrics as a table for a text: Markdown (GitHub's) or LaTeX (booktabs).
import { formatNumber, formatNumbers } from '../../shared/text';

export interface MetricTable {
  /** What the rows are called. */
  readonly runs: readonly string[];
  readonly metrics: readonly string[];
  /** By run, then by metric; null where the run has no such value. */
  readonly values: readonly (readonly (number | null)[])[];
}

export function tableToMarkdown({ runs, metrics, values }: MetricTable): string {
  const cells = columnsOf(values, metrics.length);
  const rows = [
    ['run', ...metrics].map(markdownCell),
    ['---', ...metrics.map(() => '---:')],
    ...runs.map((run, at) => [markdownCell(run), ...cells.map((column) => column[at] ?? '')]),
  ];
  return rows.map((row) => `| ${row.join(' | ')} |\n`).join('');
}

/** Wants `\usepackage{booktabs}`. */
export function tableToLatex({ runs, metrics, values }: MetricTable): string {
  const cells = columnsOf(values, metrics.length).map((column) => column.map(latexNumber));
  const rowOf = (row: readonly string[]): string => `  ${row.join(' & ')} \\\\\n`;
  return [
    `\\begin{tabular}{l${'r'.repeat(metrics.length)}}\n  \\toprule\n`,
    rowOf(['run', ...metrics].map(latexText)),
    '  \\midrule\n',
    ...runs.map((run, at) => rowOf([latexText(run), ...cells.map((column) => column[at] ?? '')])),
    '  \\bottomrule\n\\end{tabular}\n',
  ].join('');
}

/** Column by column, since the numbers of one line up. An empty cell stays empty. */
function columnsOf(values: MetricTable['values'], count: number): readonly (readonly string[])[] {
  return Array.from({ length: count }, (_, column) => {
    const cells = values.map((row) => row[column] ?? null);
    const known = cells.filter((cell) => cell !== null);
    const words = known.every(Number.isFinite) ? formatNumbers(known) : known.map(formatNumber);
    let next = 0;
    return cells.map((cell) => (cell === null ? '' : words[next++]!));
  });
}

/** Text and nothing else: no links, no markup, no end of the cell. */
function markdownCell(text: string): string {
  return text.replace(/\s+/g, ' ').replace(/[\\`*_{}[\]<>|~$&#!]/g, '\\$&');
}

const latexWords: Readonly<Record<string, string>> = {
  '\\': '\\textbackslash{}',
  '~': '\\textasciitilde{}',
  '^': '\\textasciicircum{}',
  '<': '\\textless{}',
  '>': '\\textgreater{}',
  '|': '\\textbar{}',
  '"': '\\textquotedbl{}',
};

function latexText(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .replace(/[\\~^<>|"&%$#_{}]/g, (character) => latexWords[character] ?? `\\${character}`);
}

/** In mathematics a minus is one, and an exponent too. */
function latexNumber(word: string): string {
  if (word === '' || word === 'NaN') return word;
  const found = /^([+−]?)([\d.]+|Inf)([kMGT]?)(?:e(-?\d+))?$/.exec(word);
  if (!found) return latexText(word);
  const [, sign = '', digits = '', unit = '', exponent] = found;
  const number = digits === 'Inf' ? '\\infty' : digits;
  const power = exponent === undefined ? '' : ` \\times 10^{${exponent}}`;
  return `$${sign === '−' ? '-' : sign}${number}${power}$${unit}`;
}
