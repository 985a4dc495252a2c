// What the keys do on a focused chart.

export type ChartKey =
  | { readonly kind: 'move'; readonly points: number }
  | { readonly kind: 'end'; readonly last: boolean }
  | { readonly kind: 'zoom'; readonly factor: number }
  | { readonly kind: 'pan'; readonly share: number }
  | { readonly kind: 'reset' }
  | { readonly kind: 'expand' }
  /** Chooses the step at the crosshair, or nothing where it is chosen. */
  | { readonly kind: 'selectStep' }
  /** Puts an end of the chosen stretch to the crosshair. */
  | { readonly kind: 'selectEnd'; readonly end: 'from' | 'to' }
  /** To the next mark; and to what it stands for. */
  | { readonly kind: 'mark'; readonly forward: boolean }
  | { readonly kind: 'openMark' };

/** Null for keys that are none of the chart's business. */
export function chartKeyOf(event: KeyboardEvent): ChartKey | null {
  if (event.ctrlKey || event.metaKey || event.altKey) return null;
  const far = event.shiftKey ? 10 : 1;
  switch (event.key) {
    case 'ArrowLeft':
      return { kind: 'move', points: -far };
    case 'ArrowRight':
      return { kind: 'move', points: far };
    case 'Home':
      return { kind: 'end', last: false };
    case 'End':
      return { kind: 'end', last: true };
    case '+':
    case '=':
      return { kind: 'zoom', factor: 0.6 };
    case '-':
    case '_':
      return { kind: 'zoom', factor: 1 / 0.6 };
    case '<':
      return { kind: 'pan', share: -0.25 };
    case '>':
      return { kind: 'pan', share: 0.25 };
    case '0':
    case 'Escape':
      return { kind: 'reset' };
    case 's':
    case 'S':
      return { kind: 'selectStep' };
    case '[':
      return { kind: 'selectEnd', end: 'from' };
    case ']':
      return { kind: 'selectEnd', end: 'to' };
    case 'm':
    case 'M':
      return { kind: 'mark', forward: !event.shiftKey };
    case 'o':
    case 'O':
      return { kind: 'openMark' };
    case 'Enter':
      return { kind: 'expand' };
    default:
      return null;
  }
}
