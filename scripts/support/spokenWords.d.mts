// What the tests know of `spokenWords.mjs`.
export interface SpokenWords {
  readonly words: string | null;
  readonly line: number;
  readonly isDeferred: boolean;
}

export function spokenIn(file: string, text: string): SpokenWords[];
