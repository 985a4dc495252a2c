// What a log or a tracker says of the end of a run, as its life has it.
import type { MemberEnd } from '../model/collection';
import type { RunLife } from '../model/runState';

/** An end as a log tells it. */
interface ToldEnd {
  /** Seconds since the Unix epoch; may be NaN. */
  readonly wallTime: number;
  readonly exitCode: number | null;
  readonly said: Pick<MemberEnd, 'state' | 'word'> | null;
}

/** @param by id of the format that tells it */
export function endOfRun(
  ended: ToldEnd | null,
  by: string | undefined,
): Pick<RunLife, 'endWallTime' | 'exitCode' | 'endState' | 'endTold'> {
  if (!ended) return { endWallTime: null, exitCode: null };
  const { wallTime: endWallTime, exitCode, said } = ended;
  return {
    ...{ endWallTime, exitCode },
    ...(said && { endState: said.state }),
    ...(by !== undefined && {
      endTold: { by, ...(said?.word !== undefined && { word: said.word }) },
    }),
  };
}
