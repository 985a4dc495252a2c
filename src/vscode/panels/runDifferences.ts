// Asks the engine what runs say and lays the answers side by side.
import { compareFacts } from '../../core/query/differences';
import { engineMessages } from '../../shared/engineContract';
import type { RunDifferences } from '../../shared/runsPageContract';
import { describeOrigin } from '../../shared/tableWords';
import type { RunId } from '../../shared/vocabulary';
import type { EngineClient } from '../engineClient';
import type { RunModel } from '../runModel';
import { fullRunName } from '../runFacts';

/** More columns than this nobody compares, and each is read from disk. */
const mostCompared = 50;

export async function collectDifferences(
  engine: Pick<EngineClient, 'call'>,
  model: Pick<RunModel, 'get' | 'aliasOf'>,
  asked: readonly RunId[],
): Promise<RunDifferences> {
  const runs = asked.slice(0, mostCompared);
  const told = await Promise.all(
    runs.map((run) => engine.call(engineMessages.getFacts, { run }).then(({ facts }) => facts)),
  );
  return {
    runs: runs.map((id) => {
      const run = model.get(id);
      return { id, name: run ? fullRunName(run, model.aliasOf(id)) : '' };
    }),
    sections: compareFacts(told).map(({ section, rows }) => ({
      title: describeOrigin(section),
      rows,
    })),
  };
}
