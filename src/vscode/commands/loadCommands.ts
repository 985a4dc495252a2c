// Commands on what is being read: enough of a large load, and on with it.
import { engineMessages } from '../../shared/engineContract';
import type { RequestType } from '../../shared/rpc';
import { collectTargets, type KnownRuns } from './runTarget';
import type { CommandHandler } from './table';

export type LoadCommands = Record<'stopLoading' | 'continueLoading', CommandHandler>;

/** The engine's client fits. */
export interface ReadingEngine {
  call<Params, Answer>(type: RequestType<Params, Answer>, params: Params): Promise<Answer>;
}

/** Without a run that it is called on, a load goes on everywhere. */
export function loadCommands(known: KnownRuns, engine: ReadingEngine): LoadCommands {
  return {
    async stopLoading() {
      await engine.call(engineMessages.stopLoading, null);
    },
    async continueLoading(clicked, selected) {
      const targets = collectTargets(known, clicked, selected);
      const ids = targets.length > 0 ? targets.map(({ id }) => id) : null;
      await engine.call(engineMessages.continueLoading, { ids });
    },
  };
}
