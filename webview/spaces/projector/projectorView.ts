// The embeddings projector: points of many dimensions in two or three, coloured, searched, with their nearest neighbours.
import { nearestRows, type Metric } from '../../../src/core/query/neighbours';
import { l10n } from '../../../src/shared/language';
import { formatCount } from '../../../src/shared/text';
import { readChartTheme } from '../../charts/chartTheme';
import { element, plainButton } from '../../components/element';
import { createSegmented } from '../../components/segmented';
import { preparedContext } from '../canvas';
import { createChoiceBox } from '../choiceBox';
import { colourRows } from '../columns/rowColours';
import { showKey } from '../columns/rowTip';
import { zoomedAt, type Size, type Viewport } from '../graph/viewport';
import { approached, firstOrbit, orbitAfterKey, turned } from '../orbit';
import { followDrag } from '../pointerDrag';
import { SpaceView } from '../spaceView';
import { startTask, WorkCancelled, type WorkerTask } from '../workerTask';
import { centred, labelColumns, labelOf, searchLabels, type EmbeddingData } from './embedding';
import { planeAfterKey, planeScales, unitPlane } from './plane';
import { pointDetails } from './pointDetails';
import { drawCloud, placeInSpace, placeOnPlane, pointAt, type PlacedPoints } from './pointCloud';
import type { Projection, ProjectionQuestion } from './projection.worker';
import { source } from './projection.worker?text';
import { nearPoints, projectionMethods, whyNot, type Method } from './projectionMethods';

const noData: EmbeddingData = {
  rows: 0,
  columns: 0,
  values: new Float32Array(),
  labels: null,
  sprite: null,
};
const neighbourCount = 10;
const reachPx = 10;

