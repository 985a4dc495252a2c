// A terminal that shows what a launch prints, from its log. Closing it, or typing into it, does nothing to the training.
import * as vscode from 'vscode';
import type { Clock } from '../../base/clock';
import { Disposable, type Owned } from '../../base/lifecycle';
import { ConsoleFollower } from '../../core/launch/consoleFollower';
import { printWithEnvironment } from '../../core/launch/commandLine';
import type { KnownLaunch } from '../../core/launch/launchOfRun';
import { isRunning, type Launches } from '../launches';
import { describeLaunchEnd } from './launchWords';
import { quoteStyle } from './quoteStyle';

const lookMs = 150;

export class ConsoleTerminals extends Disposable {
  readonly #launches: Launches;
  readonly #clock: Clock;
  readonly #open = new Map<string, vscode.Terminal>();

  constructor(launches: Launches, clock: Clock) {
    super();
    this.#launches = launches;
    this.#clock = clock;
    this.own(
      vscode.window.onDidCloseTerminal((closed) => {
        for (const [folder, terminal] of this.#open) {
          if (terminal === closed) this.#open.delete(folder);
        }
      }),
    );
  }

  show({ folder, spec }: KnownLaunch): void {
    const known = this.#open.get(folder);
    const pty = known ? null : new ConsolePty(folder, this.#launches, this.#clock);
    const terminal =
      known ??
      vscode.window.createTerminal({
        name: spec.name,
        pty: pty!,
        iconPath: new vscode.ThemeIcon('pulse'),
        isTransient: true,
      });
    this.#open.set(folder, terminal);
    terminal.show(true);
  }

  override dispose(): void {
    for (const terminal of this.#open.values()) terminal.dispose();
    super.dispose();
  }
}

class ConsolePty implements vscode.Pseudoterminal {
  readonly #writes = new vscode.EventEmitter<string>();
  readonly onDidWrite = this.#writes.event;
  readonly #folder: string;
  readonly #follower: ConsoleFollower;
  readonly #launches: Launches;
  readonly #clock: Clock;
  #timer: Owned | undefined;
  #isClosed = false;

  constructor(folder: string, launches: Launches, clock: Clock) {
    this.#folder = folder;
    this.#follower = new ConsoleFollower(folder);
    this.#launches = launches;
    this.#clock = clock;
  }

  open(): void {
    const launch = this.#launch();
    if (launch) {
      const { argv, env } = launch.spec;
      this.#write(`\x1b[2m$ ${printWithEnvironment(argv, env, quoteStyle)}\x1b[0m\n`);
    }
    void this.#follow();
  }

  close(): void {
    this.#isClosed = true;
    this.#timer?.dispose();
    this.#writes.dispose();
  }

  handleInput(keys: string): void {
    // Terminals were seen to send Ctrl+C by themselves when a connection came back.
    if (keys !== '\x03') return;
    const hint = vscode.l10n.t('The training goes on. “Stop Run” stops it.');
    this.#write(`\n\x1b[2m${hint}\x1b[0m\n`);
  }

  async #follow(): Promise<void> {
    // Looked at first: what was printed before the end is there when the end is known.
    const launch = this.#launch();
    for (let text = await this.#follower.read(); text !== ''; text = await this.#follower.read()) {
      if (this.#isClosed) return;
      this.#write(text);
    }
    if (this.#isClosed) return;
    const isOver = launch !== undefined && !isRunning(launch) && launch.state?.phase !== 'waiting';
    if (isOver && (launch.condition === 'ended' || launch.condition === 'lost')) {
      this.#write(`\n\x1b[1m${describeLaunchEnd(launch)}\x1b[0m\n`);
      return;
    }
    this.#timer = this.#clock.after(lookMs, () => void this.#follow());
  }

  #launch(): KnownLaunch | undefined {
    return this.#launches.list.find(({ folder }) => folder === this.#folder);
  }

  /** A terminal wants to be told to go back to the beginning of the line. */
  #write(text: string): void {
    this.#writes.fire(text.replace(/\r?\n/g, '\r\n'));
  }
}
