// What is said of failures, in words.
import type { Failure } from './failure';
import { l10n } from './language';

const units = ['bytes', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB'] as const;

/** Memory in the units that frameworks print: `22.00 MiB`. */
export function formatMemory(bytes: number): string {
  let value = bytes;
  let unit = 0;
  for (; value >= 1024 && unit < units.length - 1; unit++) value /= 1024;
  return `${unit === 0 ? value : value.toFixed(2)} ${units[unit]!}`;
}

/** Process, step and line, as far as they are known; null where nothing is. */
export function describeFailurePlace({ rank, step, frame }: Failure): string | null {
  const parts = [
    ...(frame ? [l10n.t('{0}, line {1}', frame.file, frame.line)] : []),
    ...(rank === null ? [] : [l10n.t('process {0}', rank)]),
    ...(step === null ? [] : [l10n.t('step {0}', step)]),
  ];
  return parts.length > 0 ? parts.join(' · ') : null;
}
