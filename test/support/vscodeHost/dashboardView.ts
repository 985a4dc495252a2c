// The dashboard in a VS Code window: what its charts have drawn, and when.
import type { Frame, Locator } from 'playwright-core';
import type { Workbench } from './workbench';

export class DashboardView {
  readonly frame: Frame;

  constructor(frame: Frame) {
    this.frame = frame;
  }

  /** Opens the dashboard with its command and waits until it shows something. */
  static async open(workbench: Workbench): Promise<DashboardView> {
    await workbench.runCommand('Trackside: Open Dashboard');
    return DashboardView.shown(workbench);
  }

  /** The dashboard that is open already, as after a reload. */
  static async shown(workbench: Workbench): Promise<DashboardView> {
    const frame = await workbench.webview('.card, [data-empty]', 60_000);
    return new DashboardView(frame);
  }

  chart(tag: string): Locator {
    return this.frame.locator(`.card[data-tag=${JSON.stringify(tag)}] .chart`);
  }

  /** Waits until the chart of a tag has drawn `points` points (or any), and returns how many. */
  async drawn(tag: string, points?: number, timeoutMs = 30_000): Promise<number> {
    const chart = this.chart(tag);
    await chart.scrollIntoViewIfNeeded({ timeout: timeoutMs });
    const wanted = points === undefined ? '' : `[data-points="${points}"]`;
    const scope = this.frame.locator(`.card[data-tag=${JSON.stringify(tag)}]`);
    try {
      await scope.locator(`.chart[data-state="drawn"]${wanted}`).waitFor({ timeout: timeoutMs });
    } catch (error) {
      const shown = await chart.evaluate((node) => JSON.stringify((node as HTMLElement).dataset));
      throw new Error(`${tag} has not drawn ${points ?? 'anything'}: ${shown}`, { cause: error });
    }
    return Number(await chart.getAttribute('data-points'));
  }

  /** Tags of the charts, in the order of the page. */
  tags(): Promise<string[]> {
    return this.frame
      .locator('.card')
      .evaluateAll((cards) => cards.map((card) => (card as HTMLElement).dataset['tag'] ?? ''));
  }

  /** The value in the first row of the full tooltip, once it has the exact values of the step that reads so. */
  async readoutAt(step: string): Promise<string> {
    const answer = await this.frame.waitForFunction((wanted) => {
      const row = document.querySelector('.tooltip-full .tooltip-row:not(.tooltip-head)');
      if (!row || row.querySelector('.pending')) return null;
      if (row.querySelector('.cell-step')?.textContent !== wanted) return null;
      return row.querySelector('.cell-value')?.textContent;
    }, step);
    return (await answer.jsonValue()) ?? '';
  }

  /**
   * When the chart of a tag has shown at least `points` points: milliseconds since the Unix epoch, taken in the page
   * at the beginning of the frame after the drawing.
   */
  timeDrawn(tag: string, points: number): Promise<number> {
    return this.chart(tag).evaluate(
      (chart, wanted) =>
        new Promise<number>((resolve) => {
          const check = (): void => {
            if (Number((chart as HTMLElement).dataset['points']) < wanted) return;
            watcher.disconnect();
            requestAnimationFrame(() => resolve(performance.timeOrigin + performance.now()));
          };
          const watcher = new MutationObserver(check);
          watcher.observe(chart, { attributeFilter: ['data-points'] });
          check();
        }),
      points,
    );
  }
}
