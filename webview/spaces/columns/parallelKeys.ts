// Keys on an axis of parallel coordinates.
import type { Brush } from '../../../src/shared/columnPlots';
import { movedBrush, stretchedBrush } from './brushes';

export type AxisAction =
  | { readonly kind: 'brush'; readonly brush: Brush | null }
  | { readonly kind: 'focus'; readonly by: -1 | 1 }
  | { readonly kind: 'move'; readonly by: -1 | 1 }
  | { readonly kind: 'log' | 'colour' }
  /** To the next or the last line among those within the brushes. */
  | { readonly kind: 'line'; readonly by: -1 | 1 }
  | { readonly kind: 'open' };

type Keys = Pick<KeyboardEvent, 'key' | 'shiftKey' | 'altKey' | 'ctrlKey' | 'metaKey'>;

const step = 0.05;

/** The first brush that a key makes: the upper or the lower half. */
const halves = { ArrowUp: { from: 0.5, to: 1 }, ArrowDown: { from: 0, to: 0.5 } } as const;

/** What a key does on an axis with this brush; null for keys that are not its own. */
export function axisAction(keys: Keys, brush: Brush | null): AxisAction | null {
  const { key, shiftKey, altKey, ctrlKey, metaKey } = keys;
  if (ctrlKey || metaKey) return null;
  switch (key) {
    case 'ArrowLeft':
    case 'ArrowRight': {
      const by = key === 'ArrowLeft' ? -1 : 1;
      return { kind: altKey ? 'move' : 'focus', by };
    }
    case 'ArrowUp':
    case 'ArrowDown': {
      const by = key === 'ArrowUp' ? step : -step;
      if (!brush) return { kind: 'brush', brush: halves[key] };
      return { kind: 'brush', brush: shiftKey ? stretchedBrush(brush, by) : movedBrush(brush, by) };
    }
    case 'Escape':
    case 'Delete':
    case 'Backspace':
      return brush ? { kind: 'brush', brush: null } : null;
    case 'PageUp':
    case 'PageDown':
      return { kind: 'line', by: key === 'PageUp' ? -1 : 1 };
    case 'Enter':
      return { kind: 'open' };
    case 'l':
    case 'L':
      return { kind: 'log' };
    case 'c':
    case 'C':
      return { kind: 'colour' };
    default:
      return null;
  }
}
