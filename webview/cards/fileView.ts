// Documents of forms that only other programs show: films are played, all else is shown as the text that it is.
import { l10n } from '../../src/shared/language';
import { Disposable } from '../../src/base/lifecycle';
import type { FileContent } from '../../src/shared/content';
import { formatBytes } from '../../src/shared/text';
import { element } from '../components/element';
import type { CardSettings, Lane } from './cardParts';
import { LaneGrid, type LaneBody } from './laneGrid';
import { Film, MediaBody } from './mediaView';

const mostCharacters = 200_000;

export function createFileView(): LaneGrid {
  const makeBody = (): LaneBody => new FileBody();
  return new LaneGrid({ className: 'file-lanes', controls: [], makeBody });
}

class FileBody extends Disposable implements LaneBody {
  readonly element = element('div', 'file');
  readonly #films = this.own(new MediaBody(() => new Film()));
  readonly #source = element('div', 'text plain source');

  constructor() {
    super();
    this.#source.tabIndex = 0;
    this.#source.role = 'document';
    this.element.append(this.#films.element, this.#source);
  }

  show(lane: Lane, settings: CardSettings): void {
    if (lane.shown?.content.kind !== 'file') return;
    const { content } = lane.shown;
    const text = sourceOf(content);
    this.#source.hidden = text === null;
    this.#films.element.hidden = text !== null;
    this.#source.ariaLabel = l10n.t('{0}, {1}, source', lane.tag, lane.title);
    if (text === null) this.#films.show(lane, settings);
    else this.#source.textContent = text;
  }
}

/**
 * A page out of a log is never rendered: its scripts and what it would fetch are the business of whoever wrote the log.
 * Null for bytes that are no text.
 */
function sourceOf({ form, samples }: FileContent): string | null {
  const texts = samples.map(({ mime, bytes }) => {
    if (mime.startsWith('video/') || mime.startsWith('image/')) return null;
    try {
      const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
      const cut = text.length > mostCharacters ? `${text.slice(0, mostCharacters)}…` : text;
      return `${form}, ${formatBytes(bytes.length)}\n\n${cut}`;
    } catch {
      return null;
    }
  });
  return texts.some((text) => text === null) ? null : texts.join('\n\n');
}
