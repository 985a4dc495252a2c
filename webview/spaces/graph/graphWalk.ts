// Where keys lead in a graph: down and up along edges, sideways to the box beside.
import type { GraphLayout } from './layout.worker';
import type { VisibleGraph } from './visibleGraph';

export type WalkDirection = 'down' | 'up' | 'left' | 'right';

/** The path of the box that is reached from `path`; the first box from nowhere; null where there is none. */
export function walk(
  graph: VisibleGraph,
  layout: GraphLayout,
  path: string | null,
  direction: WalkDirection,
): string | null {
  const reachable = graph.boxes.flatMap(({ box, isExpanded }, at) => {
    const place = layout.boxes[at];
    if (isExpanded || !place) return [];
    return [{ path: box.path, x: place.x + place.width / 2, y: place.y + place.height / 2 }];
  });
  const here = reachable.find((one) => one.path === path);
  if (!here) return [...reachable].sort((a, b) => a.y - b.y || a.x - b.x)[0]?.path ?? null;
  const isSideways = direction === 'left' || direction === 'right';
  const along = new Set(
    graph.edges.flatMap(({ from, to }) => {
      if (direction === 'down' && from === path) return [to];
      return direction === 'up' && to === path ? [from] : [];
    }),
  );
  const sign = direction === 'left' ? -1 : 1;
  const candidates = reachable.filter((one) =>
    isSideways ? (one.x - here.x) * sign > 1 : along.has(one.path),
  );
  // Sideways, what lies in the same row comes first.
  const distance = (one: { x: number; y: number }): number =>
    Math.abs(one.x - here.x) + (isSideways ? 4 : 1) * Math.abs(one.y - here.y);
  return candidates.sort((a, b) => distance(a) - distance(b))[0]?.path ?? null;
}