export class ProjectorView extends SpaceView {
  readonly #plot = element('div', 'space-plot projector-plot');
  readonly #canvas = element('canvas', 'space-canvas');
  readonly #side = element('div', 'graph-side');
  readonly #key = element('div', 'space-key');
  readonly #note = element('span', 'space-count');
  readonly #search = element('input', 'graph-search');
  readonly #cancel = plainButton(
    'text-button',
    l10n.t('Stop and keep what is there'),
    () => this.#stop(),
    l10n.t('Stop'),
  );
  readonly #method = createSegmented<Method>(
    l10n.t('Projection'),
    projectionMethods(),
    (method) => {
      this.#chosenMethod = method;
      this.#project();
    },
  );
  readonly #dimensions = createSegmented<'2' | '3'>(
    l10n.t('Dimensions'),
    [
      ['2', '2D', l10n.t('On a plane')],
      ['3', '3D', l10n.t('In space')],
    ],
    (dimensions) => {
      this.#is3d = dimensions === '3';
      this.#project();
    },
  );
  readonly #label = createChoiceBox(l10n.t('Label'), (at) => {
    this.#labelColumn = Number(at);
    this.#showSelected();
  });
  readonly #colour = createChoiceBox(l10n.t('Colour by'), (name) => {
    this.#colourBy = name === '' ? null : name;
    this.redraw();
  });
  readonly #metric = createChoiceBox(l10n.t('Distance'), (metric) => {
    this.#chosenMetric = metric === 'euclidean' ? 'euclidean' : 'cosine';
    this.#showSelected();
  });
  #data = noData;
  #image: ImageBitmap | null = null;
  #places: Float32Array = new Float32Array();
  #points: PlacedPoints | null = null;
  #chosenMethod: Method = 'pca';
  #chosenMetric: Metric = 'cosine';
  #is3d = true;
  #labelColumn = 0;
  #colourBy: string | null = null;
  #orbit = firstOrbit;
  #plane: Viewport | null = null;
  #selected: number | null = null;
  #pointed: number | null = null;
  #neighbours: readonly number[] = [];
  #found: readonly number[] = [];
  #task: WorkerTask<Projection> | undefined;

  constructor() {
    super('projector');
    this.#method.set('pca');
    this.#dimensions.set('3');
    this.#search.type = 'search';
    this.#search.placeholder = l10n.t('Find a label');
    this.#search.ariaLabel = l10n.t('Find points by their label; Enter selects the next');
    this.#cancel.hidden = true;
    this.#side.hidden = true;
    this.#plot.tabIndex = 0;
    this.#plot.role = 'application';
    this.#plot.ariaRoleDescription = l10n.t('point cloud');
    this.#plot.append(this.#canvas);
    const bar = element(
      'div',
      'space-bar',
      this.#method.element,
      this.#dimensions.element,
      this.#search,
      this.#label.element,
      this.#colour.element,
      this.#metric.element,
      plainButton(
        'text-button',
        l10n.t('Show all of it again (0)'),
        () => this.#reset(),
        l10n.t('Reset view'),
      ),
      this.#key,
      this.#note,
      this.#cancel,
    );
    this.element.append(bar, element('div', 'graph-body', this.#plot, this.#side));
    this.own({ dispose: () => this.#task?.dispose() });
    this.own({ dispose: () => this.#image?.close() });
    this.#listen();
  }

  setData(data: EmbeddingData): void {
    this.#data = data;
    this.#selected = this.#pointed = null;
    this.#found = [];
    const columns = labelColumns(data);
    this.#label.set(
      columns.map(({ name }, at) => [String(at), name] as const),
      '0',
    );
    this.#label.element.hidden = columns.length < 2;
    const names = columns.map(({ name }) => [name, name] as const);
    this.#colour.set([['', l10n.t('nothing')], ...names], this.#colourBy ?? '');
    this.#colour.element.hidden = columns.length === 0;
    this.#metric.set(
      [
        ['cosine', l10n.t('Cosine')],
        ['euclidean', l10n.t('Euclidean')],
      ],
      this.#chosenMetric,
    );
    this.#plot.ariaLabel = l10n.t(
      '{0} points of {1} dimensions. Arrow keys turn, Page Down goes to the next point.',
      formatCount(data.rows),
      formatCount(data.columns),
    );
    this.#showSelected();
    void this.#loadSprite(data);
    this.#project();
  }

  protected draw(): void {
    const { clientWidth: width, clientHeight: height } = this.#plot;
    if (width === 0 || height === 0) return;
    const context = preparedContext(this.#canvas, width, height);
    if (!context) return;
    const theme = readChartTheme();
    const place = { width, height };
    // Without a camera of its own the plane shows the ball of radius 1.
    const plane = this.#plane ?? unitPlane(place);
    this.#points = this.#is3d
      ? placeInSpace(this.#places, this.#orbit, place)
      : placeOnPlane(this.#places, plane);
    const accent = theme.focus;
    const rows = Array.from({ length: this.#data.rows }, (_, row) => ({
      id: String(row),
      name: '',
      colour: accent,
    }));
    const given = { columns: labelColumns(this.#data), rows };
    const { colours, key } = colourRows(given, this.#colourBy, theme.palette, theme.dimText);
    showKey(this.#key, key);
    const sprite =
      this.#image && this.#data.sprite ? { ...this.#data.sprite, image: this.#image } : null;
    drawCloud(context, { points: this.#points, colours, raised: this.#raised(), theme, sprite });
  }

  #raised(): ReadonlyMap<number, string> {
    const { rows } = this.#data;
    const all = [this.#selected, ...this.#neighbours, ...this.#found, this.#pointed];
    const raised = new Map<number, string>();
    for (const row of all) {
      if (row !== null && row < rows) raised.set(row, labelOf(this.#data, row, this.#labelColumn));
    }
    return raised;
  }

  async #loadSprite({ sprite }: EmbeddingData): Promise<void> {
    this.#image?.close();
    this.#image = null;
    if (!sprite) return;
    try {
      const image = await createImageBitmap(new Blob([sprite.bytes]));
      if (this.isDisposed || this.#data.sprite !== sprite) image.close();
      else this.#image = image;
      this.redraw();
    } catch {
      this.#note.textContent = l10n.t('The pictures of the points cannot be read.');
    }
  }

  #project(): void {
    this.#task?.dispose();
    const { rows, columns, values } = this.#data;
    if (rows === 0) return;
    const refusal = whyNot(this.#chosenMethod, rows);
    if (refusal !== null) {
      this.#note.textContent = refusal;
      this.say(refusal);
      return;
    }
    const question: ProjectionQuestion = {
      method: this.#chosenMethod,
      rows,
      columns,
      values,
      neighbours: nearPoints[this.#chosenMethod],
      dimensions: this.#is3d ? 3 : 2,
    };
    this.#cancel.hidden = false;
    this.element.dataset['ready'] = 'false';
    this.#note.textContent = l10n.t('Projecting …');
    const task = startTask<Projection>(source, question, (share, partial) => {
      this.#note.textContent = l10n.t('Projecting … {0} %', Math.round(100 * share));
      if (partial) this.#show(partial);
    });
    this.#task = task;
    void this.#await(task);
  }

  async #await(task: WorkerTask<Projection>): Promise<void> {
    try {
      const projection = await task.answer;
      this.#show(projection);
      this.#note.textContent = this.#describe(projection);
      this.say(this.#note.textContent);
    } catch (error) {
      if (this.#task !== task) return;
      const isStopped = error instanceof WorkCancelled;
      this.#note.textContent = isStopped
        ? l10n.t('Stopped')
        : l10n.t('The points could not be projected.');
    }
    this.#cancel.hidden = true;
    this.element.dataset['ready'] = 'true';
  }

  #stop(): void {
    this.#task?.dispose();
  }

  #show({ places }: Projection): void {
    this.#places = centred(places);
    this.redraw();
  }

  #describe({ explained }: Projection): string {
    const [rows, columns] = [formatCount(this.#data.rows), formatCount(this.#data.columns)];
    const size = l10n.t('{0} points, {1} dimensions', rows, columns);
    if (!explained) return size;
    const share = explained.reduce((sum, one) => sum + one, 0);
    return l10n.t('{0}, {1} % of the variance', size, Math.round(100 * share));
  }

  #reset(): void {
    this.#orbit = firstOrbit;
    this.#plane = null;
    this.redraw();
  }

  #select(row: number | null): void {
    this.#selected = row;
    this.#showSelected();
    if (row !== null) this.say(l10n.t('Selected {0}', labelOf(this.#data, row, this.#labelColumn)));
  }

  /** The selected point's labels and its neighbours in all dimensions, not in the projection. */
  #showSelected(): void {
    const row = this.#selected;
    this.#side.hidden = row === null;
    this.#neighbours = [];
    if (row !== null) {
      const near = nearestRows(this.#data, row, neighbourCount, this.#chosenMetric);
      this.#neighbours = near.map((one) => one.row);
      this.#side.replaceChildren(
        pointDetails(this.#data, row, near, {
          labelColumn: this.#labelColumn,
          metric: this.#chosenMetric,
          select: (other) => this.#select(other),
        }),
      );
    }
    this.redraw();
  }

  #listen(): void {
    this.#plot.addEventListener('pointerdown', (event) => this.#press(event));
    this.#plot.addEventListener('pointermove', (event) => {
      if (event.buttons === 0) this.#point(event);
    });
    this.#plot.addEventListener('wheel', (event) => this.#wheel(event), { passive: false });
    this.#plot.addEventListener('keydown', (event) => this.#pressKey(event));
    this.#search.addEventListener('input', () => {
      this.#found = searchLabels(this.#data, this.#labelColumn, this.#search.value);
      this.#note.textContent =
        this.#search.value === '' ? '' : l10n.t('{0} found', formatCount(this.#found.length));
      this.redraw();
    });
    this.#search.addEventListener('keydown', (event) => {
      if (event.key === 'Enter') this.#step(1, this.#found);
    });
  }

  #placeOf(event: MouseEvent): { x: number; y: number } {
    const box = this.#plot.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  }

  #point(event: PointerEvent): void {
    const row = this.#points && pointAt(this.#points, this.#placeOf(event), reachPx);
    if (row === this.#pointed) return;
    this.#pointed = row;
    this.#plot.classList.toggle('pointing', row !== null);
    this.redraw();
  }

  #press(press: PointerEvent): void {
    const [orbit, plane] = [this.#orbit, this.#planeNow()];
    let hasMoved = false;
    followDrag(this.#plot, press, {
      moved: (event) => {
        const [x, y] = [event.clientX - press.clientX, event.clientY - press.clientY];
        hasMoved ||= Math.hypot(x, y) > 3;
        if (!hasMoved) return;
        if (this.#is3d) this.#orbit = turned(orbit, { yaw: x / 160, pitch: y / 160 });
        else this.#plane = { scale: plane.scale, x: plane.x + x, y: plane.y + y };
        this.redraw();
      },
      ended: (event) => {
        if (hasMoved) return;
        this.#select(this.#points && pointAt(this.#points, this.#placeOf(event), reachPx));
      },
    });
  }

  #place(): Size {
    return { width: this.#plot.clientWidth, height: this.#plot.clientHeight };
  }

  #planeNow(): Viewport {
    return this.#plane ?? unitPlane(this.#place());
  }

  #wheel(event: WheelEvent): void {
    if (!event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    const factor = Math.exp(-event.deltaY / 300);
    if (this.#is3d) this.#orbit = approached(this.#orbit, 1 / factor);
    else this.#plane = zoomedAt(this.#planeNow(), this.#placeOf(event), factor, planeScales);
    this.redraw();
  }

  #pressKey(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const { key } = event;
    const orbit = this.#is3d ? orbitAfterKey(this.#orbit, key) : null;
    const plane = this.#is3d ? null : planeAfterKey(this.#planeNow(), key, this.#place());
    if (key === 'PageDown' || key === 'PageUp')
      this.#step(key === 'PageDown' ? 1 : -1, this.#found);
    else if (key === 'Escape') this.#select(null);
    else if (orbit) this.#orbit = orbit;
    else if (plane) this.#plane = plane;
    else return;
    event.preventDefault();
    this.redraw();
  }

  /** To the next point of those that were found, or of all. */
  #step(by: 1 | -1, found: readonly number[]): void {
    const count = found.length > 0 ? found.length : this.#data.rows;
    if (count === 0) return;
    const now = found.length > 0 ? found.indexOf(this.#selected ?? -1) : (this.#selected ?? -1);
    const next = (now + by + count) % count;
    this.#select(found.length > 0 ? (found[next] ?? null) : next);
  }
}
