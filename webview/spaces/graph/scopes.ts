// The scopes of a graph as a tree of boxes: a box a node or a scope, scopes with very many boxes divided once more.
import type { GraphSource, SourceNode } from './graphSource';

export interface Box {
  /** Unique, and the same for the same graph: what is expanded is kept by it. */
  readonly path: string;
  /** What is written on it. */
  readonly label: string;
  readonly parent: Box | null;
  readonly children: Box[];
  /** Null for a scope. */
  readonly node: SourceNode | null;
  /** How many nodes are in it; 1 for a node. */
  size: number;
}

export interface Scopes {
  readonly root: Box;
  readonly boxes: ReadonlyMap<string, Box>;
  /** The box of each node by its name. */
  readonly ofNode: ReadonlyMap<string, Box>;
}

/** A scope with more boxes than this is divided: laying out more takes long, and nobody finds a way in it. */
const mostChildren = 120;

/** Fewer boxes of one stem are not put together. */
const fewestOfStem = 4;

/** Scopes without names: parts of what has too many boxes. */
interface Draft {
  readonly label: string;
  readonly scopes: Map<string, Draft>;
  readonly nodes: { readonly label: string; readonly node: SourceNode }[];
}

export function scopesOf({ nodes }: GraphSource): Scopes {
  const draft = newDraft('');
  for (const node of nodes) place(draft, node);
  const boxes = new Map<string, Box>();
  const ofNode = new Map<string, Box>();
  const root: Box = { path: '', label: '', parent: null, children: [], node: null, size: 0 };
  fill(root, draft, boxes, ofNode);
  return { root, boxes, ofNode };
}

function newDraft(label: string): Draft {
  return { label, scopes: new Map(), nodes: [] };
}

function place(draft: Draft, node: SourceNode): void {
  const parts = node.name.split('/');
  let scope = draft;
  for (const part of parts.slice(0, -1)) {
    let inner = scope.scopes.get(part);
    if (!inner) scope.scopes.set(part, (inner = newDraft(part)));
    scope = inner;
  }
  scope.nodes.push({ label: parts.at(-1) ?? '', node });
}

function fill(box: Box, draft: Draft, boxes: Map<string, Box>, ofNode: Map<string, Box>): void {
  for (const scope of divided(draft).scopes.values()) {
    const { label, whole } = withoutChain(scope);
    const [only] = whole.nodes;
    if (only && whole.nodes.length === 1 && whole.scopes.size === 0) {
      // A scope around a single node tells no more than its name.
      ofNode.set(only.node.name, newBox(box, `${label}/${only.label}`, only.node, boxes));
      box.size++;
      continue;
    }
    const child = newBox(box, label, null, boxes);
    fill(child, whole, boxes, ofNode);
    box.size += child.size;
  }
  for (const { label, node } of divided(draft).nodes) {
    const child = newBox(box, label, node, boxes);
    ofNode.set(node.name, child);
    box.size++;
  }
}

function newBox(parent: Box, label: string, node: SourceNode | null, boxes: Map<string, Box>): Box {
  const wanted = `${parent.path}/${label}`;
  // A node may have the name of a scope beside it.
  let path = wanted;
  for (let at = 2; boxes.has(path); at++) path = `${wanted} (${at})`;
  const box: Box = { path, label, parent, children: [], node, size: node ? 1 : 0 };
  boxes.set(path, box);
  parent.children.push(box);
  return box;
}

/** Scopes with nothing but one scope in them are one: `a/b`. */
function withoutChain(scope: Draft): { label: string; whole: Draft } {
  let [label, whole] = [scope.label, scope];
  for (;;) {
    const [only] = whole.scopes.values();
    if (!only || whole.scopes.size > 1 || whole.nodes.length > 0) return { label, whole };
    label = `${label}/${only.label}`;
    whole = only;
  }
}

const dividedDrafts = new WeakMap<Draft, Draft>();

/** Too many boxes are put together: first those that differ by a number, then as they come. */
function divided(draft: Draft): Draft {
  const known = dividedDrafts.get(draft);
  if (known) return known;
  const isSmall = draft.scopes.size + draft.nodes.length <= mostChildren;
  const result = isSmall ? draft : inRows(byStem(draft));
  dividedDrafts.set(draft, result);
  return result;
}

function byStem(draft: Draft): Draft {
  const stems = new Map<string, Draft>();
  const stemOf = (label: string): string => label.replace(/\d+/g, '#');
  const partFor = (label: string): Draft => {
    const stem = stemOf(label);
    let part = stems.get(stem);
    if (!part) stems.set(stem, (part = newDraft(stem)));
    return part;
  };
  for (const [name, scope] of draft.scopes) partFor(name).scopes.set(name, scope);
  for (const one of draft.nodes) partFor(one.label).nodes.push(one);
  const result = newDraft(draft.label);
  for (const part of stems.values()) {
    const count = part.scopes.size + part.nodes.length;
    const isAll = count === draft.scopes.size + draft.nodes.length;
    if (count >= fewestOfStem && !isAll)
      result.scopes.set(`${part.label} (${count})`, { ...part, label: `${part.label} (${count})` });
    else {
      for (const [name, scope] of part.scopes) result.scopes.set(name, scope);
      result.nodes.push(...part.nodes);
    }
  }
  return result;
}

function inRows(draft: Draft): Draft {
  const all = [
    ...[...draft.scopes.values()].map((scope) => ({ scope, one: null })),
    ...draft.nodes.map((one) => ({ scope: null, one })),
  ];
  if (all.length <= mostChildren) return draft;
  const result = newDraft(draft.label);
  const rowLength = Math.max(mostChildren, Math.ceil(all.length / mostChildren));
  for (let from = 0; from < all.length; from += rowLength) {
    const row = all.slice(from, from + rowLength);
    const part = newDraft(`${from + 1} – ${from + row.length}`);
    for (const { scope, one } of row) {
      if (scope) part.scopes.set(scope.label, scope);
      else part.nodes.push(one);
    }
    result.scopes.set(part.label, part);
  }
  return result;
}
