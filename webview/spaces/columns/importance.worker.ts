// Works out how much columns tell about a target, away from the page's thread.
import { columnImportances, type Importances } from '../../../src/core/query/importance';
import { answerTask } from '../workerDoor';

export interface ImportanceQuestion {
  readonly columns: readonly Float64Array[];
  readonly target: Float64Array;
}

answerTask<Importances | null>((question) => {
  const { columns, target } = question as ImportanceQuestion;
  return columnImportances(columns, target);
});
