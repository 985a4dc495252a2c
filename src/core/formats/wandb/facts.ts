// What the records of a file say of its run beside rows and samples: who it is, where it runs, what it was given and made.
import type { FactSection, FactValue } from '../../../shared/facts';
import type { DecodedFact } from '../../model/facts';
import { parseJson } from '../pythonJson';
import { unescapedName } from './axisRules';
import { readChanges } from './changes';
import * as shapes from './factShapes';
import type { FieldWalk } from './fields';
import { recordKeys } from './recordKeys';
import { readShaped, type Shaped } from './shape';

/** What one reader leaves to the next. */
export interface FactState {
  readonly alerts: number;
  readonly artifacts: number;
  readonly frameworks: readonly string[];
  readonly savedFiles: readonly string[];
  readonly tensorboards: readonly string[];
}

/** Where the run stands, for what happens now. */
export interface Moment {
  readonly step: number;
  /** Seconds since the Unix epoch; NaN where no record has said. */
  readonly time: number;
}

/** More than anybody reads; each would be told anew with every further one. */
const mostListed = 200;
/** Files that the user saved, not the library (`WANDB`, `MEDIA`, `ARTIFACT`). */
const savedByUser = 0;
const goals: readonly (string | undefined)[] = [undefined, 'minimize', 'maximize'];

export class FactReader {
  #alerts = 0;
  #artifacts = 0;
  #frameworks: string[] = [];
  #savedFiles: string[] = [];
  #tensorboards: string[] = [];

