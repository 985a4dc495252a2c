// Asks which metrics a new chart shows, or those of a chart are changed: picked from a list, or all that match a pattern.
import { l10n } from '../../../src/shared/language';
import { formatCounted } from '../../../src/shared/text';
import { openDialog } from '../../components/dialog';
import { element } from '../../components/element';
import { anywhere, type MatchesTag } from './tagPattern';

export interface ChosenMetrics {
  readonly tags: readonly string[];
  readonly pattern: string | null;
}

/**
 * @param tags all metrics, in the order they are listed
 * @param chosen those of the chart as it is
 */
export function askForMetrics(
  title: string,
  tags: readonly string[],
  chosen: ChosenMetrics,
  taken: (metrics: ChosenMetrics) => void,
): void {
  const picked = new Set(chosen.tags);
  const search = textField(l10n.t('Find metrics, or a regular expression'));
  const all = checkLine(l10n.t('Show all that match, also new ones'));
  const list = element('div', 'pick-list');
  const note = element('div', 'dialog-note');
  note.ariaLive = 'polite';
  search.value = chosen.pattern ?? '';
  all.box.checked = chosen.pattern !== null;
  const refresh = (): void => {
    const matches = matcher(search.value);
    const found = tags.filter((tag) => matches?.(tag) ?? true);
    list.replaceChildren(...found.map((tag) => pickLine(tag, picked, all.box.checked, refresh)));
    const shown = all.box.checked ? new Set([...picked, ...found]).size : picked.size;
    note.textContent =
      matches === null
        ? l10n.t('Not a regular expression')
        : formatCounted(
            shown,
            l10n.t('{0} metric on the chart'),
            l10n.t('{0} metrics on the chart'),
          );
  };
  search.addEventListener('input', refresh);
  all.box.addEventListener('change', refresh);
  openDialog({
    title,
    content: element('div', 'pick-metrics', search, all.line, list, note),
    accept: 'OK',
    accepted: () => {
      const wanted = search.value.trim();
      const pattern = all.box.checked && wanted !== '' ? wanted : null;
      if (pattern !== null && matcher(pattern) === null) return false;
      if (pattern === null && picked.size === 0) {
        note.textContent = l10n.t('Choose at least one metric');
        return false;
      }
      taken({ tags: tags.filter((tag) => picked.has(tag)), pattern });
      return true;
    },
  });
  refresh();
  search.focus();
}

function textField(label: string): HTMLInputElement {
  const field = element('input', 'text-field');
  field.type = 'text';
  field.placeholder = label;
  field.ariaLabel = label;
  return field;
}

function checkLine(words: string): { readonly line: HTMLElement; readonly box: HTMLInputElement } {
  const box = element('input');
  box.type = 'checkbox';
  return { line: element('label', 'pick', box, words), box };
}

function pickLine(
  tag: string,
  picked: Set<string>,
  byPattern: boolean,
  changed: () => void,
): HTMLElement {
  const { line, box } = checkLine(tag);
  box.checked = byPattern || picked.has(tag);
  box.disabled = byPattern;
  box.addEventListener('change', () => {
    if (box.checked) picked.add(tag);
    else picked.delete(tag);
    changed();
  });
  return line;
}

/** Null for what is no regular expression. */
function matcher(text: string): MatchesTag | null {
  try {
    return anywhere(text);
  } catch {
    return null;
  }
}
