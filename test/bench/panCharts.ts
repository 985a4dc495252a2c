// A drag with Shift over one chart of a dashboard, zoomed in before: all charts in sight move together.
import type { Frame, Page } from 'playwright-core';
import { sampleFrames, type FrameTimes } from './frameTimes';

const gestureMs = 4_500;
const amplitude = 0.4;

/** Zooms into the first chart in sight and pans to and fro; the zoom is undone afterwards. */
export async function panCharts(
  frame: Frame,
  selector = '.chart[data-drawn]',
): Promise<FrameTimes> {
  const page = frame.page();
  const box = await frame.locator(selector).first().boundingBox();
  if (!box) throw new Error('no chart is in sight');
  const [x, y] = [box.x + box.width * 0.55, box.y + box.height / 2];
  await page.mouse.move(x, y);
  await page.mouse.click(x, y);
  for (let i = 0; i < 8; i++) await page.mouse.wheel(0, -120);
  await frame.waitForTimeout(1000);
  const sampled = await sampleFrames(frame, () => drag(page, x, y, box.width));
  await page.keyboard.press('0');
  await frame.waitForTimeout(500);
  return sampled;
}

async function drag(page: Page, x: number, y: number, width: number): Promise<void> {
  await page.keyboard.down('Shift');
  await page.mouse.down();
  const start = Date.now();
  for (let move = 0; Date.now() - start < gestureMs; move++) {
    await page.mouse.move(x + Math.sin(move / 40) * width * amplitude, y);
    await page.waitForTimeout(4);
  }
  await page.mouse.up();
  await page.keyboard.up('Shift');
}
