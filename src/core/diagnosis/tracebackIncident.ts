// Makes of a traceback what it may mean for the run.
import type { Incident } from './incident';
import { weightOf } from './incident';
import { readNumbers } from './numbers';
import { phaseOf } from './phase';
import { classifyException } from './signatures/classify';
import type { Signature } from './signatures/signature';
import type { Raised, Traceback } from './traceback';
import { rootOf } from './userFrame';

/** What launchers raise when a process of theirs failed. */
const ofLauncher = /(?:^|\.)(?:ChildFailedError|CalledProcessError)$/;
const launcherFile =
  /torch[\\/]distributed[\\/](?:run|launch)|accelerate[\\/]commands|deepspeed[\\/]launcher/;

/** Null for what ends nothing: of threads, of destructors, of launchers. */
export function incidentOf(traceback: Traceback): Incident | null {
  if (traceback.isHarmless || isOfLauncher(traceback)) return null;
  const { raised, found } = classifyChain(traceback);
  const { rank, stream, start, end, mark } = traceback;
  const text = textOf(raised);
  // A file cut short that a data set reads is none of a checkpoint.
  const isSample =
    found?.isVague && found.class === 'checkpoint-corrupt' && phaseOf(traceback.chain) === 'data';
  const told = isSample ? 'dataset-error' : found?.class;
  const failureClass = told ?? classWithoutSignature(traceback, raised);
  return {
    kind: failureClass === 'user-stop' || failureClass === 'clean-stop' ? 'interrupt' : 'traceback',
    class: failureClass,
    rank,
    stream,
    start,
    end,
    text,
    numbers: readNumbers(failureClass, text),
    confidence: raised.type === null ? 'low' : (found?.confidence ?? 'high'),
    // Frames alone, cut from their exception, say little.
    weight: raised.type === null ? 'symptom' : weightOf(failureClass),
    ...mark,
    traceback: { ...traceback, chain: startingWith(traceback, raised) },
  };
}

function textOf({ type, detail }: Raised): string {
  return [type, detail].filter(Boolean).join(': ');
}

/** The first of the chain that is known for certain, else the first that is known, else its root. */
function classifyChain(traceback: Traceback): { raised: Raised; found: Signature | null } {
  const all = traceback.chain.flatMap((raised) => [raised, ...raised.parts]);
  const known = all
    .map((raised) => ({ raised, found: classifyException(raised) }))
    .filter(({ found }) => found !== null);
  const sure = known.find(({ found }) => !found!.isVague) ?? known[0];
  return sure ?? { raised: partOf(rootOf(traceback)), found: null };
}

/** Of a group the exception that has a traceback of its own. */
function partOf(raised: Raised): Raised {
  return raised.parts.find(({ type, frames }) => type !== null && frames.length > 0) ?? raised;
}

/** The chain from the exception that it is about, so that its frames are asked first. */
function startingWith({ chain }: Traceback, raised: Raised): Raised[] {
  return [raised, ...chain.filter((each) => each !== raised)];
}

function isOfLauncher({ chain }: Traceback): boolean {
  const last = chain.at(-1)!;
  if (!ofLauncher.test(last.type ?? '')) {
    return last.type === null && chain.length === 1 && last.frames.every(isLauncherFrame);
  }
  return last.type!.endsWith('ChildFailedError') || last.frames.some(isLauncherFrame);
}

function isLauncherFrame({ file }: Raised['frames'][number]): boolean {
  return launcherFile.test(file) || /[\\/]bin[\\/]/.test(file) || file.includes('elastic');
}

function classWithoutSignature(traceback: Traceback, raised: Raised): Incident['class'] {
  const types = traceback.chain.map(({ type }) => type ?? '');
  if (types.some((type) => /(?:^|\.)KeyboardInterrupt$/.test(type))) return 'user-stop';
  const last = traceback.chain.at(-1)!;
  if ((last.type ?? '').endsWith('SignalException')) {
    return /got signal: 2\b/.test(last.detail) ? 'user-stop' : 'clean-stop';
  }
  if (types.some((type) => type.endsWith('SIGTERMException'))) return 'clean-stop';
  if (raised.type === 'Fatal Python error') {
    if (raised.detail.includes('Segmentation')) return 'segfault';
    return raised.detail.includes('Bus error') ? 'bus-error' : 'abort';
  }
  if (traceback.chain.some(({ detail }) => /Caught \w+ in DataLoader worker/.test(detail))) {
    return 'dataset-error';
  }
  const isLoading =
    phaseOf(traceback.chain) === 'load' && raised.frames.some(isReaderOfCheckpoints);
  return isLoading && isReadError.test(raised.type ?? '') ? 'checkpoint-corrupt' : 'python-error';
}

const isReadError = /OSError|UnicodeDecodeError|UnpicklingError|EOFError|JSONDecodeError|KeyError/;

function isReaderOfCheckpoints({ file, function: name }: Raised['frames'][number]): boolean {
  return (
    /torch[\\/]serialization\.py|safetensors|trainer_callback\.py/.test(file) ||
    name === 'load_from_json'
  );
}
