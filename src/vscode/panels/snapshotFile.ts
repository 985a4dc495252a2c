// Saves a dashboard as one HTML file that opens anywhere: collects what it shows, asks where to, and writes it.
import * as vscode from 'vscode';
import { maskText } from '../../core/model/secrets';
import { snapshotHtml } from '../../core/report/snapshotHtml';
import type { DashboardState, DashboardView } from '../../shared/dashboardContract';
import { engineMessages } from '../../shared/engineContract';
import type { GroupBy } from '../../shared/runGrouping';
import { columnsElement, snapshotElement, type Snapshot } from '../../shared/snapshot';
import type { RunId } from '../../shared/vocabulary';
import type { EngineClient } from '../engineClient';
import { askForPlace, writeTo } from './savedFiles';

/** About 20 MB of a file at worst. */
const mostPoints = 1_000_000;
const largestBytes = 64 << 20;

type Engine = Pick<EngineClient, 'call'>;

/** @param state what the page shows, with the page's own view */
export async function saveSnapshot(
  state: DashboardState,
  engine: Engine,
  dist: vscode.Uri,
): Promise<void> {
  const uri = await askForPlace('dashboard', 'html');
  if (!uri) return;
  const options = {
    location: vscode.ProgressLocation.Notification,
    title: vscode.l10n.t('Saving the dashboard'),
    cancellable: true,
  };
  await vscode.window.withProgress(options, async (_, token) => {
    const html = await collectHtml(state, engine, dist);
    if (token.isCancellationRequested) return;
    if (html === null || html.length > largestBytes) {
      const words = vscode.l10n.t(
        'The dashboard is too large for one file: plot fewer runs, or export the points as CSV.',
      );
      void vscode.window.showWarningMessage(words);
      return;
    }
    await writeTo(uri, new TextEncoder().encode(html));
  });
}

/** Null where there is too much. */
async function collectHtml(
  state: DashboardState,
  engine: Engine,
  dist: vscode.Uri,
): Promise<string | null> {
  const shown = withoutOthers(state);
  const runs = shown.runs.map(({ id }) => id);
  const saved = await engine.call(engineMessages.getSavedColumns, { runs, mostPoints });
  if (!saved) return null;
  const { buffer, ...columns } = saved;
  const snapshot = await collectSnapshot(state, shown, columns, engine);
  const read = async (name: string): Promise<string> =>
    new TextDecoder().decode(await vscode.workspace.fs.readFile(vscode.Uri.joinPath(dist, name)));
  const { bundle } = vscode.l10n;
  return snapshotHtml({
    title: vscode.l10n.t('Trackside Dashboard'),
    script: await read('snapshot.js'),
    style: await read('snapshot.css'),
    language: vscode.env.language,
    data: {
      ...(bundle ? { translations: JSON.stringify(bundle) } : {}),
      [snapshotElement]: JSON.stringify(snapshot),
      [columnsElement]: base64Of(buffer),
    },
  });
}

async function collectSnapshot(
  state: DashboardState,
  shown: DashboardState,
  columns: Snapshot['columns'],
  engine: Engine,
): Promise<Snapshot> {
  const runs = shown.runs.map(({ id }) => id);
  const plottedKinds = state.tags.filter(({ runs: own }) =>
    own.some((index) => state.runs[index]?.plotted),
  );
  return {
    state: shown,
    marks: (await engine.call(engineMessages.getRunMarks, { runs })).map((mark) => ({
      ...mark,
      label: maskText(mark.label),
    })),
    groups: await Promise.all(
      groupKeys(shown.view).map(async (by) => ({
        by,
        groups: (await engine.call(engineMessages.getRunGroups, { runs, by })).map((group) => ({
          ...group,
          label: maskText(group.label),
        })),
      })),
    ),
    layouts: await collectLayouts(shown, engine),
    columns,
    savedAtMs: Date.now(),
    leftOut: plottedKinds.filter(({ kind }) => kind !== 'scalar' && !facts.has(kind)).length,
  };
}

const facts: ReadonlySet<string> = new Set(['layout', 'hparams', 'runMetadata']);

/** The plotted runs, their curves and the layouts of these; nothing about files, and what looks secret in names masked. */
function withoutOthers(state: DashboardState): DashboardState {
  const places = new Map<number, number>();
  state.runs.forEach(({ plotted }, index) => {
    if (plotted) places.set(index, places.size);
  });
  const runs = state.runs
    .filter(({ plotted }) => plotted)
    .map((run) => ({
      ...run,
      name: maskText(run.name),
      ...{ loading: false, lastGrowthAtMs: null, problems: [], problemCount: 0 },
    }));
  const tags = state.tags
    .filter(({ kind }) => kind === 'scalar' || kind === 'layout')
    .map((tag) => ({ ...tag, runs: tag.runs.flatMap((index) => places.get(index) ?? []) }))
    .filter((tag) => tag.runs.length > 0);
  const settled = { searching: false, progress: null, hasFolder: true, file: null };
  return { ...state, runs, tags, ...settled, totalRuns: runs.length };
}

function groupKeys(view: DashboardView): readonly GroupBy[] {
  const own = Object.values(view.layout.changes).map(({ line }) => line?.groupBy);
  const all = [view.groupBy, ...own].flatMap((by) => by ?? []);
  return [...new Map(all.map((by) => [JSON.stringify(by), by])).values()];
}

async function collectLayouts(
  { runs, tags }: DashboardState,
  engine: Engine,
): Promise<Snapshot['layouts']> {
  const asked = tags
    .filter(({ kind }) => kind === 'layout')
    .flatMap(({ tag, runs: own }) => own.map((index) => ({ tag, run: runs[index]!.id })));
  const found = await Promise.all(asked.map(({ run, tag }) => readLayout(run, tag, engine)));
  return found.flatMap((one) => one ?? []);
}

async function readLayout(
  run: RunId,
  tag: string,
  engine: Engine,
): Promise<Snapshot['layouts'][number] | null> {
  const kind = 'layout';
  const items = await engine.call(engineMessages.getItems, { run, kind, tag });
  const last = items.numbers.length - 1;
  const [file, number] = [items.fileNames[items.files[last] ?? -1], items.numbers[last]];
  if (file === undefined || number === undefined) return null;
  const query = { run, kind, tag, file, number } as const;
  const layout = await engine.call(engineMessages.getContent, query);
  return layout.kind === 'layout' ? { run, layout } : null;
}

/** In pieces: a call has room for so many arguments only. */
function base64Of(buffer: ArrayBuffer): string {
  const bytes = new Uint8Array(buffer);
  const pieces: string[] = [];
  for (let from = 0; from < bytes.length; from += 0x8000) {
    pieces.push(String.fromCharCode(...bytes.subarray(from, from + 0x8000)));
  }
  return btoa(pieces.join(''));
}
