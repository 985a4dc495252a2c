// Windows of VS Code for benchmarks, and the moments they need to know.
import type { Frame, Page } from 'playwright-core';
import type { VscodeHost } from '../support/vscodeHost/vscodeHost';
import { startVscodeHost } from '../support/vscodeHost/chooseHost';
import type { Workbench } from '../support/vscodeHost/workbench';

declare global {
  /** When the user last pressed in this page, milliseconds since the Unix epoch. */
  var benchPressedAt: number | undefined;
  /** When this document first had a chart with data, milliseconds since the Unix epoch. */
  var benchFirstDrawnAt: number | undefined;
}

export const benchWindowSize = { width: 1600, height: 1000 };

/** Gives `use` a VS Code and closes everything afterwards. */
export async function withHost<T>(use: (host: VscodeHost) => Promise<T>): Promise<T> {
  const host = await startVscodeHost();
  try {
    return await use(host);
  } finally {
    await host.dispose();
  }
}

/** Opens the Trackside container and waits until nothing is left to read, by the page of a dashboard. */
export async function openDashboard(workbench: Workbench): Promise<Frame> {
  await workbench.runCommand('Trackside: Open Dashboard');
  return workbench.webview('.chart[data-drawn]', 120_000);
}

/** Waits until one chart was drawn from so many points, all runs of it together. */
export async function whenDrawn(frame: Frame, points: number, timeoutMs = 180_000): Promise<void> {
  await frame.waitForFunction(
    (wanted) =>
      [...document.querySelectorAll<HTMLElement>('.chart')].some(
        (chart) => Number(chart.dataset['points']) >= wanted,
      ),
    points,
    { timeout: timeoutMs },
  );
}

/** Makes the page remember when it is pressed upon, so that a press can be timed from within. */
export async function notePresses(page: Page): Promise<void> {
  await page.evaluate(() => {
    document.addEventListener(
      'pointerdown',
      () => {
        globalThis.benchPressedAt = Date.now();
      },
      { capture: true },
    );
  });
}

/** When the page was last pressed upon, milliseconds since the Unix epoch. */
export async function pressedAt(page: Page): Promise<number> {
  return page.evaluate(() => globalThis.benchPressedAt ?? NaN);
}

/**
 * Makes every later document of the window remember when it had its first chart with data. A timer, because a
 * webview's document is written over, which ends its observers and its frame callbacks but not its timers.
 */
export async function noteFirstCharts(page: Page): Promise<void> {
  await page.addInitScript(() => {
    if (window.top === window) return;
    const timer = setInterval(() => {
      if (!document.querySelector('.chart[data-drawn]')) return;
      globalThis.benchFirstDrawnAt = Date.now();
      clearInterval(timer);
    }, 10);
  });
}
