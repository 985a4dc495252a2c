// What the page must ask for to draw lines as the user wants them: groups of the plotted runs, and marks on their curves.
import { Emitter } from '../../../src/base/event';
import { Disposable } from '../../../src/base/lifecycle';
import { dashboardMessages, type DashboardState } from '../../../src/shared/dashboardContract';
import type { LineView } from '../../../src/shared/lineView';
import type { RpcEndpoint } from '../../../src/shared/rpc';
import type { GroupBy, GroupedRuns } from '../../../src/shared/runGrouping';
import type { RunMark } from '../../../src/shared/runMarks';
import type { RunId } from '../../../src/shared/vocabulary';
import { pageClock } from '../../bridge/pageClock';
import { LatestCall } from '../../charts/latestCall';

/** Facts change seldom; marks of a live run are looked for so often. */
const marksGapMs = 2000;
/** Different keys on different charts; more are forgotten. */
const mostKeys = 8;

export class LineFacts extends Disposable {
  readonly #host: RpcEndpoint;
  readonly #onError: (error: unknown) => void;
  readonly #changed: Emitter<null>;
  readonly onDidChange;
  readonly #marksCall: LatestCall<readonly RunId[], readonly RunMark[]>;
  /** Answers by what was asked; null while an answer is awaited. */
  readonly #groups = new Map<string, readonly GroupedRuns[] | null>();
  #runs: readonly RunId[] = [];
  #marks: readonly RunMark[] = [];
  #wantsMarks = false;

  constructor(host: RpcEndpoint, onError: (error: unknown) => void) {
    super();
    this.#host = host;
    this.#onError = onError;
    this.#changed = this.own(new Emitter<null>(onError));
    this.onDidChange = this.#changed.event;
    this.#marksCall = this.own(
      new LatestCall<readonly RunId[], readonly RunMark[]>({
        clock: pageClock,
        gapMs: () => marksGapMs,
        call: (runs) => host.call(dashboardMessages.getRunMarks, { runs }),
        answered: (_, marks) => this.#takeMarks(marks),
        failed: (_, error) => onError(error),
      }),
    );
  }

  /** The same array as long as the marks are the same. */
  get marks(): readonly RunMark[] {
    return this.#marks;
  }

  /** The page shows these runs; asks for what is told of them. */
  update(state: DashboardState, view: LineView): void {
    const runs = state.runs.filter(({ plotted }) => plotted).map(({ id }) => id);
    this.#runs = runs;
    this.#wantsMarks = view.marks && runs.length > 0;
    if (this.#wantsMarks) this.#marksCall.want(runs);
    else this.#takeMarks([]);
  }

  /** A run that logs may have saved as well. */
  noteData(): void {
    if (this.#wantsMarks) this.#marksCall.want(this.#runs);
  }

  /** Null while the groups are not known yet. */
  groupsBy(by: GroupBy): readonly GroupedRuns[] | null {
    const key = JSON.stringify([by, this.#runs]);
    const known = this.#groups.get(key);
    if (known === undefined) void this.#askGroups(key, by);
    return known ?? null;
  }

  async #askGroups(key: string, by: GroupBy): Promise<void> {
    this.#groups.set(key, null);
    const oldest = this.#groups.keys().next().value;
    if (this.#groups.size > mostKeys && oldest !== undefined) this.#groups.delete(oldest);
    try {
      const groups = await this.#host.call(dashboardMessages.getRunGroups, {
        runs: this.#runs,
        by,
      });
      this.#groups.set(key, groups);
    } catch (error) {
      this.#groups.delete(key);
      this.#onError(error);
    }
    if (!this.isDisposed) this.#changed.fire(null);
  }

  #takeMarks(marks: readonly RunMark[]): void {
    if (JSON.stringify(marks) === JSON.stringify(this.#marks)) return;
    this.#marks = marks;
    this.#changed.fire(null);
  }
}
