// What a user does and sees in a VS Code window, in terms of the workbench: commands, views, rows, webviews, themes.
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { Frame, Locator, Page } from 'playwright-core';
import { whenRestored, writeUserSettings } from './smokeTestDriver';
import { readTreeRows, type TreeRow } from './treeRows';
import type { Size } from './vscodeHost';

/** What differs between the forms of VS Code. */
export interface WindowControl {
  readonly page: Page;
  /** Folder for pictures and logs of this window. */
  readonly logs: string;
  /** Starts the window again, with the same user data and workspace. */
  reload(): Promise<void>;
  resize(size: Size): Promise<void>;
  close(): Promise<void>;
}

export type ThemeKind = 'light' | 'dark' | 'highContrast' | 'highContrastLight';

/** Each kind of theme by the name in the settings and by the class that the workbench then has. */
const themes: Readonly<Record<ThemeKind, readonly [name: string, className: string]>> = {
  light: ['Default Light Modern', 'vs'],
  dark: ['Default Dark Modern', 'vs-dark'],
  highContrast: ['Default High Contrast', 'hc-black'],
  highContrastLight: ['Default High Contrast Light', 'hc-light'],
};

const workbenchShown = '.monaco-workbench .activitybar .action-item';

/** A window of VS Code, driven from outside as a user would. Every wait ends with an error after its time limit. */
export class Workbench {
  readonly #control: WindowControl;

  constructor(control: WindowControl) {
    this.#control = control;
  }

  get page(): Page {
    return this.#control.page;
  }

  /** Resolves when the window has its activity bar. */
  static async opened(control: WindowControl, timeoutMs = 60_000): Promise<Workbench> {
    await control.page.waitForSelector(workbenchShown, { timeout: timeoutMs });
    await control.page.evaluate(whenRestored);
    return new Workbench(control);
  }

