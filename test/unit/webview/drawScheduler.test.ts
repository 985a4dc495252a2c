// Which drawings come when, and when the page counts as falling behind.
import assert from 'node:assert/strict';
import { DrawScheduler } from '../../../webview/charts/drawScheduler';

/** Frames of a page without a screen: they come when the test says so. */
class ManualFrames {
  #callbacks: (() => void)[] = [];

  install(): void {
    globalThis.requestAnimationFrame = (callback) => {
      this.#callbacks.push(() => callback(0));
      return this.#callbacks.length;
    };
  }

  /** Runs one frame; returns how many callbacks it had. */
  pass(): number {
    const callbacks = this.#callbacks;
    this.#callbacks = [];
    for (const callback of callbacks) callback();
    return callbacks.length;
  }
}

describe('the draw scheduler', () => {
  const real = globalThis.requestAnimationFrame;
  let frames: ManualFrames;

  beforeEach(() => {
    frames = new ManualFrames();
    frames.install();
  });

  afterEach(() => {
    globalThis.requestAnimationFrame = real;
  });

  function job(priority: number, draw: () => void): { priority: number; draw: () => void } {
    return { priority, draw };
  }

  it('draws the most wanted first, each once', () => {
    const scheduler = new DrawScheduler();
    const drawn: string[] = [];
    const chart = job(1, () => drawn.push('chart'));
    scheduler.request(chart);
    scheduler.request(chart);
    scheduler.request(job(0, () => drawn.push('overlay')));
    assert.deepEqual([frames.pass(), drawn, frames.pass()], [1, ['overlay', 'chart'], 0]);
  });

  it('leaves what a full frame has no room for to the next, and says that it fell behind', () => {
    const scheduler = new DrawScheduler(-1);
    let drawn = 0;
    scheduler.request(job(1, () => drawn++));
    frames.pass();
    assert.deepEqual([drawn, scheduler.backlogged], [0, true]);
  });

  it('has not fallen behind when a drawing asks for another one', () => {
    const scheduler = new DrawScheduler();
    const drawn: string[] = [];
    const overlay = job(0, () => drawn.push('overlay'));
    scheduler.request(
      job(1, () => {
        drawn.push('chart');
        scheduler.request(overlay);
      }),
    );
    frames.pass();
    assert.deepEqual([drawn, scheduler.backlogged], [['chart'], false]);
    assert.deepEqual([frames.pass(), drawn], [1, ['chart', 'overlay']]);
  });
});
