// The state in a pickle of PyTorch: its tensors and single values by name, and what they say of the training.
import type { ScalarValue } from '../../../shared/checkpoints';
import { fileContent, mostScalars, mostTensors, type FileContent } from '../fileContent';
import { entriesOf, type PickleValue } from '../pickle/pickleValues';
import { keyText, scalarOf, visitPickle } from '../pickle/pickleTree';
import type { Unpickled } from '../pickle/unpickler';
import { unsafeAmong } from '../pickle/unsafeNames';
import { factsOf, frameworkOfNames, partsOf } from '../savedState';
import { tensorOf, type TorchTensor } from './torchTensors';

export interface NamedTensor {
  readonly name: string;
  readonly tensor: TorchTensor;
}

export interface TorchState {
  readonly tensors: readonly NamedTensor[];
  readonly scalars: readonly { readonly name: string; readonly value: ScalarValue }[];
  /** Names on the first level that have something in them. */
  readonly filled: ReadonlySet<string>;
  readonly cut: boolean;
}

export function collectState(root: PickleValue): TorchState {
  const tensors: NamedTensor[] = [];
  const scalars: { name: string; value: ScalarValue }[] = [];
  let left = 0;
  const leaf = (name: string, value: PickleValue): boolean => {
    const tensor = tensorOf(value);
    if (tensor) {
      if (tensors.length < mostTensors) tensors.push({ name, tensor });
      else left++;
      return true;
    }
    const scalar = scalarOf(value);
    if (scalar === undefined) return false;
    if (scalars.length < mostScalars) scalars.push({ name, value: scalar });
    else left++;
    return true;
  };
  const whole = visitPickle(root, { leaf });
  return { tensors, scalars, filled: filledNames(root), cut: left > 0 || !whole };
}

function filledNames(root: PickleValue): Set<string> {
  const filled = new Set<string>();
  entriesOf(root)?.forEach((value, key) => {
    if (!isEmpty(value)) filled.add(keyText(key));
    if (key !== 'state' || !(value instanceof Map)) return;
    for (const [inner, each] of value) if (!isEmpty(each)) filled.add(`state.${keyText(inner)}`);
  });
  return filled;
}

function isEmpty(value: PickleValue): boolean {
  if (value === null) return true;
  return Array.isArray(value) ? value.length === 0 : value instanceof Map && value.size === 0;
}

/**
 * What the state says.
 * @param read the value of a tensor with one element; null where that cannot be read
 */
export async function describeState(
  { value, globals }: Unpickled,
  state: TorchState,
  read: (tensor: TorchTensor) => Promise<number | null>,
): Promise<FileContent> {
  const numbers = new Map<string, number>();
  for (const scalar of state.scalars) {
    if (typeof scalar.value === 'number') numbers.set(scalar.name, scalar.value);
  }
  const scalars = [...state.scalars];
  // Losses are often kept as tensors. Deeper ones are weights and states of the optimizer.
  for (const { name, tensor } of state.tensors.filter(isSingle).slice(0, mostSingles)) {
    const number = await read(tensor);
    if (number === null) continue;
    numbers.set(name, number);
    scalars.push({ name, value: number });
  }
  // A tensor on its own, or a list of them, is data rather than a model.
  const isState = (entriesOf(value)?.size ?? 0) > 0;
  const large = state.tensors.filter(({ tensor }) => tensor.shape.length > 0);
  const { metrics, ...facts } = factsOf(numbers);
  const callbacks = checkpointCallbacks(scalars);
  return fileContent({
    format: 'torch',
    scalars,
    ...facts,
    metrics: { ...callbacks.metrics, ...metrics },
    parts: partsOf(state.filled, isState ? large.map(({ name }) => name) : []),
    writtenBy: writerOf(scalars),
    unsafeNames: unsafeAmong(globals),
    framework: frameworkOfNames(state.filled),
    bestPaths: callbacks.bestPaths,
    cut: state.cut,
  });
}

const mostSingles = 64;

function isSingle({ name, tensor }: NamedTensor): boolean {
  return (
    tensor.shape.every((size) => size === 1) &&
    (!name.includes('.') || name.endsWith('.current_score'))
  );
}

type Scalars = TorchState['scalars'];

/** What Lightning's ModelCheckpoint notes. Its key holds its settings, its value the best path and the monitored score. */
function checkpointCallbacks(scalars: Scalars): Pick<FileContent, 'metrics' | 'bestPaths'> {
  const metrics: Record<string, number> = {};
  const bestPaths: string[] = [];
  for (const { name, value } of scalars) {
    if (!name.startsWith('callbacks.')) continue;
    if (name.endsWith('.best_model_path') && typeof value === 'string') bestPaths.push(value);
    if (!name.endsWith('.current_score') || typeof value !== 'number') continue;
    const monitor = name.replace(/current_score$/, 'monitor');
    const metric = scalars.find((each) => each.name === monitor)?.value;
    if (typeof metric === 'string') metrics[metric] = value;
  }
  return { metrics, bestPaths: bestPaths.filter(Boolean) };
}

const versionNames = [
  ...[
    'pytorch-lightning_version',
    'transformers_version',
    'mmengine_version',
    'meta.mmengine_version',
  ],
  ...['composer_version', 'version'],
];

function writerOf(scalars: Scalars): string | null {
  for (const name of versionNames) {
    const value = scalars.find((each) => each.name === name)?.value;
    if (typeof value !== 'string' && typeof value !== 'number') continue;
    const program = name.replace(/^meta\./, '').replace(/_?version$/, '');
    return program === '' ? `version ${value}` : `${program} ${value}`;
  }
  return null;
}
