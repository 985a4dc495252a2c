// Answers what is asked about the runs: points, items, facts. Changes nothing but what is read next.
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { Clock } from '../../base/clock';
import type { Content } from '../../shared/content';
import type { Catalog } from '../../shared/engineContract';
import type { FactsQuery, RunFacts } from '../../shared/facts';
import type {
  Frame,
  FrameQuery,
  LineStatistics,
  LineStatisticsQuery,
  NearestPoint,
  NearestQuery,
} from '../../shared/frame';
import type { HparamsQuery, HparamsTable } from '../../shared/hparams';
import type { ContentQuery, ItemList, ItemsQuery } from '../../shared/items';
import { noProjector, type Projector, type ProjectorQuery } from '../../shared/projector';
import type { GroupedRuns, RunGroupsQuery } from '../../shared/runGrouping';
import type { RunMark, RunMarksQuery } from '../../shared/runMarks';
import type { ColumnsQuery, SavedColumns } from '../../shared/savedColumns';
import type { MetricSources, SourcesQuery } from '../../shared/sources';
import type { RunDeletion } from '../../shared/tableContract';
import type { RunId, SeriesStatistics } from '../../shared/vocabulary';
import { collectCatalog } from '../query/catalog';
import { collectFrame } from '../query/frame';
import { collectItems } from '../query/items';
import { collectLineStatistics } from '../query/lineStatistics';
import { collectNearest } from '../query/nearest';
import { collectSavedColumns } from '../query/savedColumns';
import type { RunStore } from '../store/store';
import { CheckpointMarks } from './checkpointMarks';
import { ContentReader } from './contentReader';
import { readGitPatch } from './gitPatch';
import { planDeletion } from './deletionPlan';
import { collectHparams } from './hparams';
import type { FileReading, RunEntry } from './runEntry';
import { collectFacts } from './runFacts';
import type { TableSource } from './runTable';
import { collectRunGroups } from './runGroups';
import { collectAlerts } from './alerts';

export class Answers {
  readonly #runs: ReadonlyMap<RunId, RunEntry>;
  readonly #store: RunStore;
  readonly #clock: Clock;
  readonly #parentOf: (run: RunId) => RunId | null;
  /** Where they are looked for is its owner's to say. */
  readonly checkpoints: CheckpointMarks;
  readonly #contents = new ContentReader();

  /**
   * @param runs changed by their owner only
   * @param parentOf the run that the hyperparameters of a run are those of; null where they are its own
   */
  constructor(
    runs: ReadonlyMap<RunId, RunEntry>,
    store: RunStore,
    clock: Clock,
    parentOf: (run: RunId) => RunId | null,
  ) {
    this.#runs = runs;
    this.#store = store;
    this.#clock = clock;
    this.#parentOf = parentOf;
    this.checkpoints = new CheckpointMarks(clock, runs);
  }

  getCatalog(runs: readonly RunId[]): Catalog {
    return collectCatalog(this.#store, runs);
  }

  getStatistics(run: RunId): readonly SeriesStatistics[] {
    return this.#store.run(run)?.collectStatistics() ?? [];
  }

  getFrame(query: FrameQuery): Frame {
    for (const id of query.runs) this.#runs.get(id)?.noteWanted(this.#clock.now());
    return collectFrame(this.#store, query);
  }

  getNearest(query: NearestQuery): readonly NearestPoint[] {
    return collectNearest(this.#store, query);
  }

  getLineStatistics(query: LineStatisticsQuery): readonly LineStatistics[] {
    return collectLineStatistics(this.#store, query);
  }

  /** The buffer is gzipped. Null where the runs have too many lines. */
  async getSavedColumns(query: ColumnsQuery): Promise<SavedColumns | null> {
    const columns = collectSavedColumns(this.#store, query);
    if (!columns) return null;
    const packed = await promisify(gzip)(columns.buffer);
    return { ...columns, buffer: Uint8Array.from(packed).buffer };
  }

  /** Unknown runs are in no group. */
  getRunGroups({ runs, by }: RunGroupsQuery): Promise<readonly GroupedRuns[]> {
    const known = runs.flatMap((id) => this.#runs.get(id) ?? []);
    return collectRunGroups(known, by, (run) => this.getFacts({ run: run.id }));
  }

  /** Unknown runs have none; checkpoints that are still looked for come later. */
  async getRunMarks({ runs }: RunMarksQuery): Promise<readonly RunMark[]> {
    const checkpoints = await this.checkpoints.of(runs);
    const alerts = runs.flatMap((id) => {
      const run = this.#runs.get(id);
      return run ? collectAlerts(run.id, run.sheets.values()) : [];
    });
    return [...checkpoints, ...alerts];
  }

  getItems(query: ItemsQuery): ItemList {
    return collectItems(this.#store, query);
  }

  /** Rejects with words for the user when the item is gone or its bytes are not what they should be. */
  getContent(query: ContentQuery): Promise<Content> {
    return this.#contents.read(this.#runs.get(query.run), query);
  }

  getHparams({ runs }: HparamsQuery): Promise<HparamsTable> {
    const source = {
      runs: this.#runs,
      store: this.#store,
      contents: this.#contents,
      parentOf: this.#parentOf,
    };
    return collectHparams(source, runs);
  }

  /** Rejects when there is no such run. */
  async getGitPatch({ run: id }: FactsQuery): Promise<string | null> {
    const run = this.#runs.get(id);
    return run ? readGitPatch(run) : null;
  }

  getFacts({ run: id }: FactsQuery): Promise<RunFacts> {
    const run = this.#runs.get(id);
    if (!run) return Promise.reject(new Error('The run is gone.'));
    const getHparams = (): Promise<HparamsTable> => this.getHparams({ runs: [id] });
    return collectFacts({ store: this.#store, contents: this.#contents, getHparams }, run);
  }

  getSources({ run }: SourcesQuery): readonly MetricSources[] {
    return this.#runs.get(run)?.collectSources() ?? [];
  }

  /** What the table of all runs is made of. */
  tableSource(reading: FileReading, relationsOf: TableSource['relationsOf']): TableSource {
    return {
      runs: this.#runs,
      store: this.#store,
      clock: this.#clock,
      contents: this.#contents,
      reading,
      relationsOf,
      getHparams: (runs) => this.getHparams({ runs }),
    };
  }

  /** What deleting these runs would take away; nothing is changed. */
  planDeletion(runs: readonly RunId[]): Promise<readonly RunDeletion[]> {
    return planDeletion(this.#runs, runs, this.#clock.now());
  }

  async getProjector(query: ProjectorQuery): Promise<Projector> {
    const run = this.#runs.get(query.run);
    return run ? run.readProjector(query) : noProjector;
  }
}
