// What is said of a class of failure, and the two ways in which runs end.
import type { RemedyAction } from './failure';

export interface FailureKind {
  /** A few words, as for a list. */
  readonly title: () => string;
  readonly description: () => string;
  /** What a console says; several lines where one does not tell. Empty where no text does. */
  readonly example: string;
  /** In the order in which they are offered where numbers do not tell better. */
  readonly remedies: readonly RemedyAction[];
  /** False for ends at which nothing is wrong. */
  readonly failed: boolean;
}

/** Something went wrong. */
export function failure(
  title: () => string,
  description: () => string,
  example: string,
  remedies: readonly RemedyAction[],
): FailureKind {
  return { title, description, example, remedies, failed: true };
}

/** Nothing is wrong, and yet it is over. */
export function end(
  title: () => string,
  description: () => string,
  example: string,
  remedies: readonly RemedyAction[],
): FailureKind {
  return { title, description, example, remedies, failed: false };
}
