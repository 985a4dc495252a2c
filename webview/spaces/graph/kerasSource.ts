// A Keras model's configuration (versions 2 and 3) as a graph: a node a layer, a scope a model within the model.
import type { GraphSource, SourceInput, SourceNode } from './graphSource';

type Json = Readonly<Record<string, unknown>>;

interface Ends {
  /** Names of layers that take what the model is given. */
  readonly inputs: readonly string[];
  /** Names of layers that give its results. */
  readonly outputs: readonly string[];
}

/** Settings that say more about a layer than others, in this order. */
const tellingSettings = [
  ...['units', 'filters', 'kernel_size', 'strides', 'padding', 'pool_size', 'rate', 'activation'],
  ...['input_dim', 'output_dim', 'num_heads', 'key_dim', 'axis', 'epsilon', 'trainable', 'dtype'],
];

/** Models within models within models are not drawn any deeper. */
const mostDepth = 20;

/** @returns null where the text is no model's configuration */
export function sourceOfKeras(text: string): GraphSource | null {
  const model = parse(text);
  const config = model && asObject(model['config']);
  if (!config || !Array.isArray(config['layers'])) return null;
  const reading = new KerasReading();
  reading.addModel(config, asText(model['class_name']), '', [], 0);
  return reading.nodes.length > 0 ? { nodes: reading.nodes, left: 0 } : null;
}

class KerasReading {
  readonly nodes: SourceNode[] = [];

  /** @param fed what flows into the model's inputs */
  addModel(
    config: Json,
    kind: string,
    scope: string,
    fed: readonly SourceInput[],
    depth: number,
  ): Ends {
    const ends = new Map<string, Ends>();
    const layers = asList(config['layers'])
      .map(asObject)
      .filter((layer) => layer !== undefined);
    const isChain = kind === 'Sequential';
    let before: readonly string[] = [];
    const first: string[] = [];
    for (const layer of layers) {
      const name = nameOf(layer);
      const said = isChain ? before.map(feedOf) : this.#inboundOf(layer, ends);
      const isFirst = said.length === 0;
      const own = this.#addLayer(layer, scope + name, isFirst ? fed : said, depth);
      ends.set(name, own);
      if (isFirst) first.push(...own.inputs);
      before = own.outputs;
    }
    const outputs = isChain ? before : this.#outputsOf(config, ends, before);
    return { inputs: first, outputs };
  }

  #addLayer(layer: Json, path: string, inputs: readonly SourceInput[], depth: number): Ends {
    const config = asObject(layer['config']) ?? {};
    const kind = asText(layer['class_name']);
    if (Array.isArray(config['layers']) && depth < mostDepth) {
      return this.addModel(config, kind, `${path}/`, inputs, depth + 1);
    }
    const shape = shapeOf(config, layer);
    this.nodes.push({
      name: path,
      op: kind,
      device: '',
      inputs,
      shapes: shape ? [shape] : [],
      attributes: tellingSettings.flatMap((name) => settingOf(config, name)),
    });
    return { inputs: [path], outputs: [path] };
  }

  #inboundOf(layer: Json, ends: ReadonlyMap<string, Ends>): readonly SourceInput[] {
    return originsOf(layer['inbound_nodes']).flatMap(
      (name) => ends.get(name)?.outputs.map(feedOf) ?? [],
    );
  }

  #outputsOf(
    config: Json,
    ends: ReadonlyMap<string, Ends>,
    last: readonly string[],
  ): readonly string[] {
    const named = originsOf([config['output_layers']]).flatMap(
      (name) => ends.get(name)?.outputs ?? [],
    );
    return named.length > 0 ? named : last;
  }
}

/**
 * The names of the layers that something comes from: version 2 writes `[name, node, tensor]`, version 3 tensors with a
 * `keras_history` of the same form.
 */
function originsOf(value: unknown): readonly string[] {
  if (Array.isArray(value)) {
    const [name, node] = value as unknown[];
    if (typeof name === 'string' && typeof node === 'number') return [name];
    return value.flatMap(originsOf);
  }
  const given = asObject(value);
  if (!given) return [];
  if ('keras_history' in given) return originsOf(given['keras_history']);
  return Object.values(given).flatMap(originsOf);
}

function feedOf(from: string): SourceInput {
  return { from, output: 0, control: false };
}

function nameOf(layer: Json): string {
  const name = asText(layer['name']) || asText(asObject(layer['config'])?.['name']);
  return name || asText(layer['class_name']);
}

/** The shape that the log tells: that of an input layer. Null sizes are unknown ones. */
function shapeOf(config: Json, layer: Json): readonly number[] | null {
  const written =
    config['batch_shape'] ?? config['batch_input_shape'] ?? layer['batch_input_shape'];
  if (!Array.isArray(written)) return null;
  return written.map((size) => (typeof size === 'number' ? size : -1));
}

function settingOf(config: Json, name: string): readonly (readonly [string, string])[] {
  const value = config[name];
  if (value === undefined || value === null || value === '') return [];
  const inner = asObject(value);
  const told = inner ? (asObject(inner['config'])?.['name'] ?? inner['class_name']) : value;
  return [[name, typeof told === 'string' ? told : JSON.stringify(told)]];
}

function parse(text: string): Json | null {
  try {
    return asObject(JSON.parse(text)) ?? null;
  } catch {
    return null;
  }
}

function asObject(value: unknown): Json | undefined {
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  return isObject ? (value as Json) : undefined;
}

function asList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function asText(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
