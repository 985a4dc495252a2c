// The interface that the extension shows to the outside.
import type { RunSummary } from '../shared/vocabulary';

/** What other extensions, and the tests, may ask. */
export interface ExtensionApi {
  /** Resolves when every folder has been searched; starts the engine. */
  whenReady(): Promise<void>;
  runs(): readonly RunSummary[];
}
