// Which strokes a line becomes on the canvas.
import assert from 'node:assert/strict';
import type { DrawnPiece } from '../../../webview/charts/chartData';
import { strokePiece } from '../../../webview/charts/polyline';
import { transformFor } from '../../../webview/charts/plotTransform';

/** Notes what is drawn as words: `M` moves, `L` draws a line, `A` a dot. */
class PathRecorder {
  readonly path: string[] = [];

  moveTo(x: number, y: number): void {
    this.path.push(`M${x},${y}`);
  }

  lineTo(x: number, y: number): void {
    this.path.push(`L${x},${y}`);
  }

  arc(x: number, y: number): void {
    this.path.push(`A${x},${y}`);
  }

  beginPath(): void {
    return;
  }

  stroke(): void {
    return;
  }

  fill(): void {
    return;
  }

  setLineDash(): void {
    return;
  }
}

/** The path of points given in pixels of a plot of 100 × 100. */
function pathOf(
  points: readonly (readonly [number, number])[],
  dash: readonly number[] = [],
): string {
  const area = { left: 0, top: 0, right: 100, bottom: 100 };
  // Pixels grow downward, values upward.
  const transform = transformFor(area, { from: 0, to: 100 }, { from: 0, to: 100 }, false);
  const piece: DrawnPiece = {
    role: 'line',
    exact: true,
    x: Float64Array.from(points, ([x]) => x),
    y: Float32Array.from(points, ([, y]) => 100 - y),
  };
  const recorder = new PathRecorder();
  const stroke = { colour: 'red', width: 1, alpha: 1, dash, snapped: false };
  strokePiece(recorder as unknown as CanvasRenderingContext2D, piece, transform, stroke);
  return recorder.path.join(' ');
}

describe('a stroked line', () => {
  const real = globalThis.window;

  before(() => {
    globalThis.window = { devicePixelRatio: 1 } as typeof window;
  });

  after(() => {
    globalThis.window = real;
  });

  it('joins points that lie on columns of their own', () => {
    assert.equal(
      pathOf([
        [1, 10],
        [2, 20],
        [4, 0],
      ]),
      'M1,10 L2,20 L4,0',
    );
  });

  it('breaks at a gap and marks what stands alone with a dot', () => {
    assert.equal(
      pathOf([
        [1, 10],
        [2, NaN],
        [3, 30],
        [4, 40],
      ]),
      'M1,10 M3,30 L4,40 M2.5,10 A1,10',
    );
  });

  it('keeps every turn of a low column', () => {
    assert.equal(
      pathOf([
        [5, 10],
        [5.25, 12],
        [5.5, 11],
        [6, 10],
      ]),
      'M5,10 L5.5,12 L5.5,10 L5.5,11 L6,10',
    );
  });

  it('draws a tall column as one bar and goes on from its last point', () => {
    assert.equal(
      pathOf([
        [4, 50],
        [5, 10],
        [5.25, 90],
        [5.5, 0],
        [5.75, 40],
        [7, 45],
      ]),
      'M4,50 L5,10 M5.5,90 L5.5,0 M5.5,40 L7,45',
    );
  });

  it('lets neighbouring bars meet half-way instead of joining them', () => {
    assert.equal(
      pathOf([
        [5, 10],
        [5.5, 0],
        [5.75, 20],
        [6, 80],
        [6.5, 90],
        [6.75, 70],
      ]),
      'M5,10 M5.5,50 L5.5,0 M5.5,20 M6.5,90 L6.5,50 M6.5,70',
    );
  });

  it('follows the line through tall columns where it is dashed', () => {
    assert.equal(
      pathOf(
        [
          [5, 10],
          [5.5, 90],
          [7, 45],
        ],
        [6, 3],
      ),
      'M5,10 L5.5,90 L5.5,10 L5.5,90 L7,45',
    );
  });
});
