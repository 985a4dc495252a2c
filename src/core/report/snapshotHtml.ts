// Puts a saved dashboard together: one HTML file with its program, its styles and its points, which needs and may load nothing else.

export interface SnapshotParts {
  readonly title: string;
  /** The bundled page. */
  readonly script: string;
  readonly style: string;
  /** Elements of data by their ids; none of them is a program. */
  readonly data: Readonly<Record<string, string>>;
  readonly language: string;
}

/** Hash of an empty style element: the toolkit makes one to find out whether `:focus-visible` is understood. */
const emptyStyle = `'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='`;

/** The policy names the program and the styles by their hashes: nothing else in the file can run, whatever names say. */
export async function snapshotHtml(parts: SnapshotParts): Promise<string> {
  const { title, script, style, data, language } = parts;
  const policy = [
    `default-src 'none'`,
    `script-src ${await hashOf(script)}`,
    `style-src ${await hashOf(style)} ${emptyStyle}`,
    // Pictures of charts on their way to a file.
    `img-src blob:`,
    `base-uri 'none'`,
    `form-action 'none'`,
  ].join('; ');
  const elements = Object.entries(data).map(
    ([id, text]) => `<script type="application/json" id="${id}">${inert(text)}</script>`,
  );
  return `<!DOCTYPE html>
<html lang="${escaped(language)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)}</title>
<style>${style}</style>
</head>
<body>
${elements.join('\n')}
<script>${script}</script>
</body>
</html>
`;
}

/** JSON stays the same, and no name in it can end the element. */
function inert(text: string): string {
  return text.replaceAll('<', '\\u003c');
}

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}

async function hashOf(text: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return `'sha256-${btoa(String.fromCharCode(...new Uint8Array(digest)))}'`;
}
