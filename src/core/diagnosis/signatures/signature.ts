// What a signature is: a text by which one class of failure is known.
import type { Confidence, FailureClass } from '../../../shared/failure';

export interface Signature {
  readonly class: FailureClass;
  /** Asked of `Type: message`, with the lines that follow it. */
  readonly pattern: RegExp;
  /** Where the text alone leaves doubt. */
  readonly confidence?: Confidence;
  /** Others may say better what it is: what else is in the chain wins. */
  readonly isVague?: true;
  /** Such a line says so without an exception around it. */
  readonly isLine?: true;
}

export function signature(
  failureClass: FailureClass,
  pattern: RegExp,
  more: Omit<Signature, 'class' | 'pattern'> = {},
): Signature {
  return { class: failureClass, pattern, ...more };
}
