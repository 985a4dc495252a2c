// Markdown of logs as nodes of the page, made one by one: no HTML of the text ever becomes HTML of the page.
import { marked, type Token, type Tokens } from 'marked';
import { l10n } from '../../src/shared/language';
import { element } from '../components/element';

export interface MarkdownEvents {
  openLink(address: string): void;
}

/** HTML inside the text is shown as text, pictures as their description; links are told to `openLink`. */
export function renderMarkdown(text: string, events: MarkdownEvents): DocumentFragment {
  const fragment = document.createDocumentFragment();
  fragment.append(...blocksOf(marked.lexer(text, { gfm: true }), events));
  return fragment;
}

type Nodes = readonly (Node | string)[];

function blocksOf(tokens: readonly Token[], events: MarkdownEvents): Nodes {
  return tokens.flatMap((token) => blockOf(token, events));
}

function blockOf(token: Token, events: MarkdownEvents): Nodes {
  switch (token.type) {
    case 'heading':
      return [headingOf(token as Tokens.Heading, events)];
    case 'paragraph':
      return [element('p', '', ...inlinesOf(token.tokens, events))];
    case 'code':
      return [element('pre', '', element('code', '', (token as Tokens.Code).text))];
    case 'blockquote':
      return [element('blockquote', '', ...blocksOf(token.tokens ?? [], events))];
    case 'list':
      return [listOf(token as Tokens.List, events)];
    case 'table':
      return [tableOf(token as Tokens.Table, events)];
    case 'hr':
      return [element('hr')];
    case 'space':
    case 'def':
      return [];
    case 'html':
      return [element('p', '', token.raw)];
    default:
      return inlineOf(token, events);
  }
}

/** Below the headings that the page itself has. */
function headingOf({ depth, tokens }: Tokens.Heading, events: MarkdownEvents): HTMLElement {
  const heading = element('div', `md-heading md-h${depth}`, ...inlinesOf(tokens, events));
  heading.role = 'heading';
  heading.ariaLevel = String(Math.min(9, depth + 3));
  return heading;
}

function listOf({ ordered, start, items }: Tokens.List, events: MarkdownEvents): HTMLElement {
  const lines = items.map((item) => {
    const line = element('li', item.task ? 'md-task' : '', ...blocksOf(item.tokens, events));
    if (item.task) line.prepend(item.checked === true ? '☑ ' : '☐ ');
    return line;
  });
  if (!ordered) return element('ul', '', ...lines);
  const list = element('ol', '', ...lines);
  if (typeof start === 'number') list.start = start;
  return list;
}

function tableOf({ header, rows }: Tokens.Table, events: MarkdownEvents): HTMLElement {
  const row = (tag: 'td' | 'th', cells: readonly Tokens.TableCell[]): HTMLElement =>
    element('tr', '', ...cells.map(({ tokens }) => element(tag, '', ...inlinesOf(tokens, events))));
  return element(
    'table',
    '',
    element('thead', '', row('th', header)),
    element('tbody', '', ...rows.map((cells) => row('td', cells))),
  );
}

function inlinesOf(tokens: readonly Token[] | undefined, events: MarkdownEvents): Nodes {
  return (tokens ?? []).flatMap((token) => inlineOf(token, events));
}

function inlineOf(token: Token, events: MarkdownEvents): Nodes {
  const parts = 'tokens' in token ? token.tokens : undefined;
  const inner = (): Nodes => inlinesOf(parts, events);
  switch (token.type) {
    case 'strong':
      return [element('strong', '', ...inner())];
    case 'em':
      return [element('em', '', ...inner())];
    case 'del':
      return [element('s', '', ...inner())];
    case 'codespan':
      return [element('code', '', unescaped((token as Tokens.Codespan).text))];
    case 'br':
      return [element('br')];
    case 'checkbox':
      return [];
    case 'link':
      return [linkOf(token as Tokens.Link, inner(), events)];
    case 'image':
      return [pictureOf(token as Tokens.Image)];
    case 'html':
      return [token.raw];
    default:
      if (parts) return inner();
      return [unescaped('text' in token ? String(token.text) : token.raw)];
  }
}

/** The library escapes some text for the HTML that it would write. */
function unescaped(text: string): string {
  const plain: Readonly<Record<string, string>> = {
    ...{ '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#39;': "'" },
  };
  return text.replaceAll(/&(?:amp|lt|gt|quot|#39);/g, (entity) => plain[entity] ?? entity);
}

/** A link of another kind than `https:` leads nowhere and is plain text. */
function linkOf({ href }: Tokens.Link, inner: Nodes, events: MarkdownEvents): HTMLElement {
  if (!/^https:\/\//i.test(href)) return element('span', '', ...inner);
  const link = element('button', 'md-link', ...inner);
  link.type = 'button';
  link.role = 'link';
  link.title = href;
  link.addEventListener('click', () => events.openLink(href));
  return link;
}

/** Nothing is fetched from elsewhere. */
function pictureOf({ text, href }: Tokens.Image): HTMLElement {
  const picture = element(
    'span',
    'md-picture dim',
    l10n.t('[picture: {0}]', text === '' ? href : text),
  );
  picture.title = href;
  return picture;
}
