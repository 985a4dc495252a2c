// What all views of this room share: an element, a drawing once a frame, and following its size and the theme.
import { Disposable, toDisposable } from '../../src/base/lifecycle';
import { element } from '../components/element';
import { LiveRegion } from '../components/liveRegion';
import { DrawSoon } from './drawSoon';

export abstract class SpaceView extends Disposable {
  readonly element: HTMLElement;
  readonly #drawing: DrawSoon;
  readonly #live = new LiveRegion();
  #inView = true;

  /** @param kind is put into the element's class and `data-space` */
  constructor(kind: string) {
    super();
    this.element = element('section', `space space-${kind}`, this.#live.element);
    this.element.dataset['space'] = kind;
    this.#drawing = this.own(
      new DrawSoon(() => {
        if (!this.#inView || !this.element.isConnected) return;
        this.draw();
        this.element.dataset['drawn'] = String(Number(this.element.dataset['drawn'] ?? 0) + 1);
      }),
    );
    const sizes = new ResizeObserver(() => this.redraw());
    sizes.observe(this.element);
    this.own(toDisposable(() => sizes.disconnect()));
    const themes = new MutationObserver(() => this.redraw());
    themes.observe(document.body, {
      attributes: true,
      attributeFilter: ['class', 'data-vscode-theme-kind', 'data-vscode-theme-id'],
    });
    this.own(toDisposable(() => themes.disconnect()));
    this.own(toDisposable(() => this.element.remove()));
  }

  /** Draws with the next frame. */
  redraw(): void {
    this.#drawing.request();
  }

  /** Out of view nothing is drawn. */
  setInView(inView: boolean): void {
    this.#inView = inView;
    if (inView) this.redraw();
  }

  protected abstract draw(): void;

  /** Tells screen readers. */
  protected say(words: string): void {
    this.#live.say(words);
  }
}
