// Gathers what everything that belongs to a run says about it: its logs, hyperparameters, texts, configuration files.
import { factSections, type Fact, type FactValue, type RunFacts } from '../../shared/facts';
import type { Content } from '../../shared/content';
import type { HparamsTable } from '../../shared/hparams';
import { parseJson } from '../formats/pythonJson';
import { FactSheet } from '../model/factSheet';
import { configTag, maskSecrets } from '../model/secrets';
import { collectItems } from '../query/items';
import type { RunStore } from '../store/store';
import { readConfigFiles } from './configFiles';
import type { ContentReader } from './contentReader';
import type { RunEntry } from './runEntry';
import { readSyncMarks } from './syncMarks';

export interface FactsSource {
  readonly store: RunStore;
  readonly contents: ContentReader;
  getHparams(run: RunEntry): Promise<HparamsTable>;
}

interface Origin {
  readonly file: string;
  readonly sheet: FactSheet;
}

/** The name that stands for hyperparameters of event files, which belong to the run as a whole. */
const hparamsOrigin = 'hparams';

/** Never rejects: what cannot be read is told in the answer. */
export async function collectFacts(source: FactsSource, run: RunEntry): Promise<RunFacts> {
  const logs = [...run.sheets].map(([file, sheet]) => ({ file, sheet }));
  // What lies beside a database belongs to none of its runs.
  const config = run.member
    ? { sheets: [], unread: [] }
    : await readConfigFiles(run.root, run.directory, new Set(run.sheets.keys()));
  const origins: Origin[] = [
    ...logs,
    ...(await readSyncMarks(run.root, run.directory, run.tails.keys())),
    ...(await readHparams(source, run)),
    ...(await readTexts(source, run)),
    ...config.sheets,
  ];
  return {
    facts: mergeFacts(origins),
    progress: run.progress,
    unread: config.unread,
    cut: origins.some(({ sheet }) => sheet.isCut),
  };
}

/** Every fact once, with the first that tells it; what others say otherwise about the same path stands behind it. */
function mergeFacts(origins: readonly Origin[]): Fact[] {
  const told = new Map<string, Fact[]>();
  for (const { file, sheet } of origins) {
    for (const { section, path, value } of sheet.leaves()) {
      const key = JSON.stringify([section, path]);
      const others = told.get(key) ?? [];
      const shown = maskSecrets(path, value);
      if (others.some((other) => isSame(other.value, shown))) continue;
      told.set(key, [...others, { section, path, value: shown, origin: file }]);
    }
  }
  const facts = [...told.values()].flat();
  return factSections.flatMap((section) => facts.filter((fact) => fact.section === section));
}

/** Trackers write numbers as text as well. */
function isSame(one: FactValue, other: FactValue): boolean {
  const isPlain = typeof one !== 'object' && typeof other !== 'object';
  return isPlain ? String(one) === String(other) : JSON.stringify(one) === JSON.stringify(other);
}

async function readHparams(source: FactsSource, run: RunEntry): Promise<Origin[]> {
  const { hparams, sessions } = await source.getHparams(run);
  const own = sessions.findLast(({ run: id, newest }) => id === run.id && newest);
  if (!own) return [];
  const sheet = new FactSheet();
  own.values.forEach((value, at) => {
    if (value === null) return;
    sheet.apply([{ kind: 'set', section: 'config', path: [hparams[at]!.name], value }]);
  });
  return [{ file: hparamsOrigin, sheet }];
}

/** What the run logged of its configuration as text. */
export async function readTexts(
  { store, contents }: Pick<FactsSource, 'store' | 'contents'>,
  run: RunEntry,
): Promise<Origin[]> {
  const origins: Origin[] = [];
  for (const { kind, tag } of run.data.series()) {
    const match = kind === 'text' ? configTag.exec(tag) : null;
    if (!match) continue;
    const list = collectItems(store, { run: run.id, kind: 'text', tag });
    const last = list.numbers.length - 1;
    if (last < 0) continue;
    const file = list.fileNames[list.files[last]!]!;
    const query = { run: run.id, kind: 'text', tag, file, number: list.numbers[last]! } as const;
    const value = await contents.read(run, query).then(configOf, () => null);
    if (value === null) continue;
    const sheet = new FactSheet();
    sheet.apply([{ kind: 'set', section: 'config', path: match[1] ? ['model'] : [], value }]);
    origins.push({ file, sheet });
  }
  return origins;
}

/** Null where the text is no JSON object. */
function configOf(content: Content): FactValue {
  const text = content.kind === 'text' ? (content.texts[0]?.trim() ?? '') : '';
  if (!text.startsWith('{')) return null;
  try {
    return parseJson(text);
  } catch {
    return null;
  }
}
