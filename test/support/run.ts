// Runs another program to its end, or keeps one alive for as long as this process lives.
import { spawn, type ChildProcess } from 'node:child_process';
import { createWriteStream, mkdirSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';

export interface RunOptions {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  readonly timeoutMs?: number;
}

export interface RunResult {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a program without a shell and waits for its end; never rejects for its exit code. */
export function runProgram(
  file: string,
  args: readonly string[],
  { cwd, env, timeoutMs = 600_000 }: RunOptions = {},
): Promise<RunResult> {
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, {
      cwd,
      env,
      timeout: timeoutMs,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const out: Buffer[] = [];
    const err: Buffer[] = [];
    child.stdout.on('data', (bytes: Buffer) => out.push(bytes));
    child.stderr.on('data', (bytes: Buffer) => err.push(bytes));
    child.on('error', reject);
    child.on('close', (code) => {
      resolve({
        code,
        stdout: Buffer.concat(out).toString(),
        stderr: Buffer.concat(err).toString(),
      });
    });
  });
}

/** Like {@link runProgram}, but rejects with what the program said when it does not exit with 0. */
export async function mustRun(
  file: string,
  args: readonly string[],
  options?: RunOptions,
): Promise<string> {
  const { code, stdout, stderr } = await runProgram(file, args, options);
  if (code === 0) return stdout;
  const said = `${stdout}\n${stderr}`.trim().split('\n').slice(-25).join('\n');
  throw new Error(`${path.basename(file)} ${args.join(' ')} ended with ${code}:\n${said}`);
}

const alive = new Set<ProcessGroup>();
let watching = false;

/** Ends every group when this process ends for whatever reason it can still notice. */
function watchOwnEnd(): void {
  if (watching) return;
  watching = true;
  process.on('exit', () => {
    for (const group of alive) group.kill();
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      // Whoever listens too has an end of its own in mind.
      if (process.listenerCount(signal) === 1) process.exit(130);
    });
  }
}

/** A program with all its descendants, ended together; its output goes to a log file. */
export class ProcessGroup {
  readonly #child: ChildProcess;
  readonly #ended: Promise<void>;
  #output = '';
  #waiting: (() => void)[] = [];

  constructor(
    file: string,
    args: readonly string[],
    { log, env, cwd }: { readonly log: string } & RunOptions,
  ) {
    mkdirSync(path.dirname(log), { recursive: true });
    const sink = createWriteStream(log, { flags: 'a' });
    this.#child = spawn(file, args, {
      cwd,
      env,
      detached: process.platform !== 'win32',
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      stream?.on('data', (bytes: Buffer) => {
        sink.write(bytes);
        this.#output = (this.#output + bytes.toString()).slice(-100_000);
        this.#wake();
      });
    }
    this.#ended = new Promise((resolve) => {
      this.#child.once('error', (error) => {
        this.#output += `\n${error.message}`;
        resolve();
      });
      this.#child.once('close', resolve);
    });
    void this.#ended.then(() => {
      alive.delete(this);
      sink.end();
      this.#wake();
    });
    alive.add(this);
    watchOwnEnd();
  }

  get pid(): number | undefined {
    return this.#child.pid;
  }

  get running(): boolean {
    return alive.has(this);
  }

  /** Waits until the output matches; rejects with the output when the program ends first or the time is up. */
  async outputMatching(pattern: RegExp, timeoutMs: number): Promise<RegExpExecArray> {
    const deadline = Date.now() + timeoutMs;
    for (;;) {
      const match = pattern.exec(this.#output);
      if (match) return match;
      const left = deadline - Date.now();
      if (left <= 0 || !this.running) {
        const why = this.running ? `not within ${timeoutMs} ms` : 'the program ended';
        throw new Error(`waiting for ${String(pattern)}: ${why}\n${this.#output.slice(-2000)}`);
      }
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, left);
        this.#waiting.push(() => {
          clearTimeout(timer);
          resolve();
        });
      });
    }
  }

  /** Asks the group to end, insists after two seconds, and waits for its leader. */
  async stop(): Promise<void> {
    this.#signal('SIGTERM');
    const insist = setTimeout(() => {
      this.#signal('SIGKILL');
    }, 2000);
    await this.#ended;
    clearTimeout(insist);
    this.#signal('SIGKILL');
  }

  kill(): void {
    this.#signal('SIGKILL');
  }

  #wake(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const resume of waiting) resume();
  }

  #signal(signal: NodeJS.Signals): void {
    if (this.pid === undefined) return;
    try {
      process.kill(process.platform === 'win32' ? this.pid : -this.pid, signal);
    } catch {
      // The group is gone already.
    }
  }
}
