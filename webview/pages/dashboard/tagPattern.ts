// Regular expressions over tags, as people and layouts write them.

export type MatchesTag = (tag: string) => boolean;

/** Finds the expression anywhere in a tag, without regard to case. @throws SyntaxError */
export function anywhere(text: string): MatchesTag {
  const pattern = new RegExp(text.trim(), 'i');
  return (tag) => pattern.test(tag);
}

/** As TensorBoard's custom scalars: the expression is all that the tag begins with. What is none matches nothing but itself. */
export function wholePattern(text: string): MatchesTag {
  try {
    const pattern = new RegExp(`^(?:${text})`);
    return (tag) => pattern.test(tag);
  } catch {
    return (tag) => tag === text;
  }
}
