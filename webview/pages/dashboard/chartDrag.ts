// Charts dragged by their header: to another place, to another section, or onto a chart to be drawn with it.
import { Disposable, toDisposable, type Owned } from '../../../src/base/lifecycle';
import type { ChartId } from '../../../src/shared/dashboardLayout';
import { element } from '../../components/element';
import type { ChartPlace } from './layoutChanges';

export interface DragEvents {
  moved(id: ChartId, place: ChartPlace): void;
  /** The chart was dropped onto another. */
  joined(id: ChartId, onto: ChartId): void;
  canJoin(id: ChartId, onto: ChartId): boolean;
}

/** What a drop would do, and where the mark for it is drawn, in pixels of the window. */
type Target =
  | { readonly kind: 'place'; readonly place: ChartPlace; readonly mark: DOMRect }
  | { readonly kind: 'join'; readonly onto: ChartId; readonly mark: DOMRect };

/** A pointer that moved less than this many pixels has clicked, not dragged. */
const threshold = 5;

/** Pixels from the window's edge at which the page scrolls under a drag, and how far with each move. */
const scrollEdge = 48;
const scrollStep = 24;

export class ChartDrag extends Disposable {
  readonly #root: HTMLElement;
  readonly #events: DragEvents;
  readonly #mark = element('div', 'drop-mark');
  #drag: Owned | undefined;

  /** @param root holds sections (`data-group`) of cards (`data-chart`) */
  constructor(root: HTMLElement, events: DragEvents) {
    super();
    this.#root = root;
    this.#events = events;
    const stop = new AbortController();
    this.own(toDisposable(() => stop.abort()));
    this.own(toDisposable(() => this.#end()));
    root.addEventListener('pointerdown', (event) => this.#down(event), { signal: stop.signal });
  }

  #down(event: PointerEvent): void {
    const { target } = event;
    if (event.button !== 0 || !(target instanceof Element)) return;
    const header = target.closest('.card-header');
    const card = target.closest<HTMLElement>('.card');
    if (!header || !card || target.closest('button, input, a')) return;
    this.#follow(card, event.clientX, event.clientY);
  }

  #follow(card: HTMLElement, x: number, y: number): void {
    const id = card.dataset['chart'] ?? '';
    let target: Target | null = null;
    let dragging = false;
    const stop = new AbortController();
    const { signal } = stop;
    this.#drag = toDisposable(() => {
      stop.abort();
      this.#mark.remove();
      card.classList.remove('dragged');
      document.body.classList.remove('dragging');
    });
    const move = (event: PointerEvent): void => {
      if (!dragging && Math.hypot(event.clientX - x, event.clientY - y) < threshold) return;
      if (!dragging) {
        dragging = true;
        card.classList.add('dragged');
        document.body.classList.add('dragging');
      }
      event.preventDefault();
      scrollNear(event.clientY);
      target = this.#targetAt(id, event.clientX, event.clientY);
      this.#show(target);
    };
    const up = (): void => {
      this.#end();
      if (target?.kind === 'place') this.#events.moved(id, target.place);
      else if (target?.kind === 'join') this.#events.joined(id, target.onto);
    };
    const key = (event: KeyboardEvent): void => {
      if (event.key !== 'Escape') return;
      event.stopPropagation();
      this.#end();
    };
    window.addEventListener('pointermove', move, { signal });
    window.addEventListener('pointerup', up, { signal });
    window.addEventListener('pointercancel', () => this.#end(), { signal });
    window.addEventListener('keydown', key, { signal, capture: true });
  }

  #end(): void {
    this.#drag?.dispose();
    this.#drag = undefined;
  }

  #targetAt(id: ChartId, x: number, y: number): Target | null {
    const under = document.elementFromPoint(x, y);
    const section = under?.closest<HTMLElement>('.group');
    if (!section || !this.#root.contains(section)) return null;
    const key = section.dataset['group'] ?? '';
    const card = under?.closest<HTMLElement>('.card');
    if (!card) return endOf(section, key);
    const onto = card.dataset['chart'] ?? '';
    if (onto === id) return null;
    const box = card.getBoundingClientRect();
    const across = (x - box.left) / box.width;
    if (across > 0.3 && across < 0.7 && this.#events.canJoin(id, onto)) {
      return { kind: 'join', onto, mark: box };
    }
    const after = across >= 0.5;
    const next = after ? nextCard(card) : card;
    const before = next?.dataset['chart'] ?? null;
    const left = after ? box.right + 4 : box.left - 8;
    const mark = new DOMRect(left, box.top, 4, box.height);
    return before === id ? null : { kind: 'place', place: { section: key, before }, mark };
  }

  #show(target: Target | null): void {
    if (!target) {
      this.#mark.remove();
      return;
    }
    const { left, top, width, height } = target.mark;
    Object.assign(this.#mark.style, {
      left: `${left}px`,
      top: `${top}px`,
      width: `${width}px`,
      height: `${height}px`,
    });
    this.#mark.classList.toggle('joins', target.kind === 'join');
    document.body.append(this.#mark);
  }
}

function endOf(section: HTMLElement, key: string): Target {
  const box = section.getBoundingClientRect();
  const mark = new DOMRect(box.left, box.bottom - 4, box.width, 4);
  return { kind: 'place', place: { section: key, before: null }, mark };
}

function nextCard(card: HTMLElement): HTMLElement | null {
  const next = card.nextElementSibling;
  return next instanceof HTMLElement ? next : null;
}

function scrollNear(y: number): void {
  if (y < scrollEdge) window.scrollBy(0, -scrollStep);
  else if (y > window.innerHeight - scrollEdge) window.scrollBy(0, scrollStep);
}
