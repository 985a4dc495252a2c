// How often files are looked at: often while they grow, seldom when they are quiet, and less often where there are many.
import type { Entry } from './intakeEntry';

/** A file that grew within this time is looked at with every poll. */
const hotMs = 60_000;
/** A file that grew within this time is looked at every second, any other one every ten. */
const warmMs = 600_000;
const warmPollMs = 1_000;
const coldPollMs = 10_000;
/** With very many files that grow, each is looked at less often than with every poll: 2,000 looks a second are enough. */
const livelyPollMsPerFile = 0.5;
/** With very many files the quiet ones are looked at less often: 50 looks a second cost 0.3 % of a core. */
const coldPollMsPerFile = 20;

export function isHot({ grewAtMs }: Entry, nowMs: number): boolean {
  return nowMs - grewAtMs < hotMs;
}

export class PollPace {
  intervalMs: number;
  /** As of the last poll: all files, and those that grew in the last minutes. */
  #files = 0;
  #lively = 0;

  constructor(intervalMs: number) {
    this.intervalMs = intervalMs;
  }

  /** The files to look at now, longest due first, so that none starves behind many hot ones. */
  collectDue(entries: Iterable<Entry>, nowMs: number): Entry[] {
    const all = [...entries];
    this.#files = all.length;
    this.#lively = all.filter(({ grewAtMs }) => nowMs - grewAtMs < warmMs).length;
    return all
      .filter((entry) => this.#isDue(entry, nowMs) && !entry.looking && !entry.queued)
      .sort((a, b) => a.dueAtMs - b.dueAtMs);
  }

  /** Says when the file is due next. */
  plan(entry: Entry, nowMs: number): void {
    const hotPollMs = this.#livelyPollMs > this.intervalMs ? this.#livelyPollMs : 0;
    const isWarm = nowMs - entry.grewAtMs < warmMs;
    const waitMs = isWarm ? Math.max(warmPollMs, hotPollMs) : this.#coldPollMs;
    entry.dueAtMs = nowMs + (isHot(entry, nowMs) ? hotPollMs : waitMs);
  }

  /** A due time further off than any wait means that the clock was set back. */
  #isDue({ dueAtMs }: Entry, nowMs: number): boolean {
    return dueAtMs <= nowMs || dueAtMs > nowMs + Math.max(this.#coldPollMs, this.#livelyPollMs);
  }

  get #coldPollMs(): number {
    return Math.max(coldPollMs, this.#files * coldPollMsPerFile);
  }

  get #livelyPollMs(): number {
    return this.#lively * livelyPollMsPerFile;
  }
}
