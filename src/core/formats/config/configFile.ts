// Which files beside logs say what a run was started with or came to, and how each says it. Sources: the writers'
// own code: Lightning hparams.yaml, Ultralytics args.yaml, YOLOv5 opt.yaml and hyp.yaml, Hydra .hydra/*.yaml, Ray
// params.json, DVC params.yaml, W&B files/*, transformers *_results.json and config.json, PEFT adapter_config.json.
import type { FactSection, FactValue } from '../../../shared/facts';
import type { DecodedFact } from '../../model/facts';
import { objectOf, parseJson } from '../pythonJson';
import { parseYaml } from './parseConfig';

interface ConfigFile {
  readonly name: RegExp;
  readonly section: FactSection;
  /** The names of directories that its own must be one of, whose run is that of the directory above. */
  readonly inside?: readonly string[];
  /** Keys that all others stand below. */
  readonly below?: (value: FactValue) => readonly string[];
  readonly unwrap?: (value: FactValue) => FactValue;
}

const trackerFiles = ['files'] as const;

const configFiles: readonly ConfigFile[] = [
  {
    name: /^(?:hparams|args|opt|params|training_args|torchtune_config)\.ya?ml$/,
    section: 'config',
  },
  { name: /^hyp\.yaml$/, section: 'config', below: () => ['hyp'] },
  { name: /^params\.json$/, section: 'config' },
  { name: /^config\.yaml$/, section: 'config', inside: ['.hydra'] },
  { name: /^overrides\.yaml$/, section: 'about', inside: ['.hydra'], below: () => ['overrides'] },
  { name: /^config\.yaml$/, section: 'config', inside: trackerFiles, unwrap: unwrapValues },
  { name: /^(?:wandb|swanlab)-metadata\.json$/, section: 'environment', inside: trackerFiles },
  { name: /^wandb-summary\.json$/, section: 'summary', inside: trackerFiles },
  { name: /^config\.ya?ml$/, section: 'config' },
  { name: /^config\.json$/, section: 'config', below: modelPath },
  { name: /^adapter_config\.json$/, section: 'config', below: () => ['adapter'] },
  { name: /^generation_config\.json$/, section: 'config', below: () => ['generation'] },
  { name: /^(?:all|train|eval|test|predict)_results\.json$/, section: 'summary' },
];

/** Whether a file of this name in a directory of this name says something of a run. */
export function isConfigFile(directoryName: string, fileName: string): boolean {
  return find(directoryName, fileName) !== undefined;
}

/** Whether it speaks of the run of the directory above its own. */
export function isOfRunAbove(directoryName: string, fileName: string): boolean {
  return find(directoryName, fileName)?.inside !== undefined;
}

/** What the file says. Throws an error in words where the text is not what its name promises. */
export function readConfigFile(
  directoryName: string,
  fileName: string,
  text: string,
): readonly DecodedFact[] {
  const file = find(directoryName, fileName);
  if (!file) return [];
  const parsed = fileName.endsWith('.json') ? parseJson(text) : parseYaml(text);
  const value = file.unwrap?.(parsed) ?? parsed;
  if (value === null) return [];
  const path = file.below?.(value) ?? [];
  if (!objectOf(value) && path.length === 0) throw new Error('it holds no keys');
  return [{ kind: 'set', section: file.section, path, value }];
}

function find(directoryName: string, fileName: string): ConfigFile | undefined {
  return configFiles.find(
    ({ name, inside }) => name.test(fileName) && (!inside || inside.includes(directoryName)),
  );
}

/** A model of transformers has its own file of this name, which is about the model alone. */
function modelPath(value: FactValue): readonly string[] {
  const keys = objectOf(value) ?? {};
  const isModel = ['architectures', 'model_type', 'transformers_version'].some(
    (key) => key in keys,
  );
  return isModel ? ['model'] : [];
}

/** W&B writes `key: {value: …}`, and what is its own business as `_wandb`. */
function unwrapValues(file: FactValue): FactValue {
  const keys = objectOf(file);
  if (!keys) return file;
  return Object.fromEntries(
    Object.entries(keys).flatMap(([key, entry]) => {
      if (key === '_wandb' || key === 'wandb_version') return [];
      const wrapped = objectOf(entry);
      return [[key, wrapped && 'value' in wrapped ? wrapped['value']! : entry]];
    }),
  );
}
