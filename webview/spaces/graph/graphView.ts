// A graph that is zoomed, panned, searched and walked; scopes open on a double click or Enter.
import { l10n } from '../../../src/shared/language';
import { formatCount } from '../../../src/shared/text';
import { element, plainButton } from '../../components/element';
import { followDrag } from '../pointerDrag';
import { SpaceView } from '../spaceView';
import { vector } from '../vectorElement';
import { startTask, WorkCancelled, type WorkerTask } from '../workerTask';
import { graphDetails, type Joint } from './graphDetails';
import { drawGraph, markFound, markSelected, type GraphScene } from './graphScene';
import { searchGraph } from './graphSearch';
import { type GraphSource } from './graphSource';
import { walk, type WalkDirection } from './graphWalk';
import { describeBox, describeGraph, describeSize } from './graphWords';
import type { GraphLayout, LayoutQuestion } from './layout.worker';
import { source as layoutSource } from './layout.worker?text';
import { MiniMap } from './miniMap';
import { scopesOf, type Scopes } from './scopes';
import { fitted, revealed, zoomedAt, type Size, type Viewport } from './viewport';
import {
  firstExpanded,
  scopesAround,
  shownFor,
  visibleGraph,
  type VisibleGraph,
} from './visibleGraph';

/** More boxes are not laid out at once: it would take too long. */
const mostBoxes = 1200;

const directions: Readonly<Record<string, WalkDirection>> = {
  ArrowDown: 'down',
  ArrowUp: 'up',
  ArrowLeft: 'left',
  ArrowRight: 'right',
};

const zoomStep = 1.25;

let nextId = 1;

export class GraphView extends SpaceView {
  readonly #plot = element('div', 'space-plot graph-plot');
  readonly #arrow = `graph-arrow-${nextId++}`;
  readonly #svg = vector('svg', { class: 'space-overlay', 'aria-hidden': 'true' });
  readonly #note = element('div', 'space-count');
  readonly #details = element('div', 'graph-side');
  readonly #search = element('input', 'graph-search');
  readonly #map: MiniMap;
  #source: GraphSource = { nodes: [], left: 0 };
  #scopes: Scopes = scopesOf(this.#source);
  #expanded: ReadonlySet<string> = new Set();
  #selected: string | null = null;
  #scene: GraphScene | null = null;
  #view: Viewport = { x: 0, y: 0, scale: 1 };
  /** Until the user moves it, the graph fits its place. */
  #isFitted = true;
  #task: WorkerTask<GraphLayout> | undefined;
  #found = 0;

