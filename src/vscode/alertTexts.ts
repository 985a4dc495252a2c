// The alerts of a run as a text, and where in it one of them stands.
import type { RunMark } from '../shared/runMarks';
import { formatCount } from '../shared/text';

/** `line` is that of the chosen one, counted from 0. */
export function describeAlerts(
  name: string,
  alerts: readonly RunMark[],
  chosen: RunMark,
): { readonly text: string; readonly line: number } {
  const lines = [`# ${name}`, ''];
  let line = 0;
  for (const alert of [...alerts].sort((a, b) => a.step - b.step)) {
    if (alert === chosen) line = lines.length;
    lines.push(`- step ${formatCount(alert.step)}${alert.level ? `, ${alert.level}` : ''}`);
    lines.push(...alert.label.split(/\r?\n/).map((each) => `  ${each}`), '');
  }
  return { text: lines.join('\n'), line };
}
