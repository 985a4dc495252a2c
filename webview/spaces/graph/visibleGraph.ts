// The part of a graph that is to be seen: the boxes in expanded scopes, and edges between them put together.
import { l10n } from '../../../src/shared/language';
import { formatCount, formatCounted } from '../../../src/shared/text';
import { shapeWords, type GraphSource } from './graphSource';
import type { Box, Scopes } from './scopes';

export interface VisibleBox {
  readonly box: Box;
  /** Path of the expanded scope around it; null at the top. */
  readonly parent: string | null;
  readonly isExpanded: boolean;
  readonly detail: string;
  /** In pixels; of an expanded scope the layout decides. */
  readonly width: number;
  readonly height: number;
}

export interface VisibleEdge {
  /** Paths of boxes. */
  readonly from: string;
  readonly to: string;
  /** How many tensors (and orders) go this way. */
  readonly count: number;
  /** True where nothing flows, only an order is kept. */
  readonly control: boolean;
  /** A shape, or how many tensors. */
  readonly label: string;
}

export interface VisibleGraph {
  readonly boxes: readonly VisibleBox[];
  readonly edges: readonly VisibleEdge[];
}

const boxHeight = { node: 40, scope: 44 } as const;
const letterWidth = 7.2;
const widths = { least: 72, most: 220, padding: 24 } as const;

/** @param expanded paths of scopes whose boxes are seen */
export function visibleGraph(
  source: GraphSource,
  scopes: Scopes,
  expanded: ReadonlySet<string>,
): VisibleGraph {
  const boxes: VisibleBox[] = [];
  const visit = (box: Box, parent: string | null): void => {
    for (const child of box.children) {
      const isExpanded = child.node === null && expanded.has(child.path);
      boxes.push(visibleBox(child, parent, isExpanded));
      if (isExpanded) visit(child, child.path);
    }
  };
  visit(scopes.root, null);
  return { boxes, edges: visibleEdges(source, scopes, expanded) };
}

function visibleBox(box: Box, parent: string | null, isExpanded: boolean): VisibleBox {
  const detail = box.node
    ? box.node.op
    : formatCounted(box.size, l10n.t('{0} node'), l10n.t('{0} nodes'));
  const letters = Math.max(box.label.length, detail.length * 0.85);
  const width = Math.max(
    widths.least,
    Math.min(widths.most, letters * letterWidth + widths.padding),
  );
  return {
    box,
    parent,
    isExpanded,
    detail,
    width: Math.round(width),
    height: box.node ? boxHeight.node : boxHeight.scope,
  };
}

interface EdgeSum {
  readonly from: string;
  readonly to: string;
  count: number;
  control: boolean;
  shape: readonly number[] | null | undefined;
}

function visibleEdges(
  { nodes }: GraphSource,
  { ofNode }: Scopes,
  expanded: ReadonlySet<string>,
): readonly VisibleEdge[] {
  const sums = new Map<string, EdgeSum>();
  for (const node of nodes) {
    const to = ofNode.get(node.name);
    if (!to) continue;
    const toPath = shownFor(to, expanded);
    for (const { from, output, control } of node.inputs) {
      const origin = ofNode.get(from);
      const fromPath = origin && shownFor(origin, expanded);
      if (fromPath === undefined || fromPath === toPath) continue;
      const key = JSON.stringify([fromPath, toPath]);
      const shape = origin?.node?.shapes[output];
      const sum = sums.get(key);
      if (sum) {
        sum.count++;
        sum.control &&= control;
        if (sum.shape === undefined) sum.shape = shape;
      } else sums.set(key, { from: fromPath, to: toPath, count: 1, control, shape });
    }
  }
  return [...sums.values()].map(({ from, to, count, control, shape }) => {
    const shapeLabel = control || shape === undefined ? '' : shapeWords(shape);
    const label = count > 1 ? l10n.t('{0} tensors', formatCount(count)) : shapeLabel;
    return { from, to, count, control, label };
  });
}

/** The path of the box itself, or of the outermost scope around it that is not expanded. */
export function shownFor(box: Box, expanded: ReadonlySet<string>): string {
  let shown = box;
  for (let scope = box.parent; scope?.parent; scope = scope.parent) {
    if (!expanded.has(scope.path)) shown = scope;
  }
  return shown.path;
}

/** The scopes to expand so that a box is seen. */
export function scopesAround(box: Box): readonly string[] {
  const paths: string[] = [];
  for (let scope = box.parent; scope?.parent; scope = scope.parent) paths.push(scope.path);
  return paths;
}

/** What is seen before anything was opened. */
const mostFirstBoxes = 16;

/** Scopes that are shown opened from the start: from the top, as long as that makes few boxes. */
export function firstExpanded({ root }: Scopes): ReadonlySet<string> {
  const expanded = new Set<string>();
  const waiting = [...root.children];
  let boxes = waiting.length;
  for (let box = waiting.shift(); box; box = waiting.shift()) {
    if (box.node || boxes + box.children.length > mostFirstBoxes) continue;
    boxes += box.children.length;
    expanded.add(box.path);
    waiting.push(...box.children);
  }
  return expanded;
}
