// Rules whose lines begin with the step and go on with names and numbers.
import { namedValues } from './numbers';
import { statelessRule, type NamedValue, type Rule } from './rule';

export interface Preset {
  readonly id: string;
  readonly marks: readonly string[];
  /** What the line begins with: its first group is the step, the second, where there is one, how many there are. */
  readonly head: RegExp;
  /** Between pairs, where names hold spaces. */
  readonly separator?: string;
  /** Names that are no metrics. */
  readonly leaveOut?: readonly string[];
  rename?(name: string): string;
  /** What one step is called in the progress. */
  readonly unit?: string;
  /** Seconds that are left, as the line says. */
  remaining?(text: string, values: readonly NamedValue[], left: number): number | null;
}

/** Two lines make it sure: one may be a quotation. */
export function presetRule(preset: Preset): Rule {
  const leftOut = new Set(preset.leaveOut);
  return statelessRule({ ...preset, sureAfter: 2 }, ({ text, wallTime }, outlet) => {
    const head = preset.head.exec(text);
    if (!head) return false;
    const all = namedValues(text, head[0].length, preset.separator);
    const values = all
      .filter(([name]) => !leftOut.has(name))
      .map(([name, value]): NamedValue => [preset.rename?.(name) ?? name, value]);
    const step = Number(head[1]);
    const total = head[2] === undefined ? null : Number(head[2]);
    if (values.length === 0) return false;
    outlet.add({ step, wallTime, values });
    const remaining = preset.remaining?.(text, all, (total ?? NaN) - step) ?? null;
    if (total !== null || remaining !== null) {
      outlet.note({ done: step, total, unit: preset.unit ?? 'step', elapsed: null, remaining });
    }
    return true;
  });
}
