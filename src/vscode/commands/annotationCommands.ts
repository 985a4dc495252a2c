// Commands that say something of runs: alias, note, tags, star, colour, archived; and take the last of it back.
import * as vscode from 'vscode';
import type { AnnotationChange } from '../../core/annotations/annotationChanges';
import type { RunPlace } from '../../core/annotations/runKey';
import { annotationLimits, type RunAnnotation } from '../../shared/annotations';
import type { RunId, RunSummary } from '../../shared/vocabulary';
import { AnnotationsUnusable, type Annotations } from '../annotations';
import { describeUnusable } from '../annotationWords';
import { fullRunName } from '../runFacts';
import { chooseLook } from './chooseLook';
import { chooseTags } from './chooseTags';
import { chooseRun, collectTargets, type KnownRuns } from './runTarget';
import type { CommandHandler } from './table';

type AnnotationCommands = Record<
  | 'renameRun'
  | 'editNote'
  | 'editTags'
  | 'starRun'
  | 'unstarRun'
  | 'setColour'
  | 'archiveRun'
  | 'unarchiveRun'
  | 'undoAnnotation',
  CommandHandler
>;

/** What the commands need of the runs; the run model fits. */
export interface AnnotatedRuns extends KnownRuns {
  readonly everyRun: readonly RunSummary[];
  annotationOf(id: RunId): RunAnnotation;
  placeOf(id: RunId): RunPlace | undefined;
  colourOf(id: RunId): number;
}

/** A line break where there is but one line to type in. */
const lineBreak = '⏎';

/** Asks which run is meant where nothing was clicked. */
class Targets {
  readonly #known: AnnotatedRuns;
  readonly #refresh: () => Promise<void>;
  readonly #selected: () => readonly unknown[];

  constructor(
    known: AnnotatedRuns,
    refresh: () => Promise<void>,
    selected: () => readonly unknown[],
  ) {
    this.#known = known;
    this.#refresh = refresh;
    this.#selected = selected;
  }

