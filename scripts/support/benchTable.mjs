// The benchmarks' table as Markdown whose columns line up.

const heads = ['what', 'bar', 'measured', 'beside it', 'met'];
const words = new Map([
  [true, 'yes'],
  [false, 'NO'],
  [null, '–'],
]);

export function formatTable(rows) {
  const lines = rows.map((row) => [
    row.what,
    row.bar,
    row.measured,
    row.beside,
    words.get(row.met),
  ]);
  const widths = heads.map((head, column) =>
    Math.max(head.length, ...lines.map((line) => line[column].length)),
  );
  const print = (cells) => `| ${cells.map((cell, i) => cell.padEnd(widths[i])).join(' | ')} |`;
  const rule = `|${widths.map((width) => '-'.repeat(width + 2)).join('|')}|`;
  return [print(heads), rule, ...lines.map(print)].join('\n');
}
