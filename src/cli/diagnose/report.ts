// A diagnosis as JSON for programs and as text for people.
import { printable } from '../../core/report/runListing';
import type { Failure, FailureNumbers, Remedy } from '../../shared/failure';
import { failureTable } from '../../shared/failureTable';
import { formatMemory } from '../../shared/failureWords';
import { formatStep } from '../../shared/text';

/** With null for everything that is not known; of a healthy run there is nothing to know. */
export function failureToJson(failure: Failure | null): Readonly<Record<string, unknown>> {
  return {
    failed: failure?.failed ?? false,
    class: failure?.class ?? null,
    confidence: failure?.confidence ?? null,
    rank: failure?.rank ?? null,
    exception: failure?.exception ?? null,
    message: failure?.message ?? null,
    frame: failure?.frame ?? null,
    numbers: failure?.numbers ?? {},
    phase: failure?.phase ?? null,
    step: failure?.step ?? null,
    evidence: failure?.evidence ?? [],
    remedies: failure?.remedies ?? [],
  };
}

/** Several lines, the last one ended. */
export function failureToText(failure: Failure | null): string {
  if (!failure) return 'no failure found\n';
  const { class: failureClass, failed, confidence } = failure;
  const { title, description } = failureTable[failureClass];
  const lines = [
    `${failed ? 'failed' : 'ended'}: ${title()} (${failureClass}), confidence ${confidence}`,
    `  ${description()}`,
    ...whereLines(failure),
    ...wordLines(failure),
    ...evidenceLines(failure),
    ...remedyLines(failure.remedies),
  ];
  return lines.map((line) => `${printable(line)}\n`).join('');
}

function whereLines({ rank, step, phase, frame, isFrameApproximate }: Failure): string[] {
  const places = [
    ...(rank === null ? [] : [`rank ${rank}`]),
    ...(step === null ? [] : [`step ${formatStep(step)}`]),
    ...(phase === null ? [] : [`phase ${phase}`]),
  ];
  const lines = places.length > 0 ? [`  ${places.join(', ')}`] : [];
  if (!frame) return lines;
  const name = frame.function === null ? '' : ` in ${frame.function}`;
  const doubt = isFrameApproximate ? ' (near this line)' : '';
  return [...lines, `  at ${frame.file}:${frame.line}${name}${doubt}`];
}

function wordLines({ exception, message, numbers }: Failure): string[] {
  const words = exception === null ? message : `${exception}: ${message}`;
  const told = numberWords(numbers);
  const shown = words.split('\n').slice(0, 6);
  return [...shown.map((line) => `  ${line}`), ...(told === '' ? [] : [`  ${told}`])];
}

const sizes = new Set<string>([
  ...([
    'asked',
    'free',
    'total',
    'reserved',
    'allocated',
    'used',
    'limit',
    'privatePools',
  ] as const),
]);

function numberWords(numbers: FailureNumbers): string {
  return Object.entries(numbers)
    .filter(([name]) => name !== 'otherProcesses')
    .map(([name, value]) => {
      const shown =
        sizes.has(name) && typeof value === 'number' ? formatMemory(value) : String(value);
      return `${name} ${shown}`;
    })
    .concat(
      (numbers.otherProcesses ?? []).map(({ pid, used }) => `process ${pid} ${formatMemory(used)}`),
    )
    .join(', ');
}

function evidenceLines({ evidence }: Failure): string[] {
  if (evidence.length === 0) return [];
  return [
    'evidence',
    ...evidence.map(
      ({ line, text }) => `  ${line === null ? '' : `line ${line}: `}${firstLine(text)}`,
    ),
  ];
}

function firstLine(text: string): string {
  return text.split('\n', 1)[0]!;
}

function remedyLines(remedies: readonly Remedy[]): string[] {
  if (remedies.length === 0) return [];
  return ['what could be done', ...remedies.map((remedy) => `  - ${remedyWords(remedy)}`)];
}

function remedyWords({ description, safeToRetry, limit, environment }: Remedy): string {
  const times = limit === 1 ? 'once' : `up to ${limit} times`;
  const retry = safeToRetry ? ` [safe to retry, ${times}]` : '';
  const settings = Object.entries(environment ?? {}).map(([name, value]) => `${name}=${value}`);
  return `${description}${settings.length > 0 ? ` (${settings.join(' ')})` : ''}${retry}`;
}
