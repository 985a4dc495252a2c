// Reads the block in which torchrun says which process failed first.

/** A process that failed. */
export interface FailedProcess {
  readonly rank: number | null;
  /** Negative for a signal. */
  readonly exitCode: number | null;
  readonly pid: number | null;
}

/** What the launcher says of the process that it saw fail first, and of others. */
export interface LauncherReport extends FailedProcess {
  readonly others: readonly FailedProcess[];
  readonly host: string | null;
  /** Line, from 0. */
  readonly index: number;
  readonly isWhole: boolean;
}

/** Its log line, which comes before the block. */
const failedLine = /failed \(exitcode: (-?\d{1,4})\) local_rank: (\d{1,6}) \(pid: (\d{1,9})\)/;
const rankLine = /^\s{0,8}rank\s{1,8}: (\d{1,6})/;
const hostLine = /^\s{0,8}host\s{1,8}: (\S{1,200})/;
const codeLine = /^\s{0,8}exitcode\s{1,8}: (-?\d{1,4}) \(pid: (\d{1,9})\)/;
const mostLines = 12;
const mostOthers = 256;

export class LauncherReader {
  #report: LauncherReport | null = null;
  #linesLeft = 0;
  /** Those of the list before the first one; null outside of it. */
  #others: FailedProcess[] | null = null;

  /** What the last attempt of the launcher ended with. */
  get report(): LauncherReport | null {
    return this.#report;
  }

  read(text: string, index: number): boolean {
    if (text.includes('Root Cause (first observed failure)')) {
      this.#linesLeft = mostLines;
      const before = this.#report;
      const isSame = before !== null && !before.isWhole;
      const empty = { rank: null, exitCode: null, pid: null, host: null };
      const others = this.#others ?? [];
      this.#report = { ...(isSame ? before : empty), others, index, isWhole: true };
      this.#others = null;
      return true;
    }
    if (this.#linesLeft > 0) return this.#readInBlock(text);
    if (/^Failures:\s*$/.test(text)) this.#others = [];
    else if (this.#others && this.#readOther(text, this.#others)) return true;
    const failed = text.includes('failed (exitcode') ? failedLine.exec(text) : null;
    if (!failed) return false;
    const [, code, rank, pid] = failed;
    this.#report = {
      rank: Number(rank),
      exitCode: Number(code),
      pid: Number(pid),
      host: null,
      others: [],
      index,
      isWhole: false,
    };
    return true;
  }

  #readOther(text: string, others: FailedProcess[]): boolean {
    const rank = rankLine.exec(text)?.[1];
    if (rank !== undefined && others.length < mostOthers) {
      others.push({ rank: Number(rank), exitCode: null, pid: null });
      return true;
    }
    const [, code, pid] = codeLine.exec(text) ?? [];
    const last = others.at(-1);
    if (code === undefined || !last) return false;
    others[others.length - 1] = { ...last, exitCode: Number(code), pid: Number(pid) };
    return true;
  }

  #readInBlock(text: string): boolean {
    this.#linesLeft--;
    if (/^={10,}/.test(text)) this.#linesLeft = 0;
    const rank = rankLine.exec(text)?.[1];
    const host = hostLine.exec(text)?.[1];
    const [, code, pid] = codeLine.exec(text) ?? [];
    if (rank === undefined && host === undefined && code === undefined) return false;
    this.#report = {
      ...this.#report!,
      ...(rank !== undefined && { rank: Number(rank) }),
      ...(host !== undefined && { host }),
      ...(code !== undefined && { exitCode: Number(code), pid: Number(pid) }),
    };
    return true;
  }
}
