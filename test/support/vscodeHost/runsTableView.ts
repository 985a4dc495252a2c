// The runs table in a VS Code window: its rows and cells, its filter, its titles.
import type { Frame, Locator } from 'playwright-core';
import type { Workbench } from './workbench';

export class RunsTableView {
  readonly frame: Frame;

  constructor(frame: Frame) {
    this.frame = frame;
  }

  /** Opens the table with its command and waits until it shows rows. */
  static async open(workbench: Workbench): Promise<RunsTableView> {
    await workbench.runCommand('Trackside: Open Runs Table');
    return RunsTableView.shown(workbench);
  }

  /** The table that is open already, as after a reload. */
  static async shown(workbench: Workbench): Promise<RunsTableView> {
    const frame = await workbench.webview('.grid .row, .runs-page [data-empty]', 60_000);
    return new RunsTableView(frame);
  }

  head(key: string): Locator {
    return this.frame.locator(`.head-cell[data-key="${key}"]`);
  }

  cell(index: number, key: string): Locator {
    return this.frame.locator(`.row[data-index="${index}"]:not([hidden]) .cell[data-key="${key}"]`);
  }

  async filter(text: string): Promise<void> {
    await this.frame.getByRole('combobox', { name: 'Filter runs' }).fill(text);
  }

  /** Waits until the cells of a column read so, from the top. */
  async reads(key: string, wanted: readonly string[]): Promise<void> {
    await this.frame.waitForFunction(
      ([column, texts]) => {
        const rows = [...document.querySelectorAll<HTMLElement>('.row:not([hidden])')];
        rows.sort((a, b) => Number(a.ariaRowIndex) - Number(b.ariaRowIndex));
        const found = rows.map((row) => {
          const cells = [...row.querySelectorAll<HTMLElement>('.cell')];
          const cell = cells.find(({ dataset }) => dataset['key'] === column);
          return cell?.querySelector('.cell-text')?.textContent ?? '';
        });
        return JSON.stringify(found) === JSON.stringify(texts);
      },
      [key, wanted] as const,
      { timeout: 30_000 },
    );
  }
}
