// What the tests know of `unspokenWords.mjs`.
export interface UnspokenWords {
  readonly words: string;
  readonly line: number;
}

export function unspokenIn(
  file: string,
  text: string,
  allowed?: ReadonlySet<string>,
): UnspokenWords[];
