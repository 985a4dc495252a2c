// VS Code's desktop form, downloaded by @vscode/test-electron or named in VSCODE_EXECUTABLE.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import {
  downloadAndUnzipVSCode,
  resolveCliPathFromVSCodeExecutablePath,
} from '@vscode/test-electron';
import { _electron as electron, type ElectronApplication, type Page } from 'playwright-core';
import { cacheRoot } from '../cacheDirectory';
import { mustRun } from '../run';
import { logFolder, PageLog } from './logs';
import { cleanEnvironment } from './environment';
import {
  defaultSize,
  userSettings,
  type OpenOptions,
  type Size,
  type VscodeHost,
} from './vscodeHost';
import { Workbench, type WindowControl } from './workbench';

const downloadProbe = 'https://update.code.visualstudio.com/api/releases/stable';

/** The executable named by the environment, or null. */
function namedExecutable(): string | null {
  return process.env['VSCODE_EXECUTABLE'] ?? null;
}

/** Whether the desktop form can be had here: it is named, or there is a screen and its download answers soon. */
export async function canHaveElectron(): Promise<boolean> {
  if (namedExecutable() !== null) return true;
  const { DISPLAY: x11, WAYLAND_DISPLAY: wayland } = process.env;
  if (process.platform === 'linux' && !x11 && !wayland) return false;
  try {
    const answer = await fetch(downloadProbe, { signal: AbortSignal.timeout(3000) });
    return answer.ok;
  } catch {
    return false;
  }
}

/** Downloads VS Code when it is not in the cache yet and returns the path of its executable. */
export async function ensureElectron(): Promise<string> {
  const cachePath = path.join(cacheRoot(), 'vscode-desktop');
  return namedExecutable() ?? (await downloadAndUnzipVSCode({ version: 'stable', cachePath }));
}

class ElectronHost implements VscodeHost {
  readonly kind = 'electron';
  readonly #executable: string;
  readonly #open = new Set<WindowControl>();

  constructor(executable: string) {
    this.#executable = executable;
  }

  async open(options: OpenOptions): Promise<Workbench> {
    const home = mkdtempSync(path.join(tmpdir(), 'trackside-vscode-'));
    const settingsFile = path.join(home, 'user/User/settings.json');
    mkdirSync(path.dirname(settingsFile), { recursive: true });
    writeFileSync(settingsFile, JSON.stringify(userSettings(options), null, 2));
    const places = [`--user-data-dir=${home}/user`, `--extensions-dir=${home}/extensions`];
    await this.#installExtension(options, places);
    const app = await electron.launch({
      executablePath: this.#executable,
      args: [
        ...(options.workspace === null ? [] : [options.workspace]),
        ...places,
        ...switchesFor(options),
      ],
      env: cleanEnvironment(options.env ?? {}),
      timeout: 60_000,
    });
    const page = await app.firstWindow({ timeout: 60_000 });
    await resize(app, page, options.size ?? defaultSize);
    const log = new PageLog(page, options.label);
    const control: WindowControl = {
      page,
      logs: logFolder(options.label),
      reload: () => reloadWindow(page),
      resize: (size) => resize(app, page, size),
      close: async () => {
        this.#open.delete(control);
        await app.close();
        log.close();
        rmSync(home, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
      },
    };
    this.#open.add(control);
    return Workbench.opened(control);
  }

  async dispose(): Promise<void> {
    await Promise.all([...this.#open].map((control) => control.close()));
  }

  async #installExtension({ extension }: OpenOptions, places: readonly string[]): Promise<void> {
    if (!extension || !('vsix' in extension)) return;
    const cli = resolveCliPathFromVSCodeExecutablePath(this.#executable);
    await mustRun(cli, ['--install-extension', extension.vsix, ...places]);
  }
}

function switchesFor({ extension, tests }: OpenOptions): string[] {
  const switches = [
    '--no-sandbox',
    '--skip-welcome',
    '--disable-updates',
    '--enable-smoke-test-driver',
  ];
  if (extension && 'folder' in extension) {
    switches.push(`--extensionDevelopmentPath=${extension.folder}`);
  }
  if (tests !== undefined) switches.push(`--extensionTestsPath=${tests}`);
  return switches;
}

/** The page of a window outlives a reload; only its document is another one. */
async function reloadWindow(page: Page): Promise<void> {
  await page.keyboard.press('F1');
  await page.locator('.quick-input-box input').fill('>Developer: Reload Window');
  await Promise.all([page.waitForEvent('domcontentloaded'), page.keyboard.press('Enter')]);
}

async function resize(app: ElectronApplication, page: Page, size: Size): Promise<void> {
  const window = await app.browserWindow(page);
  await window.evaluate((it: { setContentSize(width: number, height: number): void }, to) => {
    it.setContentSize(to.width, to.height);
  }, size);
}

/** Downloads VS Code when it is missing; windows are processes of their own. */
export async function startElectronHost(): Promise<VscodeHost> {
  return new ElectronHost(await ensureElectron());
}
