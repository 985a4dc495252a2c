// Which metric is the x-axis of which, as `define_metric` says. Source: wandb_internal.proto, MetricRecord;
// core/internal/runmetric: a name beats a pattern, and a pattern is a prefix that ends in `*`.
import type { FieldWalk } from './fields';
import { textOf } from '../text';

/** Field keys of MetricRecord and of its `_control`. */
const metricKeys = { name: 0x0a, pattern: 0x12, stepMetric: 0x22, control: 0x4a } as const;
const overwriteKey = 0x08;

interface Draft {
  name: string;
  pattern: string;
  stepMetric: string;
  overwrites: boolean;
}

/** The rules as they can be sent to another thread. */
export interface AxisRuleState {
  readonly byName: ReadonlyMap<string, string>;
  readonly byPrefix: ReadonlyMap<string, string>;
}

export class AxisRules {
  /** Grows with every rule: answers from before may be others now. */
  revision = 0;
  /** Step metrics by metric; empty where it is known without one. */
  readonly #byName = new Map<string, string>();
  /** Step metrics by prefix. */
  readonly #byPrefix = new Map<string, string>();

  get state(): AxisRuleState {
    return { byName: this.#byName, byPrefix: this.#byPrefix };
  }

  restore({ byName, byPrefix }: AxisRuleState): void {
    for (const [name, stepMetric] of byName) this.#byName.set(name, stepMetric);
    for (const [prefix, stepMetric] of byPrefix) this.#byPrefix.set(prefix, stepMetric);
    this.revision++;
  }

  /** Reads a metric record, which the walk has entered. */
  read(walk: FieldWalk): void {
    const draft: Draft = { name: '', pattern: '', stepMetric: '', overwrites: false };
    for (let key = walk.next(); key >= 0; key = walk.next()) readField(walk, key, draft);
    this.revision++;
    const { name, pattern } = draft;
    if (name !== '') addRule(this.#byName, unescapedName(name), draft);
    else if (pattern.endsWith('*'))
      addRule(this.#byPrefix, unescapedName(pattern.slice(0, -1)), draft);
  }

  /** The name of the metric that gives the steps of this one; empty where the log's own counter does. */
  stepMetricOf(name: string): string {
    const exact = this.#byName.get(name);
    if (exact !== undefined) return exact === name ? '' : exact;
    if (name.startsWith('_')) return '';
    let longest = -1;
    let found = '';
    for (const [prefix, stepMetric] of this.#byPrefix) {
      if (prefix.length <= longest || !name.startsWith(prefix)) continue;
      longest = prefix.length;
      found = stepMetric;
    }
    return found === name ? '' : found;
  }
}

/** A rule adds to the one before unless it says that it replaces it. */
function addRule(rules: Map<string, string>, name: string, draft: Draft): void {
  const before = draft.overwrites ? '' : (rules.get(name) ?? '');
  rules.set(name, unescapedName(draft.stepMetric) || before);
}

function readField(walk: FieldWalk, key: number, draft: Draft): void {
  switch (key) {
    case metricKeys.name:
      draft.name = readText(walk);
      return;
    case metricKeys.pattern:
      draft.pattern = readText(walk);
      return;
    case metricKeys.stepMetric:
      draft.stepMetric = readText(walk);
      return;
    case metricKeys.control: {
      const outer = walk.enter();
      for (let inner = walk.next(); inner >= 0; inner = walk.next()) {
        if (inner === overwriteKey) draft.overwrites = walk.int64() !== 0;
        else walk.skip(inner);
      }
      walk.leave(outer);
      return;
    }
    default:
      walk.skip(key);
  }
}

function readText(walk: FieldWalk): string {
  const end = walk.bytesEnd();
  const text = textOf(walk.bytes.subarray(walk.at, end));
  walk.at = end;
  return text;
}

/** A dot that is part of a name, not between names, is written `\.` here and nowhere else. */
export function unescapedName(name: string): string {
  return name.replaceAll('\\.', '.');
}
