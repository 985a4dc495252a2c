// Takes a console in pieces of any length and gives whole lines to the scan.
import { ConsoleScan } from './consoleScan';

/** A line without an end is cut where a bar was drawn anew, or here. */
const mostWaiting = 1 << 20;

export class ConsoleFeed {
  readonly scan = new ConsoleScan();
  #rest = '';

  push(piece: string): void {
    const text = this.#rest + piece;
    const end = text.lastIndexOf('\n') + 1;
    const cut = end === 0 && text.length > mostWaiting ? text.lastIndexOf('\r') + 1 : end;
    const at = cut === 0 && text.length > mostWaiting ? text.length : cut;
    if (at > 0) this.scan.read(text.slice(0, at));
    this.#rest = text.slice(at);
  }

  /** What was left out between two pieces: a line may not go on over it. */
  skip(): void {
    this.push('\n');
  }

  finish(): ConsoleScan {
    if (this.#rest !== '') this.scan.read(this.#rest);
    this.#rest = '';
    this.scan.finish();
    return this.scan;
  }
}
