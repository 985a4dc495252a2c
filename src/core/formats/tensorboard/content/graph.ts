// Graphs: nodes with their names, operations, inputs and the shapes of their outputs, never their weights.
// Source: tensorflow/core/framework/{graph,node_def,function,op_def,attr_value}.proto.
import type { Reader } from 'protobufjs/minimal';
import type { GraphContent, GraphNode } from '../../../../shared/content';
import { readNested, readRange, type ByteRange } from '../wire';
import { readText, walkMessage, walkMessages } from './message';
import { readTensorShape, type ShapeDraft } from './tensorShape';

/** Field keys of MetaGraphDef, GraphDef, FunctionDefLibrary, FunctionDef and OpDef. */
const metaGraphGraphKey = 0x12;
const graphKeys = { node: 0x0a, library: 0x12 } as const;
const libraryFunctionKey = 0x0a;
const functionKeys = { signature: 0x0a, node: 0x1a } as const;
const signatureNameKey = 0x0a;
/** Field keys of NodeDef, an entry of its attributes, AttrValue and its ListValue. */
const nodeKeys = { name: 0x0a, op: 0x12, input: 0x1a, device: 0x22, attribute: 0x2a } as const;
const attributeKeys = { name: 0x0a, value: 0x12 } as const;
const attributeValueKeys = { list: 0x0a, shape: 0x3a } as const;
const listShapeKey = 0x3a;

/**
 * Nodes, inputs and shapes kept of one graph together: more than any view draws, and less memory than hurts. Nodes
 * beyond are counted only.
 */
const mostParts = 400_000;

interface Nodes {
  readonly nodes: GraphNode[];
  nodeCount: number;
}

export function readGraph(definition: ByteRange): GraphContent {
  return new GraphReader().read([definition]);
}

/** The graph of a MetaGraphDef. */
export function readMetaGraph(definition: ByteRange): GraphContent {
  const graphs: ByteRange[] = [];
  walkMessage(definition, (reader, key) => {
    return key === metaGraphGraphKey && graphs.push(readRange(reader)) > 0;
  });
  return new GraphReader().read(graphs);
}

class GraphReader {
  #partsLeft = mostParts;
  /** Operations and devices repeat from node to node: each is kept once. */
  readonly #words = new Map<string, string>();

  read(ranges: readonly ByteRange[]): GraphContent {
    const all: Nodes = { nodes: [], nodeCount: 0 };
    const functions: (Nodes & { readonly name: string })[] = [];
    walkMessages(ranges, (reader, key) => {
      if (key === graphKeys.node) this.#addNode(reader, all);
      else if (key === graphKeys.library) {
        readNested(reader, (inner) => {
          return inner === libraryFunctionKey && functions.push(this.#readFunction(reader)) > 0;
        });
      } else return false;
      return true;
    });
    return { kind: 'graph', ...all, functions };
  }

  #readFunction(reader: Reader): Nodes & { readonly name: string } {
    const all: Nodes = { nodes: [], nodeCount: 0 };
    let name = '';
    readNested(reader, (key) => {
      if (key === functionKeys.node) this.#addNode(reader, all);
      else if (key === functionKeys.signature) {
        readNested(reader, (inner) => {
          if (inner !== signatureNameKey) return false;
          name = readText(reader);
          return true;
        });
      } else return false;
      return true;
    });
    return { name, ...all };
  }

  #addNode(reader: Reader, all: Nodes): void {
    all.nodeCount++;
    if (this.#partsLeft <= 0) readRange(reader);
    else all.nodes.push(this.#readNode(reader));
  }

  #readNode(reader: Reader): GraphNode {
    const node = { name: '', op: '', device: '' };
    const inputs: string[] = [];
    const shapes: NodeShapes = { outputs: null, own: null };
    readNested(reader, (key) => {
      if (key === nodeKeys.name) node.name = readText(reader);
      else if (key === nodeKeys.op) node.op = this.#word(readText(reader));
      else if (key === nodeKeys.device) node.device = this.#word(readText(reader));
      else if (key === nodeKeys.attribute) readAttribute(reader, shapes);
      else if (key === nodeKeys.input && inputs.length < this.#partsLeft) {
        inputs.push(readText(reader));
      } else return false;
      return true;
    });
    const outputShapes = shapes.outputs ?? (shapes.own ? [shapes.own] : []);
    this.#partsLeft -= 1 + inputs.length + outputShapes.length;
    return { ...node, inputs, outputShapes: outputShapes.map(sizesOf) };
  }

  #word(text: string): string {
    const known = this.#words.get(text);
    if (known === undefined) this.#words.set(text, text);
    return known ?? text;
  }
}

interface NodeShapes {
  /** What was inferred of all outputs. */
  outputs: ShapeDraft[] | null;
  /** What the node was made with. */
  own: ShapeDraft | null;
}

function readAttribute(reader: Reader, shapes: NodeShapes): void {
  let name = '';
  const values: ByteRange[] = [];
  readNested(reader, (key) => {
    if (key === attributeKeys.name) name = readText(reader);
    else if (key === attributeKeys.value) values.push(readRange(reader));
    else return false;
    return true;
  });
  if (name !== '_output_shapes' && name !== 'shape') return;
  walkMessages(values, (inner, key) => {
    if (key === attributeValueKeys.shape && name === 'shape') shapes.own = readShape(inner);
    else if (key === attributeValueKeys.list && name !== 'shape') {
      const outputs = (shapes.outputs ??= []);
      readNested(inner, (each) => each === listShapeKey && outputs.push(readShape(inner)) > 0);
    } else return false;
    return true;
  });
}

function readShape(reader: Reader): ShapeDraft {
  const shape: ShapeDraft = { sizes: [], unknownRank: false };
  readTensorShape(reader, shape);
  return shape;
}

function sizesOf({ sizes, unknownRank }: ShapeDraft): readonly number[] | null {
  return unknownRank ? null : sizes;
}
