// The extension host's end of the engine: starts its thread when first needed, starts it again after a crash.
import type { Clock } from '../base/clock';
import { Emitter, type Event } from '../base/event';
import { Disposable, type Owned } from '../base/lifecycle';
import type { Log } from '../base/log';
import { engineMessages, type EngineChange, type EngineSettings } from '../shared/engineContract';
import type { PointExportProgress } from '../shared/pointExport';
import { CallFailed, RpcEndpoint, type Port, type RequestType } from '../shared/rpc';

/** A running engine. Disposing it stops it. */
export interface EngineThread extends Owned {
  readonly port: Port;
  /** Hears once why the engine ended, unless it was disposed of before. */
  onDidEnd(listener: (reason: unknown) => void): Owned;
}

/** `restarting`: it crashed and is waiting to be started again. */
export type EngineStatus = 'idle' | 'running' | 'restarting';

interface Running extends Owned {
  readonly rpc: RpcEndpoint;
  readonly startedAtMs: number;
}

const firstRestartMs = 250;
const longestRestartMs = 30_000;
/** An engine that lived this long is not part of a series of crashes. */
const healthyMs = 60_000;

export class EngineClient extends Disposable {
  readonly #spawn: () => EngineThread;
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #changes: Emitter<EngineChange>;
  readonly #restarts: Emitter<null>;
  readonly #statuses: Emitter<EngineStatus>;
  readonly #exports: Emitter<PointExportProgress>;
  #settings: EngineSettings | undefined;
  #running: Running | undefined;
  #restartTimer: Owned | undefined;
  #crashes = 0;

  constructor(spawn: () => EngineThread, clock: Clock, log: Log) {
    super();
    this.#spawn = spawn;
    this.#clock = clock;
    this.#log = log;
    const onError = (error: unknown): void => log.error('a listener of the engine failed', error);
    this.#changes = this.own(new Emitter<EngineChange>(onError));
    this.#restarts = this.own(new Emitter<null>(onError));
    this.#exports = this.own(new Emitter<PointExportProgress>(onError));
    this.#statuses = this.own(new Emitter<EngineStatus>(onError));
  }

  get onDidChange(): Event<EngineChange> {
    return this.#changes.event;
  }

  /** Fires when a new engine has taken over: all that was learnt from the old one must be asked again. */
  get onDidRestart(): Event<null> {
    return this.#restarts.event;
  }

  /** Fires while points are written to a file. */
  get onDidExport(): Event<PointExportProgress> {
    return this.#exports.event;
  }

  get onDidChangeStatus(): Event<EngineStatus> {
    return this.#statuses.event;
  }

  get status(): EngineStatus {
    if (this.#running) return 'running';
    return this.#restartTimer ? 'restarting' : 'idle';
  }

  /** Settings of this and every later engine. Starts none; resolves when the running one has taken them. */
  async configure(settings: EngineSettings): Promise<void> {
    this.#settings = settings;
    if (this.#running) await this.#running.rpc.call(engineMessages.configure, settings);
  }

  /**
   * Asks the engine, starting it if it does not run yet.
   * @throws CallFailed with reason `closed` when the engine went away before it answered or is about to be restarted
   */
  async call<Params, Answer>(type: RequestType<Params, Answer>, params: Params): Promise<Answer> {
    if (this.isDisposed || this.#restartTimer) {
      throw new CallFailed('closed', `${type.method}: the engine is not running`);
    }
    this.#running ??= this.#start();
    return this.#running.rpc.call(type, params);
  }

  /** Replaces the engine by a new one now. */
  restart(): void {
    this.#stop();
    this.#crashes = 0;
    this.#takeOver();
  }

  override dispose(): void {
    this.#stop();
    super.dispose();
  }

  #start(): Running {
    const thread = this.#spawn();
    const rpc = new RpcEndpoint(thread.port, (error) => this.#log.error('engine message', error));
    rpc.on(engineMessages.changed, (change) => this.#changes.fire(change));
    rpc.on(engineMessages.log, ({ level, message }) => this.#log[level](`engine: ${message}`));
    rpc.on(engineMessages.exportProgress, (progress) => this.#exports.fire(progress));
    const ended = thread.onDidEnd((reason) => this.#crashed(reason));
    this.#log.info('engine started');
    if (this.#settings) {
      rpc.call(engineMessages.configure, this.#settings).catch((error: unknown) => {
        if (!isClosed(error)) this.#log.error('the engine refused its settings', error);
      });
    }
    return {
      rpc,
      startedAtMs: this.#clock.now(),
      dispose() {
        ended.dispose();
        rpc.dispose();
        thread.dispose();
      },
    };
  }

  #stop(): void {
    this.#restartTimer?.dispose();
    this.#restartTimer = undefined;
    this.#running?.dispose();
    this.#running = undefined;
  }

  #crashed(reason: unknown): void {
    const livedMs = this.#clock.now() - (this.#running?.startedAtMs ?? 0);
    this.#stop();
    this.#crashes = livedMs > healthyMs ? 1 : this.#crashes + 1;
    const delayMs = Math.min(longestRestartMs, firstRestartMs * 2 ** (this.#crashes - 1));
    this.#log.error(`the engine ended unexpectedly and starts again in ${delayMs} ms`, reason);
    this.#restartTimer = this.#clock.after(delayMs, () => {
      this.#restartTimer = undefined;
      this.#takeOver();
    });
    this.#statuses.fire('restarting');
  }

  #takeOver(): void {
    try {
      this.#running = this.#start();
    } catch (error) {
      this.#crashed(error);
      return;
    }
    this.#statuses.fire('running');
    this.#restarts.fire(null);
  }
}

/** Whether a call failed only because the engine went away; it will be asked again after the restart. */
export function isClosed(error: unknown): boolean {
  return error instanceof CallFailed && error.reason === 'closed';
}