  /** Runs a command by what the palette calls it, such as `Trackside: Open Dashboard`. */
  async runCommand(title: string): Promise<void> {
    const box = this.page.locator('.quick-input-widget:visible .quick-input-box input');
    const row = this.page
      .locator('.quick-input-widget .monaco-list-row')
      .filter({ has: this.page.getByText(title, { exact: true }) })
      .first();
    // The workbench ignores keys while it starts, and an open palette does not learn of commands that come later.
    await this.#untilShown(row, async () => {
      await this.page.keyboard.press('Escape');
      await this.page.keyboard.press('F1');
      await box.fill(`>${title}`, { timeout: 2000 }).catch(() => undefined);
    });
    await row.click();
  }

  /** Opens a container of the activity bar; does nothing when it is open. */
  async openContainer(title: string): Promise<void> {
    const item = this.page.locator(`.activitybar .action-item:has([aria-label^="${title}"])`);
    await item.first().waitFor({ timeout: 60_000 });
    if (await item.first().evaluate((node) => node.classList.contains('checked'))) return;
    await item.first().click();
  }

  /** Double-clicks a file in the Explorer, so that its tab stays; `parts` lead to it from the workspace folder. */
  async openFile(...parts: readonly string[]): Promise<void> {
    await this.openContainer('Explorer');
    for (const [at, part] of parts.entries()) {
      const row = this.page
        .locator('.explorer-folders-view .monaco-list-row')
        .filter({ has: this.page.getByText(part, { exact: true }) })
        .first();
      await row.waitFor();
      const isOpen = (await row.getAttribute('aria-expanded')) === 'true';
      if (at === parts.length - 1) await row.dblclick();
      else if (!isOpen) await row.click();
    }
  }

  /** Opens a file of this machine by its absolute path, through the dialog of the workbench. */
  async openPath(file: string): Promise<void> {
    await this.runCommand('File: Open File...');
    const dialog = this.page.locator('.quick-input-widget:visible');
    const box = dialog.locator('.quick-input-box input');
    const row = dialog.locator('.monaco-list-row').filter({ hasText: path.basename(file) });
    // The dialog begins by filling in a folder of its own, over whatever was typed.
    await this.page.waitForFunction(
      (input) => (input as HTMLInputElement | null)?.value.endsWith('/'),
      await box.elementHandle(),
    );
    await this.#untilShown(row, () => box.fill(file));
    await box.press('Enter');
    await dialog.waitFor({ state: 'hidden' });
  }

  /** The body of a view of the side bar, such as `Runs`. */
  view(name: string): Locator {
    const header = `.pane-header[aria-label="${name} Section"], .pane-header[aria-label^="${name}"]`;
    return this.page.locator(`.sidebar .pane:has(${header})`).first();
  }

  /** The rows of a tree that are in sight, from the top. */
  treeRows(viewName: string): Promise<TreeRow[]> {
    return readTreeRows(this.view(viewName));
  }

  /** One row by its label. */
  treeRow(viewName: string, label: string): Locator {
    return this.view(viewName)
      .locator('.monaco-list-row')
      .filter({ has: this.page.getByText(label, { exact: true }) })
      .first();
  }

  /** Waits for rows that satisfy `accept`, and returns them; fails with the rows that were there. */
  async treeRowsWhen(
    viewName: string,
    accept: (rows: readonly TreeRow[]) => boolean,
    timeoutMs = 30_000,
  ): Promise<TreeRow[]> {
    const deadline = Date.now() + timeoutMs;
    for (;;) {
      const rows = await this.treeRows(viewName);
      if (accept(rows)) return rows;
      if (Date.now() > deadline) {
        throw new Error(`the rows of ${viewName} stayed ${JSON.stringify(rows, null, 1)}`);
      }
      await this.page.waitForTimeout(100);
    }
  }

  /** The document of an extension's webview in which `selector` can be found: it is two frames deep. */
  async webview(selector: string, timeoutMs = 30_000): Promise<Frame> {
    const deadline = Date.now() + timeoutMs;
    for (;;) {
      for (const frame of this.page.frames()) {
        if (await showsInWebview(frame, selector)) return frame;
      }
      if (Date.now() > deadline) throw new Error(`no webview has shown ${selector}`);
      await this.page.waitForTimeout(50);
    }
  }

  /** Texts of the notifications in sight. */
  notifications(): Promise<string[]> {
    return this.page.locator('.notification-list-item-message:visible').allInnerTexts();
  }

  /** Titles of the editor tabs, from the left. */
  tabs(): Promise<string[]> {
    return this.page.locator('.editor-group-container .tab .label-name').allInnerTexts();
  }

  async setTheme(kind: ThemeKind): Promise<void> {
    const [name, className] = themes[kind];
    await this.writeSettings({ 'workbench.colorTheme': name });
    await this.page.waitForSelector(`.monaco-workbench.${className}`, { timeout: 20_000 });
  }

  /** Changes user settings, keeping the others. They reach the extensions a moment later. */
  writeSettings(settings: Readonly<Record<string, unknown>>): Promise<void> {
    return this.page.evaluate(writeUserSettings, settings);
  }

  resize(size: Size): Promise<void> {
    return this.#control.resize(size);
  }

  /** Reloads the window; resolves when the workbench is back. */
  async reload(): Promise<void> {
    await this.#control.reload();
    await this.page.waitForSelector(workbenchShown, { timeout: 60_000 });
    await this.page.evaluate(whenRestored);
  }

  /** Takes a picture of the window into the window's log folder, or to `file`. */
  async screenshot(file: string): Promise<string> {
    const target = path.resolve(this.#control.logs, file);
    mkdirSync(path.dirname(target), { recursive: true });
    await this.page.screenshot({ path: target });
    return target;
  }

  close(): Promise<void> {
    return this.#control.close();
  }

  /** Repeats what should bring something up until it shows. */
  async #untilShown(wanted: Locator, act: () => Promise<void>): Promise<void> {
    const deadline = Date.now() + 60_000;
    for (;;) {
      await act();
      const shown = await wanted.waitFor({ timeout: 3000 }).then(
        () => true,
        () => false,
      );
      if (shown) return;
      if (Date.now() > deadline) throw new Error(`${String(wanted)} did not show`);
    }
  }
}

/** A webview loads its next document in a second frame and makes it `#active-frame` when it is ready. */
async function showsInWebview(frame: Frame, selector: string): Promise<boolean> {
  if (!/^(?:pending|active)-frame$/.test(frame.name())) return false;
  try {
    const element = await frame.frameElement();
    const isActive = (await element.getAttribute('id')) === 'active-frame';
    return isActive && (await frame.$(selector)) !== null;
  } catch {
    // The frame went away while it was asked.
    return false;
  }
}
