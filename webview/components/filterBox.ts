// A field for a filter: suggestions at the caret, what is wrong as one types, and the filter once it makes sense.
import type { FilterCompletion, FilterProblem, FilterSuggestion } from '../../src/shared/filter';
import { describeFilterProblem } from '../../src/shared/filter';
import { l10n } from '../../src/shared/language';
import { columnOrigins } from '../../src/shared/tableContract';
import { describeOrigin } from '../../src/shared/tableWords';
import { element, plainButton } from './element';
import { icon } from './icon';

export interface FilterBoxEvents {
  /** The filter as typed so far. */
  changed(filter: string): void;
  complete(filter: string, caret: number): Promise<FilterCompletion>;
}

/** The filter is applied this long after the last key. */
const applyMs = 120;
let boxes = 0;

export class FilterBox {
  readonly element = element('div', 'filter-box');
  readonly #events: FilterBoxEvents;
  readonly #input = element('input', 'filter-input');
  readonly #list = element('div', 'suggestions');
  readonly #message = element('div', 'filter-problem');
  readonly #id = `suggestions-${++boxes}`;
  #completion: FilterCompletion | null = null;
  #chosen = -1;
  #asked = 0;
  #timer = 0;

  constructor(placeholder: string, events: FilterBoxEvents) {
    this.#events = events;
    const input = this.#input;
    input.type = 'text';
    input.placeholder = placeholder;
    input.spellcheck = false;
    input.role = 'combobox';
    input.ariaLabel = l10n.t('Filter runs');
    input.ariaAutoComplete = 'list';
    input.setAttribute('aria-controls', this.#id);
    input.ariaExpanded = 'false';
    this.#list.id = this.#id;
    this.#list.role = 'listbox';
    this.#list.ariaLabel = l10n.t('Suggestions');
    this.#list.hidden = true;
    this.#message.role = 'alert';
    this.#message.hidden = true;
    const clear = plainButton('icon-button filter-clear', l10n.t('Clear filter'), () =>
      this.#clear(),
    );
    clear.append(icon('close'));
    this.element.append(input, clear, this.#list, this.#message);
    this.#listen();
  }

  get value(): string {
    return this.#input.value;
  }

  set(filter: string): void {
    // What is being typed is not pulled away.
    if (this.#input.value !== filter && this.#timer === 0) this.#input.value = filter;
    this.element.classList.toggle('filled', this.#input.value !== '');
  }

  focus(): void {
    this.#input.focus();
    this.#input.select();
  }

  setProblem(problem: FilterProblem | null): void {
    this.#message.hidden = problem === null;
    this.#message.textContent = problem ? describeFilterProblem(problem) : '';
    this.#input.ariaInvalid = String(problem !== null);
    this.element.classList.toggle('invalid', problem !== null);
  }

  #listen(): void {
    const input = this.#input;
    input.addEventListener('input', () => {
      this.#apply();
      void this.#suggest();
    });
    input.addEventListener('focus', () => void this.#suggest());
    input.addEventListener('click', () => void this.#suggest());
    input.addEventListener('blur', () => this.#close());
    input.addEventListener('keydown', (event) => {
      if (this.#key(event.key)) {
        event.preventDefault();
        event.stopPropagation();
      }
    });
  }

  #clear(): void {
    this.#input.value = '';
    this.#apply();
    this.#input.focus();
  }

  #apply(): void {
    window.clearTimeout(this.#timer);
    this.element.classList.toggle('filled', this.#input.value !== '');
    this.#timer = window.setTimeout(() => {
      this.#timer = 0;
      this.#events.changed(this.#input.value);
    }, applyMs);
  }

  async #suggest(): Promise<void> {
    const asked = ++this.#asked;
    const { value, selectionStart } = this.#input;
    const completion = await this.#events.complete(value, selectionStart ?? value.length);
    const isLate = asked !== this.#asked || document.activeElement !== this.#input;
    if (isLate) return;
    this.#completion = completion;
    this.#chosen = -1;
    this.#list.replaceChildren(
      ...completion.suggestions.map((one, at) => this.#createSuggestion(one, at)),
    );
    this.#setOpen(completion.suggestions.length > 0);
  }

  #createSuggestion({ text, kind, detail }: FilterSuggestion, at: number): HTMLElement {
    const line = element(
      'div',
      `suggestion suggestion-${kind}`,
      element('span', 'suggestion-text', text),
      element('span', 'suggestion-detail', kind === 'column' ? describeSource(detail) : detail),
    );
    line.role = 'option';
    line.id = `${this.#id}-${at}`;
    line.ariaSelected = 'false';
    line.addEventListener('pointerdown', (event) => {
      event.preventDefault();
      this.#take(at);
    });
    return line;
  }

  #key(key: string): boolean {
    const isOpen = !this.#list.hidden;
    if (key === 'Escape') {
      if (isOpen) this.#close();
      return isOpen;
    }
    if (key === 'ArrowDown' || key === 'ArrowUp') {
      if (!isOpen) void this.#suggest();
      else this.#choose(this.#chosen + (key === 'ArrowDown' ? 1 : -1));
      return true;
    }
    if ((key === 'Enter' || key === 'Tab') && isOpen) {
      // Without a choice Enter leaves the filter as it is; Tab ends a word that was begun, as in the editor, else goes on.
      const isWordBegun = (this.#completion?.to ?? 0) > (this.#completion?.from ?? 0);
      const at = key === 'Tab' && isWordBegun ? Math.max(0, this.#chosen) : this.#chosen;
      if (at >= 0) this.#take(at);
      else this.#close();
      return key === 'Enter' || at >= 0;
    }
    return false;
  }

  #choose(wanted: number): void {
    const lines = [...this.#list.children] as HTMLElement[];
    this.#chosen = (wanted + lines.length) % lines.length;
    lines.forEach((line, at) => (line.ariaSelected = String(at === this.#chosen)));
    const line = lines[this.#chosen];
    line?.scrollIntoView({ block: 'nearest' });
    this.#input.setAttribute('aria-activedescendant', line?.id ?? '');
  }

  #take(at: number): void {
    const suggestion = this.#completion?.suggestions[at];
    if (!this.#completion || !suggestion) return;
    const { from, to } = this.#completion;
    const { value } = this.#input;
    const rest = value.slice(to);
    const text = `${value.slice(0, from)}${suggestion.text}${rest.startsWith(' ') ? '' : ' '}`;
    this.#input.value = text + rest;
    this.#input.setSelectionRange(text.length, text.length);
    this.#apply();
    void this.#suggest();
  }

  #close(): void {
    this.#asked++;
    this.#setOpen(false);
  }

  #setOpen(open: boolean): void {
    this.#list.hidden = !open;
    this.#input.ariaExpanded = String(open);
    if (!open) this.#input.removeAttribute('aria-activedescendant');
  }
}

/** What a column is told by, in words; where it is from elsewhere, as it is. */
function describeSource(detail: string): string {
  const origin = columnOrigins.find((one) => one === detail);
  return origin === undefined ? detail : describeOrigin(origin);
}