  constructor() {
    super('graph');
    this.#map = new MiniMap((x, y) => this.#centre(x, y));
    this.#plot.tabIndex = 0;
    this.#plot.role = 'application';
    this.#plot.ariaRoleDescription = l10n.t('graph');
    this.#search.type = 'search';
    this.#search.placeholder = l10n.t('Find a node');
    this.#search.ariaLabel = l10n.t('Find a node by name or operation; Enter goes to the next');
    this.#details.hidden = true;
    const button = (label: string, words: string, act: () => void): HTMLElement =>
      plainButton('text-button', label, act, words);
    const collapse = () => void this.#setExpanded(new Set(), null);
    const bar = element(
      'div',
      'space-bar',
      this.#search,
      button(l10n.t('Zoom in (+)'), '+', () => this.#zoom(zoomStep)),
      button(l10n.t('Zoom out (−)'), '−', () => this.#zoom(1 / zoomStep)),
      button(l10n.t('Show all of it (0)'), l10n.t('Fit'), () => this.#fit()),
      button(l10n.t('Collapse all scopes'), l10n.t('Collapse'), collapse),
      this.#note,
    );
    this.#plot.append(this.#svg, this.#map.element);
    this.element.append(bar, element('div', 'graph-body', this.#plot, this.#details));
    this.own({ dispose: () => this.#task?.dispose() });
    this.#listen();
  }

  /** Shows a graph, its scopes collapsed. */
  setGraph(source: GraphSource): void {
    this.#source = source;
    this.#scopes = scopesOf(source);
    this.#plot.ariaLabel = l10n.t(
      '{0}. Arrow keys go along edges, Enter opens a scope.',
      describeGraph(source, this.#scopes),
    );
    this.#isFitted = true;
    this.#select(null);
    if (source.nodes.length > 0) void this.#setExpanded(firstExpanded(this.#scopes), null);
    else this.#note.textContent = l10n.t('There are no nodes to draw.');
  }

  protected draw(): void {
    if (!this.#scene) return;
    if (this.#isFitted) this.#view = fitted(this.#scene.layout, this.#place());
    const { x, y, scale } = this.#view;
    this.#scene.group.setAttribute('transform', `translate(${x} ${y}) scale(${scale})`);
    this.#scene.group.classList.toggle('far', scale < 0.45);
    this.#map.setView(this.#view, this.#scene.layout, this.#place());
  }

  #place(): Size {
    return { width: this.#plot.clientWidth, height: this.#plot.clientHeight };
  }

  /** Lays out anew; the box at `anchor` stays where it is on the screen. Resolves when it is drawn. */
  async #setExpanded(expanded: ReadonlySet<string>, anchor: string | null): Promise<void> {
    const graph = visibleGraph(this.#source, this.#scopes, expanded);
    if (graph.boxes.length > mostBoxes) {
      this.say(
        l10n.t('{0} boxes are too many to be laid out at once.', formatCount(graph.boxes.length)),
      );
      return;
    }
    this.#task?.dispose();
    const task = startTask<GraphLayout>(layoutSource, questionOf(graph));
    this.#task = task;
    this.#note.textContent = l10n.t('Laying out …');
    this.element.dataset['ready'] = 'false';
    try {
      const layout = await task.answer;
      this.#expanded = expanded;
      this.#show(graph, layout, anchor);
      this.#note.textContent = describeSize(this.#source);
      this.element.dataset['ready'] = 'true';
    } catch (error) {
      if (!(error instanceof WorkCancelled))
        this.#note.textContent = l10n.t('The graph could not be laid out.');
    }
  }

  #show(graph: VisibleGraph, layout: GraphLayout, anchor: string | null): void {
    const before = anchor === null ? null : this.#placeOf(anchor);
    this.#scene = drawGraph(graph, layout, this.#arrow);
    const marker = vector('marker', {
      id: this.#arrow,
      class: 'graph-arrow',
      viewBox: '0 0 8 8',
      refX: 7,
      refY: 4,
      markerWidth: 7,
      markerHeight: 7,
      markerUnits: 'userSpaceOnUse',
      orient: 'auto',
    });
    marker.append(vector('path', { d: 'M0 0.5L8 4L0 7.5z' }));
    this.#svg.replaceChildren(vector('defs', {}, marker), this.#scene.group);
    this.#map.setDrawing(
      layout,
      layout.boxes.filter((_, at) => graph.boxes[at]?.isExpanded === false),
    );
    const after = anchor === null ? null : this.#placeOf(anchor);
    if (before && after) {
      this.#isFitted = false;
      const { x, y, scale } = this.#view;
      this.#view = {
        scale,
        x: x + (before.x - after.x) * scale,
        y: y + (before.y - after.y) * scale,
      };
    }
    markSelected(this.#scene, this.#selected);
    this.#showFound();
    this.draw();
    this.redraw();
  }

  #placeOf(path: string): GraphLayout['boxes'][number] | null {
    if (!this.#scene) return null;
    const at = this.#scene.graph.boxes.findIndex(({ box }) => box.path === path);
    return this.#scene.layout.boxes[at] ?? null;
  }

  async #toggle(path: string): Promise<void> {
    const box = this.#scopes.boxes.get(path);
    if (!box || box.node) return;
    const expanded = new Set(this.#expanded);
    const opens = !expanded.delete(path);
    if (opens) expanded.add(path);
    await this.#setExpanded(expanded, path);
    this.say(describeBox(box, opens));
  }

  /** Opens the scopes around a box and brings it into view. */
  async #jump(path: string): Promise<void> {
    const box = this.#scopes.boxes.get(path);
    if (!box) return;
    const around = scopesAround(box).filter((scope) => !this.#expanded.has(scope));
    this.#select(path);
    if (around.length > 0) await this.#setExpanded(new Set([...this.#expanded, ...around]), null);
    this.#reveal(path);
    this.say(describeBox(box, this.#expanded.has(path)));
  }

  #reveal(path: string): void {
    const place = this.#placeOf(path);
    if (!place) return;
    this.#isFitted = false;
    // What is only a dot is made large enough to be read.
    const { scale } = this.#view;
    const room = this.#place();
    const large = { ...this.#view, scale: Math.max(scale, 0.7) };
    this.#view = revealed(large, place, room, 40);
    this.redraw();
  }

  #select(path: string | null): void {
    this.#selected = path;
    if (this.#scene) markSelected(this.#scene, path);
    const box = path === null ? undefined : this.#scopes.boxes.get(path);
    this.#details.hidden = !box;
    if (!box) return;
    const joints = this.#jointsOf(box.path);
    this.#details.replaceChildren(
      graphDetails(box, joints, (to) => {
        this.#plot.focus({ preventScroll: true });
        void this.#jump(to);
      }),
    );
  }

  /** What the box is joined with: node by node, whatever is collapsed. */
  #jointsOf(path: string): { inputs: Joint[]; outputs: Joint[] } {
    const expanded = new Set(this.#scopes.boxes.keys());
    expanded.delete(path);
    const inputs: Joint[] = [];
    const outputs: Joint[] = [];
    for (const edge of visibleGraph(this.#source, this.#scopes, expanded).edges) {
      const words = edge.control ? l10n.t('order only') : edge.label;
      const joint = (to: string): Joint => ({ path: to, label: this.#nameOf(to), words });
      if (edge.to === path) inputs.push(joint(edge.from));
      if (edge.from === path) outputs.push(joint(edge.to));
    }
    return { inputs, outputs };
  }

  #nameOf(path: string): string {
    const box = this.#scopes.boxes.get(path);
    return box?.node?.name ?? path.slice(1);
  }

  #zoom(factor: number, at?: { x: number; y: number }): void {
    const { width, height } = this.#place();
    this.#isFitted = false;
    this.#view = zoomedAt(this.#view, at ?? { x: width / 2, y: height / 2 }, factor);
    this.redraw();
  }

  #fit(): void {
    this.#isFitted = true;
    this.redraw();
  }

  #centre(x: number, y: number): void {
    const { width, height } = this.#place();
    const { scale } = this.#view;
    this.#isFitted = false;
    this.#view = { scale, x: width / 2 - x * scale, y: height / 2 - y * scale };
    this.redraw();
  }

  #listen(): void {
    this.#svg.addEventListener('pointerdown', (event) => this.#press(event));
    this.#svg.addEventListener('dblclick', (event) => {
      // The press has captured the pointer: the event's own target is the whole drawing.
      const path = pathOf(document.elementFromPoint(event.clientX, event.clientY));
      if (path !== null) void this.#toggle(path);
    });
    this.#plot.addEventListener('wheel', (event) => this.#wheel(event), { passive: false });
    this.#plot.addEventListener('keydown', (event) => this.#pressKey(event));
    this.#search.addEventListener('input', () => {
      this.#found = 0;
      this.#showFound();
    });
    this.#search.addEventListener('keydown', (event) => {
      if (event.key !== 'Enter') return;
      event.preventDefault();
      this.#goToFound();
    });
  }

