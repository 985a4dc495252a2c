// The language of a page: the translations that the extension wrote into its document.
import { speak, type Translations } from '../../src/shared/language';

/** Where the document keeps the translations, as JSON; nothing is there when the editor is English. */
const elementId = 'translations';

/** Lets the page speak the editor's language. Call it before anything is shown. */
export function speakPageLanguage(): void {
  const text = document.getElementById(elementId)?.textContent;
  if (text) speak(JSON.parse(text) as Translations, document.documentElement.lang);
}
