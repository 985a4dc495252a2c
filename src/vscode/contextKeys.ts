// The context keys that the manifest's `when` clauses ask for, each with the values it can have.

export const contextKeys = {
  /** What the Runs view has to show; decides which welcome text appears. */
  'trackside.state': ['noFolder', 'searching', 'empty', 'archived', 'hasRuns'],
  /** Whether there are archived runs, and they are shown; decides which of two commands is offered. */
  'trackside.archived': ['none', 'hidden', 'shown'],
  /** Whether a long load is going on, or was stopped; decides which action the Runs view offers. */
  'trackside.loading': ['none', 'long', 'stopped'],
  /** Whether the Runs view is filtered; decides whether clearing is offered. */
  'trackside.filter': ['off', 'on'],
} as const;

export type ContextKey = keyof typeof contextKeys;

/** Sets context keys, and only when their value changes: each costs a message to the window. */
export class ContextKeyStore {
  readonly #values = new Map<ContextKey, string>();
  readonly #apply: (key: ContextKey, value: string) => void;

  constructor(apply: (key: ContextKey, value: string) => void) {
    this.#apply = apply;
  }

  set<Key extends ContextKey>(key: Key, value: (typeof contextKeys)[Key][number]): void {
    if (this.#values.get(key) === value) return;
    this.#values.set(key, value);
    this.#apply(key, value);
  }
}
