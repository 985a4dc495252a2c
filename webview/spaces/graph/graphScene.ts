// The drawing of a graph: boxes and edges as SVG, made once a layout; what is selected is a matter of classes.
import { vector } from '../vectorElement';
import type { GraphLayout } from './layout.worker';
import type { VisibleBox, VisibleEdge, VisibleGraph } from './visibleGraph';

export interface GraphScene {
  readonly graph: VisibleGraph;
  readonly layout: GraphLayout;
  readonly group: SVGGElement;
  readonly boxes: ReadonlyMap<string, SVGGElement>;
  readonly edges: readonly SVGGElement[];
}

const radius = 5;

/** Colours an operation's mark: the same for the same operation, of eight that themes have. */
const hues = 8;

/** @param arrow id of the marker at the end of edges */
export function drawGraph(graph: VisibleGraph, layout: GraphLayout, arrow: string): GraphScene {
  const group = vector('g', { class: 'graph-scene' });
  const boxes = new Map<string, SVGGElement>();
  const inner: SVGGElement[] = [];
  const outer: SVGGElement[] = [];
  graph.boxes.forEach((box, at) => {
    const node = drawBox(box, layout.boxes[at]!);
    boxes.set(box.box.path, node);
    (box.isExpanded ? outer : inner).push(node);
  });
  const edges = graph.edges.map((edge, at) => drawEdge(edge, layout.edges[at] ?? [], arrow));
  group.append(...outer, ...edges, ...inner);
  return { graph, layout, group, boxes, edges };
}

/** Marks one box with the edges at it; null for none. */
export function markSelected({ graph, boxes, edges }: GraphScene, path: string | null): void {
  for (const [one, node] of boxes) node.classList.toggle('selected', one === path);
  graph.edges.forEach((edge, at) => {
    edges[at]?.classList.toggle('selected', edge.from === path || edge.to === path);
  });
}

/** Marks what a search has found. */
export function markFound({ boxes }: GraphScene, found: ReadonlySet<string>): void {
  for (const [path, node] of boxes) node.classList.toggle('found', found.has(path));
}

function drawBox(
  { box, detail, isExpanded }: VisibleBox,
  place: GraphLayout['boxes'][number],
): SVGGElement {
  const { x, y, width, height } = place;
  const kind = isExpanded ? 'expanded' : box.node ? 'node' : 'scope';
  const node = vector('g', { class: `graph-box graph-${kind}`, 'data-path': box.path });
  node.append(
    vector('title', {}, box.node ? `${box.node.name}\n${detail}` : `${box.label}\n${detail}`),
  );
  if (kind === 'scope') {
    // Two sheets behind show that there is more in it.
    node.append(
      vector('rect', { class: 'graph-sheet', x: x + 4, y: y + 4, width, height, rx: radius }),
    );
  }
  node.append(vector('rect', { class: 'graph-rect', x, y, width, height, rx: radius }));
  if (isExpanded) {
    node.append(
      vector(
        'text',
        { class: 'graph-label', x: x + 10, y: y + 16 },
        shortened(box.label, width - 16),
      ),
    );
    return node;
  }
  if (box.node) {
    const hue = `graph-op-${hashOf(box.node.op) % hues}`;
    node.append(vector('rect', { class: `graph-op ${hue}`, x, y, width: 4, height, rx: 2 }));
  }
  const middle = x + width / 2;
  node.append(
    vector(
      'text',
      { class: 'graph-label', x: middle, y: y + height / 2 - 3 },
      shortened(box.label, width - 16),
    ),
    vector(
      'text',
      { class: 'graph-detail', x: middle, y: y + height / 2 + 12 },
      shortened(detail, width - 12),
    ),
  );
  return node;
}

function drawEdge(
  edge: VisibleEdge,
  points: GraphLayout['edges'][number],
  arrow: string,
): SVGGElement {
  const width = Math.min(5, 1 + Math.log2(edge.count) / 2);
  const group = vector('g', { class: edge.control ? 'graph-edge control' : 'graph-edge' });
  group.append(
    vector('path', {
      d: curve(points),
      'stroke-width': width.toFixed(1),
      'marker-end': `url(#${arrow})`,
    }),
  );
  const middle = points[Math.floor(points.length / 2)];
  if (edge.label !== '' && middle) {
    group.append(
      vector('text', { class: 'graph-edge-label', x: middle.x, y: middle.y + 4 }, edge.label),
    );
  }
  return group;
}

/** A smooth line through the points: curves between the middles of its stretches. */
function curve(points: GraphLayout['edges'][number]): string {
  const [first, ...rest] = points;
  const last = rest.at(-1);
  if (!first || !last) return '';
  let path = `M${place(first)}`;
  rest.slice(0, -1).forEach((point, at) => {
    const next = rest[at + 1] ?? point;
    const end =
      at === rest.length - 2 ? next : { x: (point.x + next.x) / 2, y: (point.y + next.y) / 2 };
    path += `Q${place(point)} ${place(end)}`;
  });
  return rest.length === 1 ? `${path}L${place(last)}` : path;
}

function place({ x, y }: { readonly x: number; readonly y: number }): string {
  return `${x.toFixed(1)} ${y.toFixed(1)}`;
}

function shortened(words: string, width: number): string {
  const most = Math.max(4, Math.floor(width / 6.8));
  return words.length <= most ? words : `${words.slice(0, most - 1)}…`;
}

function hashOf(words: string): number {
  let hash = 0;
  for (const letter of words) hash = (Math.imul(hash, 31) + (letter.codePointAt(0) ?? 0)) >>> 0;
  return hash;
}
