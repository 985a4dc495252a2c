// The HTML of a page: its own script and style sheet, and a policy that lets nothing else in.
import * as vscode from 'vscode';

/** Hash of an empty style element: the toolkit makes one to find out whether `:focus-visible` is understood. */
const emptyStyle = `'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='`;

/** Loads the page into a panel. The bundles are all that it may read. */
export function loadDashboardPage(webview: vscode.Webview, extensionUri: vscode.Uri): void {
  loadPage(webview, extensionUri, 'dashboard', 'Trackside Dashboard');
}

/** @param name of the page's bundles */
export function loadPage(
  webview: vscode.Webview,
  extensionUri: vscode.Uri,
  name: string,
  title: string,
): void {
  const dist = vscode.Uri.joinPath(extensionUri, 'dist');
  webview.options = { enableScripts: true, localResourceRoots: [dist] };
  webview.html = renderHtml(webview, dist, name, title);
}

function renderHtml(
  webview: vscode.Webview,
  dist: vscode.Uri,
  name: string,
  title: string,
): string {
  const uriOf = (file: string): string =>
    webview.asWebviewUri(vscode.Uri.joinPath(dist, file)).toString();
  const nonce = crypto.randomUUID();
  const policy = [
    `default-src 'none'`,
    `script-src 'nonce-${nonce}'`,
    `style-src ${webview.cspSource} ${emptyStyle}`,
    `font-src ${webview.cspSource}`,
    // Pictures, sounds and films of logs, which the page was given as bytes.
    `img-src blob:`,
    `media-src blob:`,
    // Long calculations: a worker can start from the page's own bytes only.
    `worker-src blob:`,
  ].join('; ');
  return `<!DOCTYPE html>
<html lang="${vscode.env.language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="${uriOf(`${name}.css`)}">
<title>${title}</title>
</head>
<body>
${translations()}
<script type="module" nonce="${nonce}" src="${uriOf(`${name}.js`)}"></script>
</body>
</html>`;
}

/** The page's words in the editor's language: data that the policy does not need to allow, because it is no program. */
function translations(): string {
  const { bundle } = vscode.l10n;
  if (!bundle) return '';
  const json = JSON.stringify(bundle).replaceAll('<', '\\u003c');
  return `<script type="application/json" id="translations">${json}</script>`;
}
