// Tells a file that is being written anew as a whole from one that became shorter for good.

/** A file that became shorter is looked at so often before it is believed that it stays so. */
const mostLooks = 3;

/** Writers that write a file anew begin with an empty one: what was read of it stays until there is more again. */
export class RewriteWatch {
  #looks = 0;

  /** Whether the file is shorter than what was read of it, and was so often enough. */
  get isShort(): boolean {
    return this.#looks >= mostLooks;
  }

  /**
   * One more look at the file; true while it is better left alone.
   * @param isShort whether it is shorter than what was read of it
   */
  isUnderway(isShort: boolean): boolean {
    const isDoubtful = isShort && this.#looks < mostLooks;
    this.#looks = isShort ? Math.min(this.#looks + 1, mostLooks) : 0;
    return isDoubtful;
  }
}
