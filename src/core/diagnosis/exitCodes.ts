// What exit codes and signals of processes say.
import type { FailureClass, FailureNumbers } from '../../shared/failure';

const signalNames: Readonly<Record<number, string>> = {
  1: 'SIGHUP',
  2: 'SIGINT',
  3: 'SIGQUIT',
  4: 'SIGILL',
  6: 'SIGABRT',
  7: 'SIGBUS',
  8: 'SIGFPE',
  9: 'SIGKILL',
  10: 'SIGUSR1',
  11: 'SIGSEGV',
  12: 'SIGUSR2',
  15: 'SIGTERM',
};
const classesOfSignals: Readonly<Record<string, FailureClass>> = {
  SIGINT: 'user-stop',
  SIGABRT: 'abort',
  SIGBUS: 'bus-error',
  SIGKILL: 'killed',
  SIGSEGV: 'segfault',
  SIGTERM: 'terminated',
};

export interface ProcessEnd {
  readonly class: FailureClass;
  readonly numbers: FailureNumbers;
}

/**
 * The class of an end that nothing else explains; null for code 0.
 * @param code as a shell or a launcher tells it: above 128 or below 0 for signals; null where a signal is told
 */
export function classifyExit(code: number | null, signal: string | null): ProcessEnd | null {
  const name = signal ?? signalOf(code);
  if (name !== null)
    return { class: classesOfSignals[name] ?? 'signal', numbers: { signal: name } };
  if (code === null || code === 0) return null;
  const numbers = { exitCode: code };
  // 2: argparse, or no such script; 126 and 127: the shell found nothing to run.
  if (code === 126 || code === 127) return { class: 'usage', numbers };
  // Megatron: results that are not to be trusted.
  if (code === 16 || code === 17) return { class: 'nan', numbers };
  return { class: 'exit-code', numbers };
}

function signalOf(code: number | null): string | null {
  if (code === null) return null;
  if (code < 0) return signalNames[-code] ?? `signal ${-code}`;
  return code > 128 && code < 160 ? (signalNames[code - 128] ?? null) : null;
}
