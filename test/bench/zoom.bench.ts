// How smoothly a series of ten million points is zoomed and panned in a real workbench.
import path from 'node:path';
import type { Frame, Page } from 'playwright-core';
import { benchWindowSize, openDashboard, whenDrawn, withHost } from './benchWindow';
import { framesPerSecond, sampleFrames, type FrameTimes } from './frameTimes';
import { median, percentile, spread, type BenchContext, type BenchRow } from './row';
import { writeScalarLog } from './scalarLog';

const points = 10_000_000;
const rounds = 5;
const gestureMs = 4_500;
const barMs = 20;

interface Place {
  readonly x: number;
  readonly y: number;
  readonly width: number;
}

interface Round {
  readonly rest: FrameTimes;
  readonly zoom: FrameTimes;
  readonly pan: FrameTimes;
}

export async function measure(context: BenchContext): Promise<BenchRow[]> {
  const workspace = path.join(context.scratch, 'long');
  writeScalarLog(path.join(workspace, 'run'), { tags: ['train/loss'], steps: points });
  const measured = await withHost(async (host) => {
    const workbench = await host.open({
      workspace,
      extension: { folder: context.extension },
      size: benchWindowSize,
      label: 'bench-zoom',
    });
    await workbench.openContainer('Trackside');
    const frame = await openDashboard(workbench);
    await whenDrawn(frame, points);
    await frame.locator('.card').hover();
    await frame.getByRole('button', { name: 'Expand to full width' }).click();
    await frame.waitForTimeout(1000);
    const done: Round[] = [];
    for (let round = 0; round < rounds; round++) done.push(await measureRound(frame));
    await workbench.screenshot('zoomed.png');
    return done;
  });
  return [rowOf('zoom', measured), rowOf('pan', measured)];
}

function rowOf(gesture: 'zoom' | 'pan', measured: readonly Round[]): BenchRow {
  const p95s = measured.map((round) => percentile(round[gesture].gaps, 0.95));
  const rest = measured.flatMap((round) => [...round.rest.gaps]);
  const all = measured.flatMap((round) => [...round[gesture].gaps]);
  const drawn = measured.reduce((sum, round) => sum + round[gesture].drawn, 0);
  return {
    what: `10 M-point series: ${gesture}`,
    bar: `frame p95 ≤ ${barMs} ms`,
    measured: `p95 ${median(p95s).toFixed(1)} ms of ${spread(p95s, 1)}; ${framesPerSecond(all).toFixed(0)} frames/s, the chart drawn in ${Math.round((100 * drawn) / all.length)} %`,
    beside: `same window at rest: p95 ${percentile(rest, 0.95).toFixed(1)} ms`,
    met: median(p95s) <= barMs,
  };
}

async function measureRound(frame: Frame): Promise<Round> {
  const page = frame.page();
  const place = await placeOf(frame);
  await page.mouse.move(place.x, place.y);
  await page.mouse.click(place.x, place.y);
  await page.keyboard.press('0');
  await frame.waitForTimeout(500);
  const rest = await sampleFrames(frame, () => frame.waitForTimeout(2000));
  const zoom = await sampleFrames(frame, () => wheel(page));
  await page.keyboard.press('0');
  for (let i = 0; i < 8; i++) await page.mouse.wheel(0, -240);
  await frame.waitForTimeout(500);
  const pan = await sampleFrames(frame, () => drag(page, place));
  return { rest, zoom, pan };
}

async function placeOf(frame: Frame): Promise<Place> {
  const box = await frame.locator('.chart').boundingBox();
  if (!box) throw new Error('the chart is not in sight');
  return { x: box.x + box.width * 0.55, y: box.y + box.height / 2, width: box.width };
}

/** Turns the wheel in, far into the series, and out again, about as often as a mouse reports it. */
async function wheel(page: Page): Promise<void> {
  const start = Date.now();
  for (let turn = 0; Date.now() - start < gestureMs; turn++) {
    await page.mouse.wheel(0, turn % 100 < 50 ? -100 : 100);
    await page.waitForTimeout(8);
  }
}

/** Drags to and fro with shift held. */
async function drag(page: Page, { x, y, width }: Place): Promise<void> {
  await page.keyboard.down('Shift');
  await page.mouse.down();
  const start = Date.now();
  for (let move = 0; Date.now() - start < gestureMs; move++) {
    const share = Math.sin(move / 40);
    await page.mouse.move(x + share * width * 0.4, y);
    await page.waitForTimeout(4);
  }
  await page.mouse.up();
  await page.keyboard.up('Shift');
}
