// Keeps the state of a launch on disk as events move it on, also over times when the disk takes nothing.
import path from 'node:path';
import { messageOf } from '../../base/result';
import { replaceFileSync } from './launchFolder';
import { launchFiles } from './launchSpec';
import { advance, type LaunchEvent, type LaunchState } from './launchState';

const retryMs = 2_000;
/** How long the last state may wait for the disk. */
const patienceMs = 600_000;

export class StateFile {
  readonly #file: string;
  readonly #report: (message: string) => void;
  #state: LaunchState;
  #isWritten = false;
  /** Its folder was removed: nobody wants to know any more. */
  #isGone = false;
  #retry: NodeJS.Timeout | undefined;

  constructor(folder: string, first: LaunchState, report: (message: string) => void) {
    this.#file = path.join(folder, launchFiles.state);
    this.#report = report;
    this.#state = first;
    this.#write();
  }

  get state(): LaunchState {
    return this.#state;
  }

  note(event: LaunchEvent): void {
    this.#state = advance(this.#state, event, Date.now());
    this.#write();
  }

  /** Resolves when the last state is on disk, or the disk took nothing for long. */
  async close(): Promise<void> {
    const giveUpMs = Date.now() + patienceMs;
    while (!this.#isWritten && !this.#isGone && Date.now() < giveUpMs) {
      await new Promise((resolve) => setTimeout(resolve, retryMs));
      this.#write();
    }
    clearTimeout(this.#retry);
  }

  #write(): void {
    clearTimeout(this.#retry);
    try {
      replaceFileSync(this.#file, JSON.stringify(this.#state, null, 2));
      this.#isWritten = true;
    } catch (error) {
      if (this.#isWritten) this.#report(`the state could not be written: ${messageOf(error)}`);
      this.#isWritten = false;
      this.#isGone = (error as NodeJS.ErrnoException).code === 'ENOENT';
      this.#retry = setTimeout(() => this.#write(), retryMs);
    }
  }
}
