// What a rule is: a kind of line that training programs print, and what its lines say.
import type { Progress } from '../../../shared/vocabulary';

/** A line as it stood last on the terminal, without colours and without what loggers put before the message. */
export interface ConsoleLine {
  readonly text: string;
  /** Seconds since the Unix epoch, from the logger's time stamp; NaN without one. */
  readonly wallTime: number;
}

/** Values that were printed together. */
export interface Row {
  readonly step: number;
  readonly wallTime: number;
  readonly values: readonly NamedValue[];
}

export type NamedValue = readonly [name: string, value: number];

/** Where a reader puts what it finds. */
export interface RowOutlet {
  /** A row that is complete. */
  add(row: Row): void;
  /**
   * A row that may be printed anew: it counts when a row of another step comes, or when its line ends.
   * @param beyondLine whether it may be printed anew on the next line as well, as where a launcher makes lines of it
   */
  hold(row: Row, beyondLine?: boolean): void;
  note(progress: Progress): void;
  /** Results of the whole run. */
  sumUp(values: readonly NamedValue[]): void;
}

/** Reads the lines of one rule in one stream; may remember what came before. */
export interface RuleReader {
  /** False for a line that is none of this rule. */
  read(line: ConsoleLine, outlet: RowOutlet): boolean;
  /** What a line that may be cut off, or be drawn anew, says of the progress. Changes nothing. */
  peek?(line: ConsoleLine): Progress | null;
  /** The row that was held stays as it is. */
  settled?(): void;
}

export interface Rule {
  /** Put before its tags where another rule has the same. */
  readonly id: string;
  /** A line in which none of these occurs is not looked at. ASCII, at least two characters. */
  readonly marks: readonly string[];
  /** So many rows, and nobody doubts that the file is the log of a training. */
  readonly sureAfter: number;
  createReader(): RuleReader;
}

/** A rule whose lines say everything themselves. */
export function statelessRule(rule: Omit<Rule, 'createReader'>, read: RuleReader['read']): Rule {
  const reader = { read };
  return { ...rule, createReader: () => reader };
}
