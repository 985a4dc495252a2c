// Owns a program from its start to its end: keeps what it prints and what became of it, stops it, starts it again.
import { hostname } from 'node:os';
import process from 'node:process';
import { childEnvironment } from './childEnvironment';
import { ConsoleLog } from './consoleLog';
import { ControlFile } from './controlFile';
import type { LaunchSpec } from './launchSpec';
import { firstState, hasFailed, type LaunchState, type StopSignal } from './launchState';
import { startMarkOf } from './processIdentity';
import { groupExists, signalGroup, startProgram, type Program } from './processTree';
import { StateFile } from './stateFile';
import { nextStop } from './stopPlan';

/** How often the control file and the process group are looked at. */
const lookMs = 100;
/** Descendants may hold the output open when the program is gone: their silence for so many looks ends the waiting. */
const quietLooks = 20;
/** What even SIGKILL does not end within so many looks is out of reach. */
const patientLooks = 50;

export interface SupervisionParts {
  /** Absolute path of the launch's folder. */
  readonly folder: string;
  readonly spec: LaunchSpec;
  /** Told what went wrong with the supervision itself. */
  readonly report: (message: string) => void;
}

/** Runs a launch to its end. Only for whoever has claimed it. */
export async function superviseLaunch(parts: SupervisionParts): Promise<LaunchState> {
  const startMark = await startMarkOf(process.pid);
  const first = firstState(hostname(), { pid: process.pid, startMark }, Date.now());
  return new Supervision(parts, first).run();
}

class Supervision {
  readonly #parts: SupervisionParts;
  readonly #log: ConsoleLog;
  readonly #state: StateFile;
  readonly #control: ControlFile;
  #program: Program | null = null;
  /** The strongest signal to the present group. */
  #signal: StopSignal | null = null;
  #nextSignalAtMs = Infinity;
  #isUrgent = false;
  /** Looks since the last output. Not a time: a machine that slept has had no chance to read. */
  #quiet = 0;
  #looksSinceKill = 0;

  constructor(parts: SupervisionParts, first: LaunchState) {
    const { folder, spec, report } = parts;
    this.#parts = parts;
    this.#state = new StateFile(folder, first, report);
    this.#control = new ControlFile(folder);
    this.#log = new ConsoleLog(folder, spec.console, (bytes) =>
      this.#state.note({ kind: 'outputLost', bytes }),
    );
  }

  async run(): Promise<LaunchState> {
    // Whoever ends the supervisor wants an end of the training; a terminal that closes does not.
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => this.#askStop());
    process.on('SIGHUP', () => undefined);
    const timer = setInterval(() => this.#look(), lookMs);
    for (let again = true; again;) {
      await this.#runOnce();
      const willRestart = this.#willRestart();
      this.#state.note({ kind: 'cleared', willRestart });
      again = willRestart && (await this.#waitToRestart());
    }
    clearInterval(timer);
    this.#log.dispose();
    await this.#state.close();
    return this.#state.state;
  }

  /** From the start to when nothing of the group is left. */
  async #runOnce(): Promise<void> {
    this.#signal = null;
    this.#nextSignalAtMs = Infinity;
    this.#looksSinceKill = 0;
    const program = await this.#start();
    if (!program) return;
    this.#program = program;
    // It may have been asked for before there was anything to stop.
    if (this.#state.state.stop) this.#nextSignalAtMs = Date.now();
    const { code, signal } = await program.ended;
    this.#quiet = 0;
    this.#state.note({ kind: 'exited', code, signal });
    if (hasFailed(this.#state.state)) this.#endTheRest();
    await Promise.race([program.drained, this.#until(() => this.#quiet >= quietLooks)]);
    await this.#until(() => !this.#isClearing(program));
    program.abandonOutput();
    this.#program = null;
  }

  async #start(): Promise<Program | null> {
    const { argv, cwd, env } = this.#parts.spec;
    try {
      const program = await startProgram({
        argv,
        cwd,
        env: childEnvironment(process.env, env),
        onOutput: (bytes, stream) => {
          this.#quiet = 0;
          this.#log.write(bytes, stream, Date.now());
        },
      });
      const startMark = await startMarkOf(program.pid);
      this.#state.note({ kind: 'started', process: { pid: program.pid, startMark } });
      return program;
    } catch (error) {
      const { code = 'UNKNOWN', message } = error as NodeJS.ErrnoException;
      this.#parts.report(`${argv[0]} could not be started: ${message}`);
      this.#state.note({ kind: 'startFailed', code });
      return null;
    }
  }

  /** Descendants of a program that failed hold memory of GPUs and keep others from starting. */
  #endTheRest(): void {
    if (!this.#program || !groupExists(this.#program.pid)) return;
    this.#signal = 'SIGINT';
    this.#nextSignalAtMs = Date.now();
  }

  /** What a program leaves behind that ended well was meant to stay. */
  #isClearing({ pid }: Program): boolean {
    const wasEnded = this.#nextSignalAtMs < Infinity || this.#signal !== null;
    return wasEnded && this.#looksSinceKill < patientLooks && groupExists(pid);
  }

  #willRestart(): boolean {
    const { stop, startError, restarts } = this.#state.state;
    const hasChance =
      stop === null && startError === null && restarts < this.#parts.spec.restart.most;
    return hasChance && hasFailed(this.#state.state);
  }

  /** False where a stop was asked for meanwhile. */
  async #waitToRestart(): Promise<boolean> {
    const dueMs = Date.now() + this.#parts.spec.restart.delayMs;
    await this.#until(() => Date.now() >= dueMs || this.#state.state.stop !== null);
    const isStopped = this.#state.state.stop !== null;
    this.#state.note(isStopped ? { kind: 'cleared', willRestart: false } : { kind: 'restarting' });
    return !isStopped;
  }

  async #until(isTrue: () => boolean): Promise<void> {
    while (!isTrue()) await new Promise((resolve) => setTimeout(resolve, lookMs));
  }

  #look(): void {
    this.#quiet++;
    if (this.#signal === 'SIGKILL') this.#looksSinceKill++;
    const control = this.#control.read();
    if (control) this.#askStop(control.stop === 'atOnce');
    if (this.#program && Date.now() >= this.#nextSignalAtMs) this.#signalNext(this.#program.pid);
  }

  #askStop(isUrgent = false): void {
    this.#state.note({ kind: 'stopAsked' });
    const isFirst = this.#nextSignalAtMs === Infinity && this.#signal === null;
    if (isFirst || (isUrgent && !this.#isUrgent)) this.#nextSignalAtMs = Date.now();
    this.#isUrgent ||= isUrgent;
  }

  #signalNext(leader: number): void {
    const step = nextStop(this.#signal, this.#parts.spec.grace, this.#isUrgent);
    if (!step) {
      this.#nextSignalAtMs = Infinity;
      return;
    }
    const nextAtMs = step.nextInMs === null ? null : Date.now() + step.nextInMs;
    this.#signal = step.signal;
    this.#nextSignalAtMs = nextAtMs ?? Infinity;
    // The number of a group that lives cannot be another's.
    if (groupExists(leader)) signalGroup(leader, step.signal);
    this.#state.note({ kind: 'signalled', signal: step.signal, nextAtMs });
  }
}
