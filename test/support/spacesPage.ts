// Runs inside the page under test: shows one view of the room `spaces` and keeps what it tells.
import { ParallelView } from '../../webview/spaces/columns/parallelView';
import { RelationsView } from '../../webview/spaces/columns/relationsView';
import { ScatterView } from '../../webview/spaces/columns/scatterView';
import { GraphView } from '../../webview/spaces/graph/graphView';
import { sourceOfGraph, type GraphSource } from '../../webview/spaces/graph/graphSource';
import { sourceOfKeras } from '../../webview/spaces/graph/kerasSource';
import type { GraphContent } from '../../src/shared/content';
import type { MeshContent } from '../../src/shared/content';
import { ContextPool } from '../../webview/spaces/mesh/contextPool';
import { MeshView } from '../../webview/spaces/mesh/meshView';
import { ProjectorView } from '../../webview/spaces/projector/projectorView';
import type { PointLabels } from '../../src/shared/projector';
import type { SpaceData } from '../../webview/spaces/columns/columnsData';
import '../../webview/pages/dashboard/dashboard.css';
import '../../webview/spaces/spaces.css';
import { wordVectors } from './wordVectors';

/** An embedding as tests can send it. */
export interface PlainPoints {
  readonly rows: number;
  readonly columns: number;
  readonly values: readonly number[];
  readonly labels: PointLabels | null;
  readonly sprite: {
    readonly bytes: readonly number[];
    readonly width: number;
    readonly height: number;
  } | null;
}

type PlainPart = Omit<MeshContent, 'values'> & { readonly values: readonly number[] };

export interface PlainMesh {
  readonly vertices: PlainPart;
  readonly faces: PlainPart | null;
  readonly colours: PlainPart | null;
}

/** What tests call through `page.evaluate`. */
export interface SpacesPage {
  /** Everything that views told, in order. */
  readonly events: unknown[];
  parallel(data: SpaceData): ParallelView;
  scatter(data: SpaceData): ScatterView;
  relations(data: SpaceData, target: string): RelationsView;
  graph(content: GraphContent): GraphView;
  keras(json: string): GraphView;
  source(source: GraphSource): GraphView;
  projector(points: PlainPoints): ProjectorView;
  /** As many views of one mesh as asked for, in one row. */
  meshes(parts: PlainMesh, count: number): MeshView[];
  /** An embedding made here: a large one takes too long to be sent. */
  words(rows: number, columns: number, groups: number): ProjectorView;
}

declare global {
  interface Window {
    spaces: SpacesPage;
  }
}

const events: unknown[] = [];
const place = document.createElement('main');
place.className = 'space-place';
place.style.cssText = 'padding: 16px; height: 100vh;';
document.body.append(place);

function show<View extends { readonly element: HTMLElement }>(view: View): View {
  place.replaceChildren(view.element);
  return view;
}

function showGraph(source: GraphSource): GraphView {
  const view = show(new GraphView());
  view.setGraph(source);
  return view;
}

function showPoints({ values, sprite, ...points }: PlainPoints): ProjectorView {
  const view = show(new ProjectorView());
  view.setData({
    ...points,
    values: Float32Array.from(values),
    sprite: sprite && { ...sprite, bytes: Uint8Array.from(sprite.bytes) },
  });
  return view;
}

window.spaces = {
  events,
  parallel: (data) => {
    const view = new ParallelView({
      hovered: (id) => events.push({ hovered: id }),
      clicked: (id) => events.push({ clicked: id }),
      changed: (state, ids) => events.push({ state, ids }),
    });
    view.setData(data);
    return show(view);
  },
  scatter: (data) => {
    const view = new ScatterView({
      hovered: (id) => events.push({ hovered: id }),
      clicked: (id) => events.push({ clicked: id }),
      changed: (state) => events.push({ state }),
    });
    view.setData(data);
    return show(view);
  },
  relations: (data, target) => {
    const view = new RelationsView((name) => events.push({ target: name }));
    view.setData(data, target);
    return show(view);
  },
  graph: (content) => showGraph(sourceOfGraph(content)),
  keras: (json) => showGraph(sourceOfKeras(json) ?? { nodes: [], left: 0 }),
  source: showGraph,
  projector: showPoints,
  meshes: ({ vertices, faces, colours }, count) => {
    const pool = new ContextPool();
    const typed = (part: PlainPart): MeshContent => ({
      ...part,
      values: Float64Array.from(part.values),
    });
    const views = Array.from({ length: count }, () => {
      const view = new MeshView(pool, { stepWanted: (index) => events.push({ step: index }) });
      view.setSteps([0, 100, 12_000], 0);
      view.setMesh({
        vertices: typed(vertices),
        faces: faces && typed(faces),
        colours: colours && typed(colours),
      });
      return view;
    });
    place.style.display = 'flex';
    place.replaceChildren(...views.map(({ element }) => element));
    for (const { element } of views) element.style.flex = '1 1 0';
    return views;
  },
  words: (rows, columns, groups) => showPoints(wordVectors(rows, columns, groups)),
};
