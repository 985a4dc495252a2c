// What a decoder tells of a run beside its points, as changes in the order of the log.
import type { FactSection, FactValue } from '../../shared/facts';
import type { Progress } from '../../shared/vocabulary';

export type DecodedFact =
  /** From now on this is what stands at the path, with all below it; an object is taken apart into its leaves. */
  | {
      readonly kind: 'set';
      readonly section: FactSection;
      readonly path: readonly string[];
      readonly value: FactValue;
    }
  /** Nothing stands at the path or below it any more. */
  | { readonly kind: 'remove'; readonly section: FactSection; readonly path: readonly string[] }
  | { readonly kind: 'progress'; readonly progress: Progress }
  /** What the program printed, where its log keeps that as well. */
  | ({ readonly kind: 'printed' } & Printed);

/** A piece of what a program printed: any number of lines and parts of such, with all that terminals are told. */
export interface Printed {
  readonly bytes: Uint8Array;
  readonly stream: 'output' | 'error';
  /** Seconds since the Unix epoch; NaN where nobody says. */
  readonly wallTime: number;
}
