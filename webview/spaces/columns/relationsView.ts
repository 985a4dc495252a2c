// What the columns tell about one of them: importance and correlation, the strongest first, as a table with bars.
import type { Importances } from '../../../src/core/query/importance';
import { pearsonCorrelation, spearmanCorrelation } from '../../../src/core/query/correlation';
import { l10n } from '../../../src/shared/language';
import { formatCount, formatNumber } from '../../../src/shared/text';
import { element } from '../../components/element';
import { createChoiceBox } from '../choiceBox';
import { SpaceView } from '../spaceView';
import { startTask, WorkCancelled, type WorkerTask } from '../workerTask';
import { numbersOf, type SpaceColumn, type SpaceData } from './columnsData';
import type { ImportanceQuestion } from './importance.worker';
import { source } from './importance.worker?text';

interface Relation {
  readonly column: SpaceColumn;
  readonly importance: number | null;
  readonly pearson: number | null;
  readonly spearman: number | null;
}

/** What is meant, where one points at the headings. */
const meanings = {
  importance: () =>
    l10n.t(
      'How much worse a random forest guesses the target when the column is shuffled, as a share of the target’s variance',
    ),
  pearson: () => l10n.t('Correlation of the values: −1 … 1'),
  spearman: () => l10n.t('Correlation of the ranks: −1 … 1; the same for any rising curve'),
} as const;

/** More columns than this make the forest slow and its answer thin. */
const mostColumns = 60;

export class RelationsView extends SpaceView {
  readonly #body = element('tbody');
  readonly #note = element('p', 'space-note');
  readonly #target = createChoiceBox(l10n.t('What tells about'), (name) => this.#choose(name));
  readonly #onTarget: (name: string) => void;
  #data: SpaceData = { columns: [], rows: [] };
  #chosen: string | null = null;
  #task: WorkerTask<Importances | null> | undefined;

  /** @param onTarget told when the user chooses what the others are compared with */
  constructor(onTarget: (name: string) => void = () => undefined) {
    super('relations');
    this.#onTarget = onTarget;
    const heads = [
      headCell(l10n.t('Column'), ''),
      headCell(l10n.t('Importance'), meanings.importance()),
      headCell(l10n.t('Pearson'), meanings.pearson()),
      headCell(l10n.t('Spearman'), meanings.spearman()),
    ];
    const table = element(
      'table',
      'relations',
      element('thead', '', element('tr', '', ...heads)),
      this.#body,
    );
    this.element.append(element('div', 'space-bar', this.#target.element), table, this.#note);
    this.own({ dispose: () => this.#task?.dispose() });
  }

  /** @param target name of the column that the others are compared with; null to have it chosen */
  setData(data: SpaceData, target: string | null): void {
    this.#data = data;
    this.#chosen = target;
    this.#renew();
  }

  /** The table follows its data, not the frames. */
  protected draw(): void {
    return;
  }

  #choose(name: string): void {
    this.#chosen = name;
    this.#renew();
    this.#onTarget(name);
  }

  #renew(): void {
    this.#task?.dispose();
    this.#task = undefined;
    const numeric = this.#data.columns.filter(({ kind }) => kind === 'number');
    const target = numeric.find(({ name }) => name === this.#chosen) ?? numeric.at(-1);
    this.#target.set(
      numeric.map(({ name }) => [name, name] as const),
      target?.name ?? '',
    );
    if (!target) {
      this.#show([], l10n.t('There is no column of numbers to compare with.'));
      return;
    }
    const others = this.#data.columns.filter((column) => column !== target).slice(0, mostColumns);
    const relations = others.map((column) => relationOf(column, target));
    this.#show(relations, l10n.t('Working out importances …'));
    void this.#weigh(target, relations);
  }

  async #weigh(target: SpaceColumn, relations: readonly Relation[]): Promise<void> {
    const question: ImportanceQuestion = {
      columns: relations.map(({ column }) => numbersOf(column)),
      target: numbersOf(target),
    };
    const task = startTask<Importances | null>(source, question);
    this.#task = task;
    try {
      const found = await task.answer;
      this.#show(
        relations.map((relation, at) => ({
          ...relation,
          importance: found?.columns[at]?.importance ?? null,
        })),
        describe(found, target.name),
      );
    } catch (error) {
      if (error instanceof WorkCancelled) return;
      this.#show(relations, l10n.t('The importances could not be worked out.'));
    }
  }

  #show(relations: readonly Relation[], note: string): void {
    const strength = ({ importance, spearman }: Relation): number =>
      importance ?? Math.abs(spearman ?? 0);
    const sorted = [...relations].sort((a, b) => strength(b) - strength(a));
    const most = Math.max(1, ...relations.map(({ importance }) => importance ?? 0));
    this.#body.replaceChildren(
      ...sorted.map(({ column, importance, pearson, spearman }) => {
        const name = element('th', '', column.name);
        name.scope = 'row';
        return element(
          'tr',
          '',
          name,
          barCell(importance, (importance ?? 0) / most, false),
          barCell(pearson, pearson ?? 0, true),
          barCell(spearman, spearman ?? 0, true),
        );
      }),
    );
    this.#note.textContent = note;
    this.element.dataset['ready'] = String(!note.endsWith('…'));
  }
}

function relationOf(column: SpaceColumn, target: SpaceColumn): Relation {
  // Texts have no order, so nothing rises or falls with them.
  if (column.kind === 'text') return { column, importance: null, pearson: null, spearman: null };
  const [left, right] = [numbersOf(column), numbersOf(target)];
  return {
    column,
    importance: null,
    pearson: pearsonCorrelation(left, right),
    spearman: spearmanCorrelation(left, right),
  };
}

function describe(found: Importances | null, target: string): string {
  if (!found) return l10n.t('Importances need at least 8 runs in which {0} differs.', target);
  const share = Math.round(100 * Math.max(0, found.explained));
  const words = l10n.t(
    'From {0} runs: the columns explain {1} % of {2} in runs the forest has not seen.',
    formatCount(found.rows),
    share,
    target,
  );
  return share < 20 ? l10n.t('{0} That is little: take importances with care.', words) : words;
}

function headCell(words: string, meaning: string): HTMLElement {
  const cell = element('th', '', words);
  cell.scope = 'col';
  cell.title = meaning;
  return cell;
}

/** @param share 0 … 1, or −1 … 1 from the middle of a signed bar */
function barCell(value: number | null, share: number, signed: boolean): HTMLElement {
  const bar = element('span', signed ? 'bar signed' : 'bar');
  const fill = element('span', share < 0 ? 'bar-fill negative' : 'bar-fill');
  fill.style.width = `${Math.min(100, Math.abs(share) * (signed ? 50 : 100))}%`;
  bar.append(fill);
  bar.ariaHidden = 'true';
  const words = element('span', 'bar-value', value === null ? '–' : formatNumber(value));
  return element('td', '', element('span', 'bar-cell', bar, words));
}
