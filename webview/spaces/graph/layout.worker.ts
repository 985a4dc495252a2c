// Places the boxes and bends the edges of a graph, away from the page's thread.
import { Graph, layout } from '@dagrejs/dagre';
import { answerTask } from '../workerDoor';

export interface LayoutQuestion {
  readonly boxes: readonly {
    readonly path: string;
    readonly parent: string | null;
    readonly width: number;
    readonly height: number;
    /** A scope whose boxes are among the others. */
    readonly isExpanded: boolean;
  }[];
  readonly edges: readonly { readonly from: string; readonly to: string; readonly label: string }[];
}

interface Point {
  readonly x: number;
  readonly y: number;
}

/** In pixels from the upper left corner. */
export interface GraphLayout {
  readonly width: number;
  readonly height: number;
  /** In the order of the question's boxes, `x` and `y` of the upper left corner. */
  readonly boxes: readonly (Point & { readonly width: number; readonly height: number })[];
  /** In the order of the question's edges. */
  readonly edges: readonly (readonly Point[])[];
}

/** Room for the name of an expanded scope above its boxes. */
const scopeHead = 22;

answerTask<GraphLayout>((question) => layOut(question as LayoutQuestion));

function layOut({ boxes, edges }: LayoutQuestion): GraphLayout {
  const graph = new Graph({ compound: true });
  graph.setGraph({
    rankdir: 'TB',
    nodesep: 22,
    ranksep: 34,
    edgesep: 12,
    marginx: 24,
    marginy: 24,
  });
  // Paths may hold anything; numbers are shorter and as good.
  const ids = new Map(boxes.map(({ path }, at) => [path, String(at)]));
  for (const { path, width, height, isExpanded } of boxes) {
    graph.setNode(ids.get(path) ?? '', isExpanded ? {} : { width, height });
  }
  for (const { path, parent } of boxes) {
    const around = parent === null ? undefined : ids.get(parent);
    if (around !== undefined) graph.setParent(ids.get(path) ?? '', around);
  }
  for (const { from, to, label } of edges) {
    const width = label === '' ? 0 : label.length * 6;
    const [start, end] = [ids.get(from), ids.get(to)];
    if (start === undefined || end === undefined) continue;
    graph.setEdge(start, end, { width, height: label === '' ? 0 : 14, labelpos: 'c' });
  }
  layout(graph);
  return readLayout(graph, boxes, edges, ids);
}

function readLayout(
  graph: Graph,
  boxes: LayoutQuestion['boxes'],
  edges: LayoutQuestion['edges'],
  ids: ReadonlyMap<string, string>,
): GraphLayout {
  const whole = graph.graph() as { width?: number; height?: number };
  return {
    width: whole.width ?? 0,
    height: whole.height ?? 0,
    boxes: boxes.map(({ path, isExpanded }) => {
      const placed = graph.node(ids.get(path) ?? '') as Record<
        'x' | 'y' | 'width' | 'height',
        number
      >;
      const head = isExpanded ? scopeHead : 0;
      return {
        x: placed.x - placed.width / 2,
        y: placed.y - placed.height / 2 - head,
        width: placed.width,
        height: placed.height + head,
      };
    }),
    edges: edges.map(({ from, to }) => {
      const edge = graph.edge(ids.get(from) ?? '', ids.get(to) ?? '') as
        { points?: Point[] } | undefined;
      return edge?.points ?? [];
    }),
  };
}
