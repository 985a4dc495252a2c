// An address inside the page for bytes of a log, so that the browser shows them; let go of when they are out of sight.
import { Disposable } from '../../src/base/lifecycle';
import type { MediaSample } from '../../src/shared/content';

export class BlobAddress extends Disposable {
  #sample: MediaSample | null = null;
  #address = '';

  /** The same sample keeps its address. */
  of(sample: MediaSample): string {
    if (sample === this.#sample) return this.#address;
    this.release();
    this.#sample = sample;
    const { mime } = sample;
    this.#address = URL.createObjectURL(new Blob([new Uint8Array(sample.bytes)], { type: mime }));
    return this.#address;
  }

  override dispose(): void {
    this.release();
    super.dispose();
  }

  release(): void {
    if (this.#address !== '') URL.revokeObjectURL(this.#address);
    this.#address = '';
    this.#sample = null;
  }
}
