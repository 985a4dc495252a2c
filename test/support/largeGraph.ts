// A graph of about 5,000 nodes, made up but shaped like a transformer: layers of scopes, each with a dozen operations.
import type { GraphSource, SourceNode } from '../../webview/spaces/graph/graphSource';

const operations = [
  'layernorm',
  'query',
  'key',
  'value',
  'scores',
  'softmax',
  'context',
  'output',
  'add',
];

export function largeGraph(layers: number, heads: number): GraphSource {
  const nodes: SourceNode[] = [];
  const add = (name: string, op: string, from: readonly string[]): string => {
    const inputs = from.map((one) => ({ from: one, output: 0, control: false }));
    nodes.push({ name, op, device: '', inputs, shapes: [[-1, 128, 768]], attributes: [] });
    return name;
  };
  let before = add('model/embeddings/tokens', 'Embedding', []);
  for (let layer = 0; layer < layers; layer++) {
    const scope = `model/encoder/layer_${layer}`;
    const outputs: string[] = [];
    for (let head = 0; head < heads; head++) {
      let last = before;
      for (const operation of operations) {
        last = add(`${scope}/attention/head_${head}/${operation}`, operation, [last]);
      }
      outputs.push(last);
    }
    const joined = add(`${scope}/attention/concat`, 'Concat', outputs);
    const dense = add(`${scope}/mlp/dense`, 'MatMul', [joined]);
    before = add(`${scope}/mlp/add`, 'Add', [dense, before]);
  }
  add('model/head/logits', 'MatMul', [before]);
  return { nodes, left: 0 };
}
