// Contents as the files that other programs open: media as they are, texts as text, tables as CSV, all else as JSON.
import type { Content, TableContent, TextContent } from '../../shared/content';
import type { FactValue } from '../../shared/facts';

export interface ContentFile {
  readonly name: string;
  readonly content: Uint8Array | string;
}

/**
 * @param name of the file; several samples are numbered in front of its ending
 * @param json what the file holds where it is neither
 */
export function collectFiles(content: Content, name: string, json: string): ContentFile[] {
  if (content.kind === 'image' || content.kind === 'audio' || content.kind === 'file') {
    const { samples } = content;
    return samples.map(({ bytes }, at) => ({
      name: samples.length === 1 ? name : numbered(name, at + 1),
      content: bytes,
    }));
  }
  if (content.kind === 'table' && /\.csv$/i.test(name)) {
    return [{ name, content: csvOf(content) }];
  }
  const isPlain = content.kind === 'text' && /\.(?:txt|md)$/i.test(name);
  return [{ name, content: isPlain ? plainText(content) : json }];
}

/** `a/b.png` becomes `a/b-1.png`. */
function numbered(name: string, number: number): string {
  const [, start, ending] = /^(.*?)(\.[^./\\]+)?$/s.exec(name)!;
  return `${start}-${number}${ending ?? ''}`;
}

/** As RFC 4180 has it, with lines that end in a line feed. */
function csvOf({ columns, rows }: TableContent): string {
  return [columns, ...rows].map((row) => `${row.map(csvCell).join(',')}\n`).join('');
}

function csvCell(value: FactValue): string {
  const isText = typeof value === 'string';
  const text = value === null ? '' : isText ? value : plainOf(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function plainOf(value: FactValue): string {
  return typeof value === 'number' ? String(value) : JSON.stringify(value);
}

/** Rows as lines; the columns of a table are set off by tabs. */
function plainText({ shape, texts }: TextContent): string {
  const columns = shape.length > 1 ? Math.max(1, shape.at(-1)!) : 1;
  const lines: string[] = [];
  for (let at = 0; at < texts.length; at += columns) {
    lines.push(`${texts.slice(at, at + columns).join('\t')}\n`);
  }
  return lines.join('');
}