  /** @param fits which runs are offered where nothing was clicked */
  async collect(
    clicked: unknown,
    selected: unknown,
    fits: (said: RunAnnotation) => boolean = () => true,
  ): Promise<readonly RunSummary[]> {
    // The key of the manifest says so: the tree gives a key's command nothing to go by.
    const nodes = clicked === 'selected' ? this.#selected() : selected;
    if (clicked !== undefined) return collectTargets(this.#known, clicked, nodes);
    await this.#refresh();
    const known = this.#known;
    const offered: KnownRuns = {
      runs: known.everyRun,
      get: (id) => known.get(id),
      aliasOf: (id) => known.aliasOf(id),
    };
    const run = await chooseRun(offered, undefined, vscode.l10n.t('Which run?'), ({ id }) =>
      fits(known.annotationOf(id)),
    );
    return run ? [run] : [];
  }
}

/**
 * @param refresh brings the known runs up to date
 * @param selected the nodes that are selected in the tree
 */
export function annotationCommands(
  known: AnnotatedRuns,
  annotations: Annotations,
  refresh: () => Promise<void>,
  selected: () => readonly unknown[],
): AnnotationCommands {
  const targets = new Targets(known, refresh, selected);
  const edit = (runs: readonly RunSummary[], change: AnnotationChange): Promise<void> =>
    sayWhatIsWrong(() => annotations.edit(changeEach(known, runs, change)));
  const setter =
    (change: AnnotationChange, fits: (said: RunAnnotation) => boolean): CommandHandler =>
    async (clicked, chosen) =>
      edit(await targets.collect(clicked, chosen, fits), change);
  return {
    async renameRun(clicked, chosen) {
      const [run] = await targets.collect(clicked, chosen);
      const alias = run && (await askAlias(run, known.aliasOf(run.id)));
      if (alias !== undefined) await edit([run!], { alias: alias.trim() });
    },
    async editNote(clicked, chosen) {
      const runs = await targets.collect(clicked, chosen);
      const note = runs.length > 0 ? await askNote(known, runs) : undefined;
      if (note !== undefined) await edit(runs, { note });
    },
    async editTags(clicked, chosen) {
      const runs = await targets.collect(clicked, chosen);
      const said = runs.map(({ id }) => known.annotationOf(id));
      const change = runs.length > 0 ? await chooseTags(said, annotations.tags) : undefined;
      if (change) await edit(runs, change);
    },
    async setColour(clicked, chosen) {
      const runs = await targets.collect(clicked, chosen);
      const [first] = runs;
      if (!first) return;
      const look = await chooseLook(known.annotationOf(first.id).colour, known.colourOf(first.id));
      if (look) await edit(runs, { colour: look.colour });
    },
    starRun: setter({ star: true }, ({ star }) => !star),
    unstarRun: setter({ star: false }, ({ star }) => star),
    archiveRun: setter({ archived: true }, ({ archived }) => !archived),
    unarchiveRun: setter({ archived: false }, ({ archived }) => archived),
    async undoAnnotation() {
      await sayWhatIsWrong(async () => {
        if (await annotations.undo()) return;
        void vscode.window.setStatusBarMessage(vscode.l10n.t('There is nothing to undo'), 5_000);
      });
    },
  };
}

/** Pieces of one run are one place. */
function changeEach(
  known: AnnotatedRuns,
  runs: readonly RunSummary[],
  change: AnnotationChange,
): readonly (readonly [RunPlace, AnnotationChange])[] {
  const places = runs.flatMap(({ id }) => known.placeOf(id) ?? []);
  return places.map((place) => [place, change] as const);
}

function askAlias(run: RunSummary, alias: string | null): Thenable<string | undefined> {
  return vscode.window.showInputBox({
    title: vscode.l10n.t('Rename {0}', fullRunName(run, null)),
    prompt: vscode.l10n.t(
      'The name to show for this run. Its files stay as they are; leave it empty for the run’s own name.',
    ),
    value: alias ?? fullRunName(run, null),
    validateInput: (typed) =>
      typed.length > annotationLimits.alias
        ? vscode.l10n.t('At most {0} characters', annotationLimits.alias)
        : undefined,
  });
}

async function askNote(
  known: AnnotatedRuns,
  runs: readonly RunSummary[],
): Promise<string | undefined> {
  const notes = new Set(runs.map(({ id }) => known.annotationOf(id).note ?? ''));
  const [only = ''] = notes.size === 1 ? notes : [];
  const [first] = runs;
  const typed = await vscode.window.showInputBox({
    title:
      runs.length === 1
        ? vscode.l10n.t('Note on {0}', fullRunName(first!, known.aliasOf(first!.id)))
        : vscode.l10n.t('Note on {0} runs', runs.length),
    prompt: vscode.l10n.t('Shown on hover. {0} begins a new line.', lineBreak),
    value: only.replaceAll(/\r?\n/g, lineBreak),
    validateInput: (text) =>
      text.length > annotationLimits.note
        ? vscode.l10n.t('At most {0} characters', annotationLimits.note)
        : undefined,
  });
  return typed?.replaceAll(lineBreak, '\n').trim();
}

/** A file that is not understood is the user's to mend: it is one click away. */
async function sayWhatIsWrong(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof AnnotationsUnusable)) throw error;
    void offerFile(error);
  }
}

async function offerFile(unusable: AnnotationsUnusable): Promise<void> {
  const open = vscode.l10n.t('Open File');
  const sentence = describeUnusable(unusable);
  const choice = await vscode.window.showErrorMessage(
    vscode.l10n.t('{0}. Nothing was changed.', sentence),
    open,
  );
  if (choice !== open) return;
  const { line, column } = unusable.fault;
  const place = new vscode.Position((line ?? 1) - 1, (column ?? 1) - 1);
  await vscode.window.showTextDocument(vscode.Uri.file(unusable.path), {
    selection: new vscode.Range(place, place),
  });
}
