// VS Code's server form with its workbench in a headless browser.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from '../browser';
import { mustRun, ProcessGroup } from '../run';
import { logFolder, PageLog } from './logs';
import { ensureServer, type ServerProgram } from './serverInstall';
import { cleanEnvironment } from './environment';
import { defaultSize, userSettings, type OpenOptions, type VscodeHost } from './vscodeHost';
import { Workbench, type WindowControl } from './workbench';

/** A started server: its address, and the folder with everything it writes. */
export class VscodeServer {
  readonly #group: ProcessGroup;
  readonly #home: string;
  readonly settingsFile: string;
  readonly port: number;

  private constructor(group: ProcessGroup, home: string, port: number) {
    this.#group = group;
    this.#home = home;
    this.port = port;
    this.settingsFile = settingsFileIn(home);
  }

  /** Starts a server with fresh data on a free port of this machine. */
  static async start(program: ServerProgram, options: OpenOptions): Promise<VscodeServer> {
    const home = mkdtempSync(path.join(tmpdir(), 'trackside-vscode-'));
    mkdirSync(path.dirname(settingsFileIn(home)), { recursive: true });
    writeFileSync(settingsFileIn(home), JSON.stringify(userSettings(options), null, 2));
    const { extension } = options;
    if (extension && 'vsix' in extension) {
      const args = ['--install-extension', extension.vsix, ...dataSwitches(home)];
      await mustRun(program.node, [program.main, ...args], { timeoutMs: 120_000 });
    }
    const args = [...dataSwitches(home), ...serveSwitches];
    const group = new ProcessGroup(program.node, [program.main, ...args], {
      log: path.join(logFolder(options.label), 'server.log'),
      env: cleanEnvironment(options.env ?? {}),
    });
    try {
      const [, port] = await group.outputMatching(/agent listening on (\d+)/, 60_000);
      return new VscodeServer(group, home, Number(port));
    } catch (error) {
      await group.stop();
      rmSync(home, { recursive: true, force: true });
      throw error;
    }
  }

  /** The address that shows the workbench with the workspace and what it is to load. */
  address({ workspace, extension, tests }: OpenOptions): string {
    const remote = (file: string) => `vscode-remote://localhost:${this.port}${file}`;
    const payload: [string, string][] = [['skipWelcome', 'true']];
    if (extension && 'folder' in extension) {
      payload.push(['extensionDevelopmentPath', remote(extension.folder)]);
    }
    if (tests !== undefined) payload.push(['extensionTestsPath', remote(tests)]);
    const opened = workspace === null ? { ew: 'true' } : { folder: workspace };
    const query = new URLSearchParams({ ...opened, payload: JSON.stringify(payload) });
    return `http://localhost:${this.port}/?${query.toString()}`;
  }

  async stop(): Promise<void> {
    await this.#group.stop();
    rmSync(this.#home, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }
}

const serveSwitches = [
  ...['--host', '127.0.0.1', '--port', '0', '--without-connection-token'],
  ...['--accept-server-license-terms', '--telemetry-level', 'off', '--enable-smoke-test-driver'],
  // Should this process be killed without a chance to clean up, the server ends by itself.
  '--enable-remote-auto-shutdown',
];

function dataSwitches(home: string): string[] {
  return [
    ...['--server-data-dir', path.join(home, 'server')],
    ...['--user-data-dir', path.join(home, 'user')],
    ...['--extensions-dir', path.join(home, 'extensions')],
  ];
}

function settingsFileIn(home: string): string {
  return path.join(home, 'user/User/settings.json');
}

class ServerHost implements VscodeHost {
  readonly kind = 'server';
  readonly #program: ServerProgram;
  readonly #browser: Browser;
  readonly #open = new Set<WindowControl>();

  constructor(program: ServerProgram, browser: Browser) {
    this.#program = program;
    this.#browser = browser;
  }

  async open(options: OpenOptions): Promise<Workbench> {
    const server = await VscodeServer.start(this.#program, options);
    const context = await this.#browser.newContext({ viewport: options.size ?? defaultSize });
    const page = await context.newPage();
    const log = new PageLog(page, options.label);
    const control: WindowControl = {
      page,
      logs: logFolder(options.label),
      reload: async () => {
        await page.reload();
      },
      resize: (size) => page.setViewportSize(size),
      close: async () => {
        this.#open.delete(control);
        await context.close();
        await server.stop();
        log.close();
      },
    };
    this.#open.add(control);
    return this.#show(control, page, server.address(options));
  }

  async dispose(): Promise<void> {
    await Promise.all([...this.#open].map((control) => control.close()));
    await this.#browser.close();
  }

  /** A machine that is busy may lose the first load to the server's own start; the second one is quick. */
  async #show(control: WindowControl, page: Page, address: string): Promise<Workbench> {
    try {
      await page.goto(address);
      return await Workbench.opened(control, 45_000);
    } catch {
      await page.goto(address);
      return await Workbench.opened(control, 90_000);
    }
  }
}

/** Installs what is missing and starts the browser; windows get a server each. */
export async function startServerHost(): Promise<VscodeHost> {
  const program = await ensureServer();
  return new ServerHost(program, await launchBrowser());
}
