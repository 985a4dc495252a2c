// The colours of runs: readable on their background and told apart without full colour vision.
import assert from 'node:assert/strict';
import { paletteSize, runColour, runDash, type PaletteTheme } from '../../../src/shared/palette';

type Triple = readonly [number, number, number];

/** Machado, Oliveira and Fernandes (2009), severity 1.0, on linear RGB. */
const visions: readonly (readonly [Triple, Triple, Triple])[] = [
  [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
];

function linear(hex: string): Triple {
  const channel = (at: number): number => {
    const value = parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return [channel(1), channel(3), channel(5)];
}

function contrast(a: string, b: string): number {
  const luminance = ([r, g, bl]: Triple): number => 0.2126 * r + 0.7152 * g + 0.0722 * bl;
  const [x, y] = [luminance(linear(a)), luminance(linear(b))];
  return (Math.max(x, y) + 0.05) / (Math.min(x, y) + 0.05);
}

function times(matrix: readonly [Triple, Triple, Triple], v: Triple): Triple {
  const row = (m: Triple): number => m[0] * v[0] + m[1] * v[1] + m[2] * v[2];
  return [row(matrix[0]), row(matrix[1]), row(matrix[2])];
}

/** OKLab of linear RGB (Ottosson 2020). */
function oklab(rgb: Triple): Triple {
  const clipped = rgb.map((v) => Math.min(1, Math.max(0, v))) as unknown as Triple;
  const cones = times(
    [
      [0.4122214708, 0.5363325363, 0.0514459929],
      [0.2119034982, 0.6806995451, 0.1073969566],
      [0.0883024619, 0.2817188376, 0.6299787005],
    ],
    clipped,
  ).map(Math.cbrt) as unknown as Triple;
  return times(
    [
      [0.2104542553, 0.793617785, -0.0040720468],
      [1.9779984951, -2.428592205, 0.4505937099],
      [0.0259040371, 0.7827717662, -0.808675766],
    ],
    cones,
  );
}

function colours(theme: PaletteTheme): string[] {
  return Array.from({ length: paletteSize }, (_, index) => runColour(index, theme));
}

const backgrounds: Readonly<Record<PaletteTheme, readonly [string, number]>> = {
  dark: ['#1f1f1f', 3],
  light: ['#ffffff', 3],
  highContrast: ['#000000', 4.5],
  highContrastLight: ['#ffffff', 4.5],
};

describe('palette', () => {
  for (const [theme, [background, least]] of Object.entries(backgrounds)) {
    it(`stands out from the background in ${theme}`, () => {
      const weak = colours(theme as PaletteTheme).filter((c) => contrast(c, background) < least);
      assert.deepEqual(weak, []);
    });

    it(`keeps any two colours apart for every eye in ${theme}`, () => {
      const list = colours(theme as PaletteTheme);
      const close: string[] = [];
      for (const vision of visions) {
        const seen = list.map((c) => oklab(times(vision, linear(c))));
        seen.forEach((a, i) => {
          seen.slice(0, i).forEach((b, j) => {
            const distance = Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
            if (distance < 0.06) close.push(`${list[i] ?? ''} ${list[j] ?? ''} ${distance}`);
          });
        });
      }
      assert.deepEqual(close, []);
    });
  }

  it('starts over with another dash pattern', () => {
    assert.equal(runColour(paletteSize, 'dark'), runColour(0, 'dark'));
    const patterns = [0, 11, 12, 24, 36, 48].map((index) => runDash(index).join(' '));
    assert.deepEqual(patterns, ['', '', '6 3', '2 2', '8 3 2 3', '']);
  });
});