  #press(press: PointerEvent): void {
    if (press.button > 1) return;
    const path = pathOf(press.target);
    const start = this.#view;
    let hasMoved = false;
    followDrag(this.#svg, press, {
      moved: (event) => {
        const [x, y] = [event.clientX - press.clientX, event.clientY - press.clientY];
        hasMoved ||= Math.hypot(x, y) > 3;
        if (!hasMoved) return;
        this.#isFitted = false;
        this.#view = { scale: start.scale, x: start.x + x, y: start.y + y };
        this.redraw();
      },
      ended: () => {
        if (!hasMoved) this.#select(path);
      },
    });
  }

  #wheel(event: WheelEvent): void {
    if (!event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    const box = this.#plot.getBoundingClientRect();
    const at = { x: event.clientX - box.left, y: event.clientY - box.top };
    this.#zoom(Math.exp(-event.deltaY / 300), at);
  }

  #pressKey(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const direction = directions[event.key];
    if (direction) this.#walk(direction);
    else if (event.key === 'Enter' && this.#selected !== null) void this.#toggle(this.#selected);
    else if (event.key === 'Escape' && this.#selected !== null) this.#leave();
    else if (event.key === '+' || event.key === '=') this.#zoom(zoomStep);
    else if (event.key === '-') this.#zoom(1 / zoomStep);
    else if (event.key === '0') this.#fit();
    else if (event.key === 'f') this.#search.focus();
    else return;
    event.preventDefault();
  }

  #walk(direction: WalkDirection): void {
    if (!this.#scene) return;
    const { graph, layout } = this.#scene;
    const next = walk(graph, layout, this.#selected, direction);
    const box = next === null ? undefined : this.#scopes.boxes.get(next);
    if (!box) {
      this.say(l10n.t('Nothing further in this direction.'));
      return;
    }
    this.#select(box.path);
    this.#reveal(box.path);
    this.say(describeBox(box, false));
  }

  /** From a box to the scope around it, which closes; from the top to no selection. */
  #leave(): void {
    const box = this.#scopes.boxes.get(this.#selected ?? '');
    const scope = box && this.#expanded.has(box.path) ? box : box?.parent;
    if (!scope?.parent) {
      this.#select(null);
      return;
    }
    this.#select(scope.path);
    void this.#toggle(scope.path);
  }

  #showFound(): void {
    if (!this.#scene) return;
    const { found } = searchGraph(this.#scopes, this.#search.value);
    markFound(this.#scene, new Set(found.map((box) => shownFor(box, this.#expanded))));
  }

  /** Enter goes from hit to hit. */
  #goToFound(): void {
    const { found, total } = searchGraph(this.#scopes, this.#search.value);
    const box = found[this.#found % Math.max(1, found.length)];
    if (!box) {
      this.#note.textContent = l10n.t('Nothing found');
      this.say(l10n.t('Nothing found.'));
      return;
    }
    const at = (this.#found % found.length) + 1;
    this.#found++;
    void this.#jump(box.path).then(() => {
      this.#note.textContent = l10n.t('{0} of {1} found', formatCount(at), formatCount(total));
    });
  }
}

function questionOf({ boxes, edges }: VisibleGraph): LayoutQuestion {
  return {
    boxes: boxes.map(({ box, parent, width, height, isExpanded }) => ({
      path: box.path,
      parent,
      width,
      height,
      isExpanded,
    })),
    edges: edges.map(({ from, to, label }) => ({ from, to, label })),
  };
}

function pathOf(target: EventTarget | null): string | null {
  if (!(target instanceof Element)) return null;
  return target.closest('.graph-box')?.getAttribute('data-path') ?? null;
}
