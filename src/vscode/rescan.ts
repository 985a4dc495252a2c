// Searches all folders anew, and waits until what was found is known.
import { engineMessages } from '../shared/engineContract';
import type { EngineClient } from './engineClient';
import type { RunCache } from './runCache';

export async function rescan(engine: EngineClient, cache: RunCache): Promise<void> {
  await engine.call(engineMessages.rescan, null);
  await cache.refresh();
}
