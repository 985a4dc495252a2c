// A graph as the view takes it, made from what a log holds: nodes with names in scopes, and which feeds which.
import type { GraphContent, GraphNode } from '../../../src/shared/content';

export interface SourceInput {
  readonly from: string;
  /** Which output of that node. */
  readonly output: number;
  /** True where only the order matters and nothing flows. */
  readonly control: boolean;
}

export interface SourceNode {
  /** Scopes and the name itself, joined by `/`. */
  readonly name: string;
  readonly op: string;
  readonly device: string;
  readonly inputs: readonly SourceInput[];
  /** By output; −1 is an unknown size, null an unknown rank. */
  readonly shapes: readonly (readonly number[] | null)[];
  /** What else is known, in words. */
  readonly attributes: readonly (readonly [name: string, value: string])[];
}

export interface GraphSource {
  readonly nodes: readonly SourceNode[];
  /** Nodes that are not among them, because there are too many. */
  readonly left: number;
}

/** The scope that functions of a graph's library are put in. */
const functionScope = 'functions';

export function sourceOfGraph({ nodes, nodeCount, functions }: GraphContent): GraphSource {
  const inFunctions = functions.flatMap((one) => {
    const scope = `${functionScope}/${one.name}/`;
    return one.nodes.map((node) => sourceNode(node, scope));
  });
  const inAll = functions.reduce((sum, one) => sum + one.nodeCount, nodeCount);
  const own = nodes.map((node) => sourceNode(node, ''));
  const all = [...own, ...inFunctions];
  return { nodes: all, left: inAll - all.length };
}

function sourceNode(
  { name, op, device, inputs, outputShapes }: GraphNode,
  scope: string,
): SourceNode {
  return {
    name: scope + name,
    op,
    device,
    inputs: inputs.map((input) => readInput(input, scope)),
    shapes: outputShapes,
    attributes: [],
  };
}

/** `^name` is a control input; `name:2` (in functions `name:output:2`) the third output. */
function readInput(input: string, scope: string): SourceInput {
  const control = input.startsWith('^');
  const [name = '', ...rest] = (control ? input.slice(1) : input).split(':');
  const output = Number(rest.at(-1) ?? 0);
  return { from: scope + name, output: Number.isInteger(output) ? output : 0, control };
}

/** `[32, ?, 128]`; `?` alone for an unknown rank. */
export function shapeWords(shape: readonly number[] | null | undefined): string {
  if (!shape) return '?';
  return `[${shape.map((size) => (size < 0 ? '?' : String(size))).join(', ')}]`;
}
