// What may be given up, step by step, so that a training fits: first what changes nothing, last what changes results.
import type { FailurePhase } from '../../shared/failure';
import { smallerBatch, type Batch } from './batchArithmetic';
import {
  findBatchHome,
  readPlace,
  withPlace,
  type ArgumentPlace,
  type BatchHome,
  type Switch,
} from './batchHomes';

export interface Command {
  readonly argv: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
}

export type DegradationKind =
  /** The allocator's segments grow: nothing else changes. */
  | 'expandable-segments'
  | 'smaller-batch'
  | 'smaller-evaluation-batch'
  | 'gradient-checkpointing'
  | 'half-precision'
  | 'small-optimizer';

export type DegradationWarning =
  /** Statistics of a batch depend on its size: the accumulated ones are not the same. */
  | 'batch-norm'
  /** Each sample is compared with the others of its batch. */
  | 'contrastive-loss'
  /** Losses of some models are summed over accumulation, so that the curve jumps by the factor. */
  | 'loss-jump'
  /** Numbers of half precision are not those of before. */
  | 'results-change'
  /** The trainer changes its batch by itself and does not keep the whole. */
  | 'automatic-batch';

/** One step of the ladder. */
export interface Degradation {
  readonly kind: DegradationKind;
  readonly command: Command;
  /** Of the batches, where they change. The product of both numbers is the same. */
  readonly before: Batch | null;
  readonly after: Batch | null;
  /** Whether the results stay what they would have been. */
  readonly isExact: boolean;
  readonly warnings: readonly DegradationWarning[];
}

export interface DegradationFacts {
  readonly processes: number;
  readonly phase: FailurePhase | null;
  /** Where segments cannot grow: WSL, Jetson. */
  readonly isWithoutSegments: boolean;
  /** Source of the script and of its models, as far as it is known. */
  readonly source: string;
  /** Batch and accumulation where they stand in no argument, such as in a configuration. */
  readonly known: Batch | null;
}

const segments = 'expandable_segments:True';
const allocatorNames = ['PYTORCH_CUDA_ALLOC_CONF', 'PYTORCH_ALLOC_CONF'] as const;

