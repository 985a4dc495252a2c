// What host, engine and pages say of filters: what is wrong with one, and how one can go on at the caret.
import { l10n } from './language';

/** Figures of a metric that a filter can name: `val/loss.min`. */
export const aggregates = ['last', 'min', 'max', 'mean', 'first', 'count'] as const;
export type Aggregate = (typeof aggregates)[number];

/** What can be wrong with a filter. */
export const filterProblemKinds = [
  'unclosedQuote',
  'unclosedGroup', // an opening bracket without its closing one
  'unexpectedClose', // a closing bracket without its opening one
  'missingColumn', // an operator, or `has`, without a column
  'missingValue', // an operator without a value
  'missingTerm', // nothing after `and`, `or`, `not` or inside brackets
  'missingList', // `in` without brackets
  'unexpectedWord', // detail = the word
  'unknownColumn', // detail = the name
  'badPattern', // detail = the pattern
  'notATime', // detail = the value
  'notANumber', // detail = the value
  'tooLong',
] as const;
export type FilterProblemKind = (typeof filterProblemKinds)[number];

export interface FilterProblem {
  readonly kind: FilterProblemKind;
  /** The stretch of the filter that is meant, in UTF-16 code units; empty where something is missing. */
  readonly from: number;
  readonly to: number;
  readonly detail: string | null;
}

export interface FilterSuggestion {
  /** What is put in place of the stretch; quoted where it has to be. */
  readonly text: string;
  readonly kind: 'column' | 'operator' | 'value' | 'keyword';
  /** A few words beside it: where the column comes from. Empty where there is nothing to say. */
  readonly detail: string;
}

export interface FilterCompletion {
  /** The stretch that a suggestion replaces. */
  readonly from: number;
  readonly to: number;
  readonly suggestions: readonly FilterSuggestion[];
}

/** What is wrong, and what was expected there, as a sentence. */
export function describeFilterProblem({ kind, detail }: FilterProblem): string {
  const shown = detail ?? '';
  switch (kind) {
    case 'unclosedQuote':
      return l10n.t('The closing quote is missing.');
    case 'unclosedGroup':
      return l10n.t('A closing bracket is missing.');
    case 'unexpectedClose':
      return l10n.t('There is no opening bracket for this one.');
    case 'missingColumn':
      return l10n.t('Expected the name of a column.');
    case 'missingValue':
      return l10n.t('Expected a value, such as 0.1, failed or 2h.');
    case 'missingTerm':
      return l10n.t('Expected a condition, such as lr < 1e-3.');
    case 'missingList':
      return l10n.t('Expected a list in brackets, such as (adam, sgd).');
    case 'unexpectedWord':
      return l10n.t('Did not expect “{0}” here.', shown);
    case 'unknownColumn':
      return l10n.t('There is no column “{0}”.', shown);
    case 'badPattern':
      return l10n.t(
        '“{0}” is no pattern that is understood; look-around and back references are not.',
        shown,
      );
    case 'notATime':
      return l10n.t('“{0}” is no time; expected today, 2026-11-01 or 3d ago.', shown);
    case 'notANumber':
      return l10n.t('“{0}” is no number.', shown);
    case 'tooLong':
      return l10n.t('The filter is too long.');
  }
}