  get state(): FactState {
    return {
      alerts: this.#alerts,
      artifacts: this.#artifacts,
      frameworks: [...this.#frameworks],
      savedFiles: [...this.#savedFiles],
      tensorboards: [...this.#tensorboards],
    };
  }

  restore(state: FactState): void {
    this.#alerts = state.alerts;
    this.#artifacts = state.artifacts;
    this.#frameworks = [...state.frameworks];
    this.#savedFiles = [...state.savedFiles];
    this.#tensorboards = [...state.tensorboards];
  }

  /** Reads the record of this key, which the walk has entered; false where it says nothing of the run. */
  read(walk: FieldWalk, key: number, now: Moment, facts: DecodedFact[]): boolean {
    switch (key) {
      case recordKeys.config:
        readChanges(walk, 'config', facts);
        return true;
      case recordKeys.run:
        this.#readRun(walk, facts);
        return true;
      case recordKeys.environment:
        setAll(facts, 'environment', readShaped(walk, shapes.environmentShape));
        return true;
      case recordKeys.telemetry:
        this.#readTelemetry(readShaped(walk, shapes.telemetryShape), facts);
        return true;
      case recordKeys.metric:
        readMetric(readShaped(walk, shapes.metricShape), facts);
        return true;
      case recordKeys.alert:
        this.#readAlert(readShaped(walk, shapes.alertShape), now, facts);
        return true;
      case recordKeys.artifact:
        this.#addArtifact(madeArtifact(readShaped(walk, shapes.artifactShape), now), facts);
        return true;
      case recordKeys.useArtifact:
        this.#addArtifact(
          { direction: 'input', ...readShaped(walk, shapes.useArtifactShape) },
          facts,
        );
        return true;
      case recordKeys.files:
        this.#readFiles(readShaped(walk, shapes.filesShape), facts);
        return true;
      case recordKeys.tensorboard:
        this.#readTensorboard(readShaped(walk, shapes.tensorboardShape), facts);
        return true;
      case recordKeys.preempting:
        facts.push({ kind: 'set', section: 'about', path: ['preempting'], value: true });
        return true;
      case recordKeys.exit:
        setAll(facts, 'about', { exitCode: 0, ...readShaped(walk, shapes.exitShape) });
        return true;
      default:
        return false;
    }
  }

  /** A later one changes what it names; its configuration is the one that the run was started with, or all so far. */
  #readRun(walk: FieldWalk, facts: DecodedFact[]): void {
    const { at } = walk;
    const { startingStep, ...about } = readShaped(walk, shapes.runShape);
    setAll(facts, 'about', startingStep ? { ...about, startingStep } : about);
    walk.at = at;
    for (let key = walk.next(); key >= 0; key = walk.next()) {
      const section = runChanges.get(key);
      if (!section) {
        walk.skip(key);
        continue;
      }
      const outer = walk.enter();
      readChanges(walk, section, facts);
      walk.leave(outer);
    }
  }

  #readTelemetry({ atStart, atEnd, wandb, transformers }: Shaped, facts: DecodedFact[]): void {
    const versions: Shaped = {};
    if (wandb !== undefined) versions['wandb'] = wandb;
    if (transformers !== undefined) versions['transformers'] = transformers;
    setAll(facts, 'environment', versions);
    const imported = [atStart, atEnd].flatMap((found) => Object.keys((found ?? {}) as Shaped));
    const known = this.#frameworks.length;
    this.#frameworks = [...new Set([...this.#frameworks, ...imported])];
    if (this.#frameworks.length > known) {
      const value = [...this.#frameworks];
      facts.push({ kind: 'set', section: 'environment', path: ['frameworks'], value });
    }
  }

  #readAlert(alert: Shaped, now: Moment, facts: DecodedFact[]): void {
    const value = { ...alert, ...momentOf(now) };
    facts.push({ kind: 'set', section: 'alerts', path: [String(this.#alerts++)], value });
  }

  #addArtifact(value: FactValue, facts: DecodedFact[]): void {
    facts.push({ kind: 'set', section: 'artifacts', path: [String(this.#artifacts++)], value });
  }

  #readFiles({ files }: Shaped, facts: DecodedFact[]): void {
    const saved = (files ?? []) as readonly Shaped[];
    const paths = saved.flatMap(({ path, type = savedByUser }) =>
      type === savedByUser && typeof path === 'string' && !path.startsWith('media/') ? [path] : [],
    );
    tellList(this.#savedFiles, paths, 'savedFiles', facts);
  }

  #readTensorboard({ logDirectory }: Shaped, facts: DecodedFact[]): void {
    const found = typeof logDirectory === 'string' ? [logDirectory] : [];
    tellList(this.#tensorboards, found, 'tensorboard', facts);
  }
}

/** Field keys of RunRecord's configuration and summary. */
const runChanges: ReadonlyMap<number, FactSection> = new Map([
  [(4 << 3) | 2, 'config'],
  [(5 << 3) | 2, 'summary'],
]);

function readMetric(metric: Shaped, facts: DecodedFact[]): void {
  const { name, pattern, stepMetric, options, summary, goal, control } = metric;
  const written = name ?? pattern;
  const named = typeof written === 'string' ? unescapedName(written) : '';
  // The writer tells anew what a pattern means for a metric of its own.
  if (named === '' || named.startsWith('_')) return;
  if ((control as Shaped | undefined)?.['overwrite'] === true) {
    facts.push({ kind: 'remove', section: 'metrics', path: [named] });
  }
  const said: Shaped = {};
  if (typeof stepMetric === 'string') said['stepMetric'] = unescapedName(stepMetric);
  if (typeof goal === 'number' && goals[goal]) said['goal'] = goals[goal];
  if (summary) said['summary'] = Object.keys(summary);
  if ((options as Shaped | undefined)?.['hidden'] === true) said['hidden'] = true;
  for (const [key, value] of Object.entries(said)) {
    facts.push({ kind: 'set', section: 'metrics', path: [named, key], value });
  }
}

function madeArtifact({ manifest, metadata, ...artifact }: Shaped, now: Moment): FactValue {
  const contents = ((manifest as Shaped | undefined)?.['contents'] ?? []) as readonly Shaped[];
  const sizes = contents.map(({ size }) => Number(size ?? 0));
  return {
    direction: 'output',
    ...artifact,
    ...(typeof metadata === 'string' ? { metadata: parsedOr(metadata) } : {}),
    files: contents.length,
    sizeBytes: sizes.reduce((sum, size) => sum + size, 0),
    ...momentOf(now),
  };
}

function momentOf({ step, time }: Moment): Shaped {
  return Number.isFinite(time) ? { step, time } : {};
}

function parsedOr(text: string): FactValue {
  try {
    return parseJson(text);
  } catch {
    return text;
  }
}

function setAll(facts: DecodedFact[], section: FactSection, values: Shaped): void {
  for (const [name, value] of Object.entries(values)) {
    facts.push({ kind: 'set', section, path: [name], value });
  }
}

/** Adds what is new to a list that is told as a whole. */
function tellList(
  known: string[],
  found: readonly string[],
  name: string,
  facts: DecodedFact[],
): void {
  const before = known.length;
  for (const one of found) {
    if (known.length < mostListed && !known.includes(one)) known.push(one);
  }
  if (known.length === before) return;
  facts.push({ kind: 'set', section: 'about', path: [name], value: [...known] });
}
