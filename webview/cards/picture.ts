// One picture in a frame, fitted into it or at its actual size, with sharp pixels where it is enlarged.
import { Disposable } from '../../src/base/lifecycle';
import type { MediaSample } from '../../src/shared/content';
import { l10n } from '../../src/shared/language';
import { element } from '../components/element';
import { BlobAddress } from './blobAddress';
import { listenForZoom, type Zoom } from './pictureZoom';

export interface ZoomKeeper {
  readonly zoom: Zoom;
  setZoom(zoom: Zoom): void;
}

export class Picture extends Disposable {
  readonly element = element('div', 'picture');
  readonly #image = element('img');
  readonly #problem = element('p', 'lane-note');
  readonly #address = this.own(new BlobAddress());

  constructor(keeper: ZoomKeeper) {
    super();
    this.#image.decoding = 'async';
    this.#image.draggable = false;
    this.#problem.hidden = true;
    this.#image.addEventListener('load', () => this.sharpen());
    this.#image.addEventListener('error', () => this.#broken());
    this.element.append(this.#image, this.#problem);
    this.element.tabIndex = 0;
    this.element.role = 'group';
    this.own(
      listenForZoom(
        this.element,
        () => keeper.zoom,
        (zoom) => keeper.setZoom(zoom),
      ),
    );
  }

  show(sample: MediaSample, words: string): void {
    const address = this.#address.of(sample);
    this.#image.alt = words;
    this.element.ariaLabel = l10n.t('{0}. Plus and minus zoom, arrow keys move.', words);
    if (this.#image.src === address) return;
    this.#problem.hidden = true;
    this.#image.hidden = false;
    this.#image.src = address;
  }

  /** Lets go of the picture. */
  clear(): void {
    this.#image.removeAttribute('src');
    this.#address.release();
  }

  /** Enlarged pixels are squares; a picture made smaller is smoothed. */
  sharpen(): void {
    const { naturalWidth, naturalHeight } = this.#image;
    const { width, height } = this.#image.getBoundingClientRect();
    // Fitted pictures keep their shape inside of the element.
    const scale = Math.min(width / naturalWidth, height / naturalHeight);
    this.#image.classList.toggle('enlarged', scale * window.devicePixelRatio > 1);
    this.element.dataset['size'] = `${naturalWidth}×${naturalHeight}`;
  }

  #broken(): void {
    this.#image.hidden = true;
    this.#problem.hidden = false;
    this.#problem.textContent = l10n.t('This picture cannot be shown.');
  }
}
