// A chart as SVG: what is in the frame and nothing else, whatever runs are called.
import assert from 'node:assert/strict';
import type {
  Frame,
  FramePiece,
  FrameQuery,
  FrameSeries,
  PieceRole,
} from '../../../src/shared/frame';
import type { RunId } from '../../../src/shared/vocabulary';
import { openFrame } from '../../../webview/charts/chartData';
import {
  chartSvg,
  latexStyle,
  plainStyle,
  type ChartPicture,
  type SvgLine,
} from '../../../webview/charts/chartSvg';

type Points = readonly (readonly [x: number, y: number])[];

/** A frame over 0 … 10 with a series for each list of pieces. */
function frameOf(...series: readonly (readonly (readonly [PieceRole, Points])[])[]): Frame {
  const buffer = new ArrayBuffer(4096);
  let at = 0;
  const put = ([role, points]: readonly [PieceRole, Points]): FramePiece => {
    const { length: count } = points;
    const xOffset = at;
    const yOffset = xOffset + 8 * count;
    new Float64Array(buffer, xOffset, count).set(points.map(([x]) => x));
    new Float32Array(buffer, yOffset, count).set(points.map(([, y]) => y));
    at = yOffset + 8 * Math.ceil(count / 2);
    return { role, exact: true, count, xOffset, yOffset };
  };
  return {
    revision: 1,
    axis: 'step',
    range: { from: 0, to: 10 },
    extent: { from: 0, to: 10 },
    y: null,
    yMinPositive: null,
    yInner: null,
    singleStep: false,
    markPlaces: [],
    series: series.map((pieces, i): FrameSeries => ({
      run: `run${i}` as RunId,
      tag: 'loss',
      group: null,
      members: 1,
      firstNonFinite: null,
      writer: 0,
      writers: 1,
      file: '',
      pieces: pieces.map(put),
      restarts: [],
      points: 0,
    })),
    buffer,
  };
}

const query: FrameQuery = {
  ...{ tag: 'loss', runs: [], axis: 'step', range: null, columns: 100, detail: 'm4' },
  ...{ smoothing: { kind: 'none' }, raw: false, ghosts: false },
};
const blue: SvgLine = { name: 'a', colour: '#0000ff', dash: [] };
const picture = (frame: Frame, more: Partial<ChartPicture> = {}): ChartPicture => ({
  title: 'loss',
  data: openFrame(query, frame),
  lines: [blue],
  x: { from: 0, to: 10 },
  logX: false,
  y: { from: 0, to: 1 },
  logY: false,
  xTitle: 'step',
  width: 400,
  height: 300,
  ...more,
});

/** Strokes of the lines, each with its points. */
function strokes(svg: string): string[] {
  const [, inside = ''] = /<g [^>]*>([^]*)<\/g>/.exec(svg) ?? [];
  return [...inside.matchAll(/d="([^"]*)"/g)].map((match) => match[1]!);
}

describe('a chart as SVG', () => {
  it('draws every point, with gaps where there are gaps', () => {
    const points: Points = [
      [0, 0],
      [5, 1],
      [6, NaN],
      [7, 0.5],
      [8, NaN],
      [10, 0],
    ];
    const [d = ''] = strokes(chartSvg(picture(frameOf([['line', points]])), plainStyle));
    assert.deepEqual(
      [d.match(/M/g)?.length, d.match(/L/g)?.length, d.match(/h0\.01/g)?.length],
      [3, 1, 2],
    );
  });

  it('leaves out what a logarithmic axis cannot show', () => {
    const points: Points = [
      [0, 0.01],
      [5, 0],
      [10, 1],
    ];
    const frame = frameOf([['line', points]]);
    const log = picture(frame, { logY: true, y: { from: 0.01, to: 1 } });
    const [d = ''] = strokes(chartSvg(log, plainStyle));
    assert.deepEqual([d.match(/M/g)?.length, /NaN|Infinity/.test(d)], [2, false]);
  });

  it('draws values behind a smoothed line faintly, dots where points are few, and no marks', () => {
    const points: Points = [
      [0, 0],
      [10, 1],
    ];
    const frame = frameOf([
      ['raw', points],
      ['smooth', points],
      ['nonFinite', [[5, 1]]],
    ]);
    const svg = chartSvg(picture(frame), plainStyle);
    assert.deepEqual([strokes(svg).length, svg.match(/opacity="0.3"/g)?.length], [3, 1]);
  });

  it('tells each look once in the legend, with its dashes', () => {
    const points: Points = [
      [0, 0],
      [10, 1],
    ];
    const dashed: SvgLine = { name: 'b', colour: '#ff0000', dash: [6, 3] };
    const frame = frameOf([['line', points]], [['line', points]], [['line', points]]);
    const svg = chartSvg(picture(frame, { lines: [blue, dashed, dashed] }), plainStyle);
    assert.deepEqual(
      [svg.match(/>b<\/text>/g)?.length, svg.match(/stroke-dasharray="6 3"/g)?.length],
      [1, 3],
    );
  });

  it('takes names as text and nothing else', () => {
    const name = '"><script>alert(1)</script>\u0000&';
    const svg = chartSvg(
      picture(frameOf([['line', [[1, 1]]]]), { title: name, lines: [{ ...blue, name }] }),
      plainStyle,
    );
    assert.deepEqual(
      [svg.includes('<script'), svg.includes('\u0000'), svg.match(/&#38;<\//g)?.length],
      [false, false, 3],
    );
  });

  it('fits a paper in the style for LaTeX, with the legend below', () => {
    const [head] = chartSvg(picture(frameOf()), latexStyle).split('\n');
    assert.equal(
      head,
      '<svg xmlns="http://www.w3.org/2000/svg" width="400pt" height="316pt" viewBox="0 0 400 316" ' +
        `font-family="'Latin Modern Roman', 'CMU Serif', 'Computer Modern', serif" font-size="8" fill="#000000">`,
    );
  });

  it('is the same for the same chart', () => {
    const chart = picture(frameOf([['line', [[1, 1]]]]));
    assert.equal(chartSvg(chart, plainStyle), chartSvg(chart, plainStyle));
  });
});
