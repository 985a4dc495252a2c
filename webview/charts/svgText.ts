// Words and numbers of SVG pictures. Names come from files: they are text and nothing else.

/** A hundredth of a unit is finer than any printer. */
export function short(value: number): string {
  return String(Math.round(value * 100) / 100);
}

/** Fit for an element and for an attribute; what XML cannot hold is left out. */
export function escaped(text: string): string {
  return text
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
    .replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}

export function label(x: number, y: number, text: string, anchor: string, more = ''): string {
  return `<text x="${short(x)}" y="${short(y)}" text-anchor="${anchor}"${more}>${escaped(text)}</text>`;
}
