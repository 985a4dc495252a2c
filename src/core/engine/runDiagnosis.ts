// Says of a run why it ended: from the consoles that were written last, and from its curves.
import { ConsoleFeed } from '../diagnosis/consoleFeed';
import { diagnoseScan, type RunEnd } from '../diagnosis/diagnose';
import { findMetricFailure } from '../diagnosis/metricFailure';
import type { Failure } from '../../shared/failure';
import type { RunSummary } from '../../shared/vocabulary';
import { readConsoleEnds } from './consoleEnds';
import type { ConsoleFile } from './consoleFiles';
import { newestConsoles, type ConsoleOwner } from './consoleOwners';
import { readLossCurves } from './lossCurves';
import { readPrinted } from './printedConsole';

/** Of several consoles the one that says most. */
const sayings = { high: 3, medium: 2, low: 1 } as const;

/**
 * Null where nothing is wrong. Rejects where a console cannot be read.
 * @param endBeside what else is known of the end of the program that wrote a console
 */
export async function diagnoseOwner(
  { run, consoles }: ConsoleOwner,
  endBeside: (file: string) => Promise<RunEnd>,
): Promise<Failure | null> {
  const end = run ? endOf(run) : {};
  const told: Failure[] = [];
  for (const console of consoles.length > 0 ? newestConsoles(consoles) : []) {
    const failure = await diagnoseConsole(console, { ...end, ...(await endBeside(console.path)) });
    if (failure) told.push(failure);
  }
  const best = told.toSorted((a, b) => rankOf(b) - rankOf(a))[0];
  if (best?.failed || !run) return best ?? null;
  const metricFailure = findMetricFailure(await readLossCurves(run));
  return diagnoseScan(new ConsoleFeed().finish(), { ...end, metricFailure }, 1) ?? best ?? null;
}

function rankOf({ failed, confidence, class: failureClass }: Failure): number {
  const isVague = failureClass === 'exit-code' || failureClass === 'peer-lost';
  return (failed ? 10 : 0) + sayings[confidence] - (isVague ? 4 : 0);
}

/** @param end what is known beside the console */
export async function diagnoseConsole(
  { path: file, isTrackerLog }: Pick<ConsoleFile, 'path' | 'isTrackerLog'>,
  end: RunEnd,
): Promise<Failure | null> {
  const feed = new ConsoleFeed();
  const push = (text: string): void => feed.push(text);
  let isWhole = true;
  if (isTrackerLog) await readPrinted(file, push);
  else isWhole = await readConsoleEnds(file, { push, skip: () => feed.skip() });
  return diagnoseScan(feed.finish(), end, isWhole ? 1 : null);
}

/** What the files of a run say of its end. */
function endOf({ state, evidence, lastStep }: RunSummary): RunEnd {
  const exitCode = evidence.kind === 'endRecord' ? evidence.exitCode : null;
  return {
    lastStep,
    isRunning: state === 'running' || state === 'starting',
    ...(exitCode !== null && { exitCode }),
  };
}
