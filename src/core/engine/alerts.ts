// What runs warned of, as marks at the steps at which they did.
import type { FactValue } from '../../shared/facts';
import type { RunMark } from '../../shared/runMarks';
import type { RunId } from '../../shared/vocabulary';
import type { FactSheet } from '../model/factSheet';

/** Alerts without a step stand nowhere on a curve and are left out. */
export function collectAlerts(run: RunId, sheets: Iterable<FactSheet>): readonly RunMark[] {
  const marks: RunMark[] = [];
  for (const sheet of sheets) {
    const alerts = new Map<string, Map<string, FactValue>>();
    for (const { section, path, value } of sheet.leaves()) {
      const [number, field] = path;
      if (section !== 'alerts' || number === undefined || field === undefined) continue;
      const alert = alerts.get(number) ?? new Map<string, FactValue>();
      alerts.set(number, alert.set(field, value));
    }
    for (const [id, alert] of alerts) {
      const step = alert.get('step');
      if (typeof step !== 'number') continue;
      const level = alert.get('level');
      const said = [alert.get('title'), alert.get('text')].filter((one) => typeof one === 'string');
      const mark = { run, step, kind: 'alert', label: said.join(': ') || 'Alert', id } as const;
      marks.push(typeof level === 'string' ? { ...mark, level } : mark);
    }
  }
  return marks;
}
