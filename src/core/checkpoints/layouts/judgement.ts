// What a layout says of one checkpoint, and what it may look at for that.
import type {
  CheckpointFramework,
  CheckpointProblem,
  ResumeKind,
  SavedParts,
} from '../../../shared/checkpoints';
import type { Folder } from '../folderTree';
import type { NameFacts } from '../nameFacts';
import type { FileReader } from './fileReader';

/** Where a checkpoint was found. */
export interface Place {
  /** Absolute, of the checkpoint. */
  readonly path: string;
  /** The checkpoint itself, or the folder that its file lies in. */
  readonly folder: Folder;
  /** Null for a checkpoint that is a folder. */
  readonly file: string | null;
  readonly named: NameFacts;
  readonly reader: FileReader;
}

export interface Judgement {
  /** Null: as the layout's. */
  readonly framework: CheckpointFramework | null;
  readonly step: number | null;
  readonly epoch: number | null;
  readonly metrics: Readonly<Record<string, number>>;
  readonly problems: readonly CheckpointProblem[];
  readonly resume: ResumeKind;
  readonly missing: readonly string[];
  /** What is noted as the best one, as its program saw the paths. */
  readonly bestPaths: readonly string[];
  /** Absolute paths of its files; null for everything below its folder, or for its one file. */
  readonly files: readonly string[] | null;
}

/** Null for what has the name of a checkpoint, but is none. */
export type Judge = (place: Place) => Promise<Judgement | null>;

export function judgement({ named }: Pick<Place, 'named'>, known: Partial<Judgement>): Judgement {
  const { step = null, epoch = null, metrics = {} } = known;
  return {
    framework: null,
    problems: [],
    resume: 'no',
    missing: [],
    bestPaths: [],
    files: null,
    ...known,
    step: step ?? named.step,
    epoch: epoch ?? named.epoch,
    metrics: { ...named.metrics, ...metrics },
  };
}

/**
 * How far a training can go on from what was saved. Weights that are damaged are no weights.
 * @param place whether something tells at which step or epoch
 */
export function resumeOf(
  { weights, optimizer }: Pick<SavedParts, 'weights' | 'optimizer'>,
  hasPlace: boolean,
): Pick<Judgement, 'resume' | 'missing'> {
  if (!weights) return { resume: 'no', missing: ['weights'] };
  const missing = [...(optimizer ? [] : ['optimizer']), ...(hasPlace ? [] : ['step'])];
  return { resume: missing.length === 0 ? 'full' : 'weights', missing };
}

export function problem(
  kind: CheckpointProblem['kind'],
  file = '',
  detail = '',
): CheckpointProblem {
  return { kind, file, detail };
}
