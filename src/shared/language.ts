// The language of words outside the editor's own API: on pages, in the engine's thread, in what both sides share.
import { config, t } from '@vscode/l10n';

/** Translations by their English words, as `vscode.l10n.bundle` gives them. */
export type Translations = Readonly<
  Record<string, string | { message: string; comment: string[] }>
>;

/** What the engine's thread is told when it starts. */
export interface EngineLanguage {
  readonly translations: Translations | undefined;
  readonly language: string;
}

/**
 * `l10n.t('Sort by {0}', name)` gives the words in the editor's language. Call it when words are shown, never while a
 * module is loaded: then no language is known yet.
 */
export const l10n = { t };

let spoken = 'en';

/** The language of the words, for what `Intl` writes beside them. */
export function language(): string {
  return spoken;
}

/**
 * Makes `l10n.t` answer in a language. Every door does this first; where none does, as on the command line, words are
 * English.
 * @param translations nothing for English
 * @param tag the language's, such as `zh-cn`
 */
export function speak(translations: Translations | undefined, tag: string): void {
  if (!translations) return;
  config({ contents: { ...translations } });
  spoken = tag;
}