const batchNorm = /\bBatchNorm[123]?d?\b|\bbatch_norm\(|\bSyncBatchNorm\b/;
const contrastive =
  /\b(?:SimCLR|CLIPModel|CLIPLoss|InfoNCE|NTXent\w*|SupConLoss|MultipleNegativesRankingLoss|contrastive_loss|TripletMarginLoss)\b/;
/** Heads whose loss the Trainer does not divide by the accumulation. */
const summedLoss =
  /\bAutoModelFor(?:SequenceClassification|TokenClassification|MultipleChoice)\b|\bFor(?:SequenceClassification|TokenClassification)\b/;

/** The steps that the command allows, from the one that costs least. Each is a change of the same command. */
export function planDegradation(command: Command, facts: DegradationFacts): Degradation[] {
  const home = findBatchHome(command.argv);
  const steps = [
    facts.isWithoutSegments ? null : withSegments(command),
    home && facts.phase === 'evaluation' ? smallerEvaluation(command, home) : null,
    home && facts.phase !== 'evaluation' ? withSmallerBatch(command, home, facts) : null,
    home && switched(command, 'gradient-checkpointing', home.gradientCheckpointing, true),
    home && switched(command, 'half-precision', home.halfPrecision, false),
    home && switched(command, 'small-optimizer', home.smallOptimizer, false),
  ];
  return steps.filter((step) => step !== null);
}

/** The same without the first steps that were taken before. */
export function nextDegradation(
  command: Command,
  facts: DegradationFacts,
  taken: readonly DegradationKind[],
): Degradation | null {
  const isLeft = ({ kind }: Degradation): boolean =>
    kind.startsWith('smaller') || !taken.includes(kind);
  return planDegradation(command, facts).find(isLeft) ?? null;
}

/** Null where they grow already. Both names: the old one is another name of the new one. */
function withSegments({ argv, environment }: Command): Degradation | null {
  const isSet = allocatorNames.some((name) => environment[name]?.includes('expandable_segments'));
  if (isSet) return null;
  const added = allocatorNames.map((name): readonly [string, string] => {
    const before = environment[name];
    return [name, before === undefined || before === '' ? segments : `${before},${segments}`];
  });
  return {
    kind: 'expandable-segments',
    command: { argv, environment: Object.fromEntries([...Object.entries(environment), ...added]) },
    before: null,
    after: null,
    isExact: true,
    warnings: [],
  };
}

/** Batch and accumulation of a command; null where it does not say. */
export function readBatch(
  argv: readonly string[],
  home: BatchHome,
  known: Batch | null = null,
): Batch | null {
  const size = countAt(argv, home.batch) ?? known?.size ?? home.usualBatch;
  if (size === null) return null;
  if (home.accumulation === 'derived') return { size, accumulation: known?.accumulation ?? 1 };
  return { size, accumulation: countAt(argv, home.accumulation) ?? known?.accumulation ?? 1 };
}

function countAt(argv: readonly string[], place: ArgumentPlace): number | null {
  const text = readPlace(argv, place);
  return text !== null && /^[1-9]\d{0,8}$/.test(text) ? Number(text) : null;
}

function withSmallerBatch(
  { argv, environment }: Command,
  home: BatchHome,
  { processes, source, known }: DegradationFacts,
): Degradation | null {
  const before = readBatch(argv, home, known);
  const after = before && smallerBatch(before, home.isAccumulationShared ? processes : 1);
  if (!before || !after) return null;
  const smaller = withPlace(argv, home.batch, String(after.size));
  const changed =
    home.accumulation === 'derived'
      ? smaller
      : withPlace(smaller, home.accumulation, String(after.accumulation));
  return {
    kind: 'smaller-batch',
    command: { argv: changed, environment },
    before,
    after,
    isExact: !batchNorm.test(source) && !contrastive.test(source),
    warnings: warningsOf(argv, source, home),
  };
}

function warningsOf(
  argv: readonly string[],
  source: string,
  home: BatchHome,
): DegradationWarning[] {
  const isTrainer = home.id === 'hf-trainer';
  const automatic = readPlace(argv, { kind: 'option', names: ['--auto_find_batch_size'] });
  const found: readonly (readonly [DegradationWarning, boolean])[] = [
    ['batch-norm', batchNorm.test(source)],
    ['contrastive-loss', contrastive.test(source)],
    ['loss-jump', isTrainer && summedLoss.test(source)],
    ['automatic-batch', isTrainer && /^true$/i.test(automatic ?? '')],
  ];
  return found.filter(([, isSo]) => isSo).map(([warning]) => warning);
}

/** Of evaluations nothing is accumulated: half of the batch is all there is to it. */
function smallerEvaluation({ argv, environment }: Command, home: BatchHome): Degradation | null {
  const place = home.evaluationBatch;
  const size = place ? (countAt(argv, place) ?? home.usualBatch) : null;
  if (!place || size === null || size < 2) return null;
  const after = Math.floor(size / 2);
  return {
    kind: 'smaller-evaluation-batch',
    command: { argv: withPlace(argv, place, String(after)), environment },
    before: { size, accumulation: 1 },
    after: { size: after, accumulation: 1 },
    isExact: true,
    warnings: [],
  };
}

/** Null where the framework has no argument for it, or where it is on. */
function switched(
  { argv, environment }: Command,
  kind: DegradationKind,
  switches: readonly Switch[] | undefined,
  isExact: boolean,
): Degradation | null {
  if (!switches || switches.every(({ place, value }) => isOn(argv, place, value))) return null;
  const changed = switches.reduce<readonly string[]>(
    (words, { place, value }) => withPlace(words, place, value),
    argv,
  );
  return {
    kind,
    command: { argv: changed, environment },
    before: null,
    after: null,
    isExact,
    warnings: isExact ? [] : ['results-change'],
  };
}

function isOn(argv: readonly string[], place: ArgumentPlace, value: string): boolean {
  return readPlace(argv, place)?.toLowerCase() === value.toLowerCase();
}

/**
 * By how much a loss jumped where the batch was made smaller: a model that sums its loss over accumulation shows just the
 * factor of the accumulation. Null where it did not.
 */
export function explainLossJump(
  lossBefore: number,
  lossAfter: number,
  before: Batch,
  after: Batch,
): number | null {
  const factor = after.accumulation / before.accumulation;
  const jump = lossAfter / lossBefore;
  return factor > 1 && Math.abs(jump / factor - 1) < 0.15 ? factor : null;
}
