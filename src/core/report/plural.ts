// Counts on the command line, which speaks English whatever the editor speaks.
import { formatCount } from '../../shared/text';

/** `1 run`, `5 runs`. */
export function formatPlural(count: number, noun: string): string {
  return `${formatCount(count)} ${noun}${count === 1 ? '' : 's'}`;
}
