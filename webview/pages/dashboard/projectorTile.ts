// A chart of the embeddings that a file beside a run's logs describes: which of them, how many points, and the projector.
import { l10n } from '../../../src/shared/language';
import type {
  Projector,
  ProjectorEmbedding,
  ProjectorProblem,
} from '../../../src/shared/projector';
import { formatCount } from '../../../src/shared/text';
import type { RunId } from '../../../src/shared/vocabulary';
import { element } from '../../components/element';
import { createChoiceBox } from '../../spaces/choiceBox';
import type { EmbeddingData } from '../../spaces/projector/embedding';
import type { ProjectorView } from '../../spaces/projector/projectorView';
import type { Chart } from './chartLayout';
import { SpaceTile } from './spaceTile';
import type { ProjectorSource, TileEvents, TileParts } from './tile';

const pointCounts = [1000, 3000, 10_000, 50_000];
const usualPoints = 10_000;
/** A program that logs embeddings while it trains rewrites the file; so often it is looked at. */
const lookAgainMs = 10_000;

export class ProjectorTile extends SpaceTile<ProjectorView> {
  readonly #source: ProjectorSource;
  readonly #embedding = createChoiceBox(l10n.t('Embedding'), (at) => {
    this.#chosen = Number(at);
    void this.again();
  });
  readonly #count = createChoiceBox(l10n.t('Points'), (count) => {
    this.#mostPoints = Number(count);
    void this.again();
  });
  readonly #notes = element('p', 'space-note');
  /** The embeddings of the run that was looked at last. */
  #known: { readonly place: string; readonly atMs: number; readonly list: Projector } | null = null;
  #chosen: number | null = null;
  #mostPoints = usualPoints;

  constructor(chart: Chart, parts: TileParts, events: TileEvents) {
    super(chart, parts, events);
    this.#source = parts.cards;
    this.#notes.hidden = this.#embedding.element.hidden = this.#count.element.hidden = true;
    this.choices.append(this.#embedding.element, this.#count.element);
    this.body.append(this.#notes);
  }

  protected async load(run: RunId, [path = '']: readonly string[]): Promise<void> {
    const { embeddings, problems } = await this.#look(run, path);
    const at = chosenOf(embeddings, this.#chosen);
    const embedding = at === null ? undefined : embeddings[at];
    const key = JSON.stringify([run, path, embedding, this.#mostPoints]);
    if (!this.begins(run, key)) return;
    this.#offer(embeddings, at);
    if (!embedding) {
      this.say([l10n.t('No embedding is described here.'), ...problems.map(describe)].join(' '));
      return;
    }
    const query = { run, path, embedding: at, mostPoints: this.#mostPoints };
    const answer = await this.#source.getProjector(query);
    const data = dataOf(answer, embedding);
    this.#showNotes(answer.problems);
    if (!data) {
      this.hideView();
      this.say(l10n.t('There are no points to show.'));
      return;
    }
    this.#offerCounts(answer);
    const { ProjectorView } = await import('../../spaces/projector/projectorView');
    this.viewFor(key, () => new ProjectorView())?.setData(data);
  }

  /** The file is small, but not to be read with every point that a run logs. */
  async #look(run: RunId, path: string): Promise<Projector> {
    const [place, now] = [`${run} ${path}`, this.context.clock.now()];
    const known = this.#known;
    if (known?.place === place && now - known.atMs < lookAgainMs) return known.list;
    const list = await this.#source.getProjector({ run, path, embedding: null, mostPoints: 1 });
    this.#known = { place, atMs: now, list };
    return list;
  }

  #offer(embeddings: readonly ProjectorEmbedding[], at: number | null): void {
    const choices = embeddings.map(({ name }, index) => [String(index), name || `#${index + 1}`]);
    this.#embedding.set(choices as [string, string][], String(at ?? ''));
    this.#embedding.element.hidden = choices.length < 2;
    this.#count.element.hidden = true;
    this.#notes.hidden = true;
  }

  #offerCounts({ points }: Projector): void {
    const total = points?.totalRows ?? Infinity;
    const [least = 0] = pointCounts;
    const choices = pointCounts.map((count): [string, string] => [
      String(count),
      count < total
        ? l10n.t('first {0}', formatCount(count))
        : l10n.t('all {0}', formatCount(total)),
    ]);
    const enough = pointCounts.findIndex((count) => count >= total);
    const offered = enough < 0 ? choices : choices.slice(0, enough + 1);
    // What is more than there is shows the same as all.
    const value = Math.min(this.#mostPoints, Number(offered.at(-1)?.[0] ?? usualPoints));
    this.#count.set(offered, String(value));
    this.#count.element.hidden = total <= least;
  }

  #showNotes(problems: readonly ProjectorProblem[]): void {
    this.#notes.hidden = problems.length === 0;
    this.#notes.textContent = problems.map(describe).join(' ');
  }
}

/** The newest of those whose points are in a file; others say why they have none. */
function chosenOf(embeddings: readonly ProjectorEmbedding[], chosen: number | null): number | null {
  if (chosen !== null && embeddings[chosen]) return chosen;
  const readable = embeddings.findLastIndex(({ encoding }) => encoding !== 'checkpoint');
  if (readable >= 0) return readable;
  return embeddings.length > 0 ? 0 : null;
}

function dataOf(
  { points, sprite }: Projector,
  embedding: ProjectorEmbedding,
): EmbeddingData | null {
  if (!points || points.rows === 0 || points.columns === 0) return null;
  const { width = 0, height = 0 } = embedding.sprite ?? {};
  return {
    ...points,
    sprite: sprite && width > 0 && height > 0 ? { bytes: sprite, width, height } : null,
  };
}

function describe({ kind, file, count, detail }: ProjectorProblem): string {
  switch (kind) {
    case 'unreadable':
      return l10n.t('{0} cannot be read ({1}).', file, detail ?? '');
    case 'outside':
      return l10n.t('{0} lies outside of the log folder and is not read.', file);
    case 'malformed':
      return l10n.t('{0}: {1} ({2} times).', file, detail ?? '', formatCount(count));
    case 'tooLarge':
      return l10n.t('{0} is too large to be read.', file);
    case 'inCheckpoint':
      return l10n.t(
        'The points of {0} are kept in a checkpoint of TensorFlow, which is not read.',
        file,
      );
  }
}
