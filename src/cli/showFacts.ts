// `trackside show` without a tag: what is known of one run beside its values.
import { factsToJson, factsToText } from '../core/report/factLines';
import { printable } from '../core/report/runListing';
import { chooseRun } from './chosenItem';
import { startEngine } from './logFolders';
import { exitCodes, ReadError, write } from './terminal';

/** @param asked the run; null: the only one */
export async function showFacts(
  folder: string,
  asked: string | null,
  asJson: boolean,
): Promise<number> {
  // Other runs are read as well: what belongs to a run may lie in their directories.
  const engine = startEngine([folder]);
  try {
    await engine.settled();
    const { id, name, state } = chooseRun(engine.listRuns().runs, asked);
    const facts = await engine.answers.getFacts({ run: id }).catch(() => {
      throw new ReadError(`the run ${printable(name)} is gone`);
    });
    const json = (): string => `${JSON.stringify(factsToJson(name, facts), null, 2)}\n`;
    await write(asJson ? json() : factsToText(name, facts, state === 'running'));
    return exitCodes.done;
  } finally {
    engine.dispose();
  }
}
