// A confusion matrix: how often each actual class was taken for each predicted one, as squares of more or less colour.
import { l10n } from '../../src/shared/language';
import { formatCount, formatNumber } from '../../src/shared/text';
import type { TableContent } from '../../src/shared/content';
import { element } from '../components/element';

export interface ConfusionMatrix {
  /** In the order in which the log names them. */
  readonly classes: readonly string[];
  /** `counts[actual][predicted]` */
  readonly counts: readonly (readonly number[])[];
}

/** More classes would be no picture any more. */
const mostClasses = 60;

/** Of a table with the columns actual, predicted and a count, as `wandb.plot.confusion_matrix` logs it; else null. */
export function confusionMatrixOf({ columns, rows }: TableContent): ConfusionMatrix | null {
  const at = (pattern: RegExp): number => columns.findIndex((name) => pattern.test(name));
  const [actual, predicted] = [at(/^actual$/i), at(/^predicted$/i)];
  const count = at(/^(?:n_?predictions|count|n)$/i);
  if (actual < 0 || predicted < 0 || count < 0) return null;
  const places = new Map<string, number>();
  for (const column of [actual, predicted]) {
    for (const row of rows) {
      const name = nameOf(row[column]);
      if (!places.has(name)) places.set(name, places.size);
    }
  }
  if (places.size === 0 || places.size > mostClasses) return null;
  const counts = Array.from({ length: places.size }, () => Array<number>(places.size).fill(0));
  for (const row of rows) {
    const value = Number(row[count]);
    const line = counts[places.get(nameOf(row[actual]))!]!;
    line[places.get(nameOf(row[predicted]))!]! += Number.isFinite(value) ? value : 0;
  }
  return { classes: [...places.keys()], counts };
}

function nameOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value ?? null);
}

/** A table for screen readers; its colours are shares of the actual class. */
export function drawConfusionMatrix(
  { classes, counts }: ConfusionMatrix,
  words: string,
): HTMLElement {
  const table = element('table', 'confusion');
  table.ariaLabel = words;
  const head = element('tr', '', headCell(l10n.t('actual ↓ predicted →'), 'corner'));
  head.append(...classes.map((name) => headCell(name, '')));
  const lines = counts.map((line, actual) => {
    const total = line.reduce((sum, count) => sum + count, 0);
    const row = element('tr', '', headCell(classes[actual]!, 'row'));
    row.append(
      ...line.map((count, predicted) => {
        const share = total > 0 ? count / total : 0;
        const cell = element('td', '', formatCount(count));
        cell.style.setProperty('--share', String(share));
        cell.classList.toggle('right', actual === predicted);
        cell.title = l10n.t(
          '{0} taken for {1}: {2} of {3} ({4} %)',
          classes[actual]!,
          classes[predicted]!,
          formatCount(count),
          formatCount(total),
          formatNumber(share * 100),
        );
        return cell;
      }),
    );
    return row;
  });
  table.append(element('thead', '', head), element('tbody', '', ...lines));
  return table;
}

function headCell(words: string, kind: 'corner' | 'row' | ''): HTMLElement {
  const cell = element('th', kind === 'corner' ? 'dim' : '', words);
  cell.scope = kind === 'row' ? 'row' : 'col';
  cell.title = words;
  return cell;
}
