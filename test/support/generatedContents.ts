// Values without columns that are made up, the same every time, and worth looking at: of two runs over twelve steps.
import { deflateSync, crc32 } from 'node:zlib';
import type { Content, MediaSample } from '../../src/shared/content';
import type { ContentQuery, ItemKind, ItemList, ItemsQuery } from '../../src/shared/items';
import { sceneRun, type ContentScene } from './contentScene';
import { noise } from './pageScenes';

const stepCount = 12;
const start = 1_718_000_000;

type Maker = (run: number, step: number) => Content;

/** By tag: its kind, and what it holds for the first or second run at a step from 0 on. */
const makers: Readonly<Record<string, readonly [ItemKind, Maker]>> = {
  'eval/samples': ['image', (run, step) => pictures(run, step, 1)],
  'eval/grid': ['image', (run, step) => pictures(run, step, 4)],
  'weights/layer1': ['histogram', histogram],
  'speech/sample': ['audio', sound],
  'notes/summary': ['text', (run, step) => text([], [markdown(run, step)])],
  'notes/table': ['text', () => text([2, 2], ['**lr**', '3e-4', '**batch**', '64'])],
  'eval/pr': ['prCurve', prCurve],
  'eval/predictions': ['table', (run) => table(run)],
  'eval/confusion': ['table', confusion],
  'raw/kernel': ['tensor', tensor],
  'pages/report': ['file', () => page()],
};

/** @param steps how many there are by now, twelve at most */
export function generatedContents(steps = (): number => stepCount): ContentScene {
  const runs = [sceneRun('resnet50_lr3e-4', 0, 'running'), sceneRun('vit_small', 1)];
  const list = (query: ItemsQuery): ItemList => listOf(query.kind === 'file' ? 1 : steps());
  return {
    runs,
    tags: Object.entries(makers).map(([tag, [kind]]) => ({ tag, kind, runs: [0, 1] })),
    getItems: list,
    getContent: ({ run, tag, number }: ContentQuery) =>
      makers[tag]![1](
        runs.findIndex(({ id }) => id === run),
        number,
      ),
  };
}

function listOf(count: number): ItemList {
  const numbers = Float64Array.from({ length: count }, (_, at) => at);
  return {
    revision: 1,
    fileNames: ['events'],
    files: new Uint32Array(count),
    numbers,
    steps: numbers.map((at) => at * 100),
    wallTimes: numbers.map((at) => start + at * 60),
    sizes: new Float64Array(count).fill(1000),
    segments: new Uint32Array(count),
    superseded: new Uint8Array(count),
  };
}

function pictures(run: number, step: number, count: number): Content {
  const [width, height] = [48, 32];
  const samples = Array.from({ length: count }, (_, sample) => {
    const pixel = (x: number, y: number): readonly [number, number, number] => {
      const wave = Math.sin((x + sample * 7) / (4 + run)) + Math.cos(y / 5 + step / 3);
      const grain = noise(x * 31 + y * 17 + sample) * (60 - step * 4);
      const light = 128 + wave * 40 + grain;
      return [light + 20 * run, light, 255 - light].map(clamp) as [number, number, number];
    };
    return { mime: 'image/png', bytes: pngOf(width, height, pixel), label: null };
  });
  return { kind: 'image', width, height, samples };
}

function clamp(value: number): number {
  return Math.max(0, Math.min(255, Math.round(value)));
}

/** A PNG of true colour: signature, header, one block of rows that each begin with filter 0, end. */
export function pngOf(
  width: number,
  height: number,
  pixel: (x: number, y: number) => readonly [number, number, number],
): Uint8Array {
  const rows = Buffer.alloc(height * (1 + width * 3));
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) rows.set(pixel(x, y), y * (1 + width * 3) + 1 + x * 3);
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const signature = Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]);
  const parts = [chunk('IHDR', header), chunk('IDAT', deflateSync(rows)), chunk('IEND')];
  return new Uint8Array(Buffer.concat([signature, ...parts]));
}

function chunk(name: string, data = Buffer.alloc(0)): Buffer {
  const body = Buffer.concat([Buffer.from(name), data]);
  const frame = Buffer.alloc(4);
  frame.writeUInt32BE(data.length);
  const check = Buffer.alloc(4);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([frame, body, check]);
}

function histogram(run: number, step: number): Content {
  const count = 40;
  const lefts = Float64Array.from({ length: count }, (_, at) => -2 + at * 0.1);
  const middle = -0.6 + step * 0.08 + run * 0.3;
  const width = 0.7 - step * 0.035;
  const counts = lefts.map((left) =>
    Math.round(900 * Math.exp(-(((left + 0.05 - middle) / width) ** 2))),
  );
  return {
    kind: 'histogram',
    lefts,
    rights: lefts.map((left) => left + 0.1),
    counts,
    ...{ min: -2, max: 2, sum: null, sumSquares: null },
    count: counts.reduce((sum, each) => sum + each, 0),
  };
}

/** A tone that dies away, as 16-bit WAV. */
export function wavOf(seconds: number, pitch: number): Uint8Array {
  const rate = 8000;
  const count = Math.round(seconds * rate);
  const file = Buffer.alloc(44 + count * 2);
  file.write('RIFF', 0);
  file.writeUInt32LE(36 + count * 2, 4);
  file.write('WAVEfmt ', 8);
  file.writeUInt32LE(16, 16);
  file.writeUInt16LE(1, 20);
  file.writeUInt16LE(1, 22);
  file.writeUInt32LE(rate, 24);
  file.writeUInt32LE(rate * 2, 28);
  file.writeUInt16LE(2, 32);
  file.writeUInt16LE(16, 34);
  file.write('data', 36);
  file.writeUInt32LE(count * 2, 40);
  for (let at = 0; at < count; at++) {
    const value = Math.sin((at / rate) * pitch * 2 * Math.PI) * Math.exp((-3 * at) / count);
    file.writeInt16LE(Math.round(value * 30_000), 44 + at * 2);
  }
  return new Uint8Array(file);
}

function sound(run: number, step: number): Content {
  const bytes = wavOf(0.4, 110 * (1 + run) + step);
  const sample: MediaSample = { mime: 'audio/wav', bytes, label: `a tone of run ${run + 1}` };
  return { kind: 'audio', sampleRate: 8000, samples: [sample] };
}

function text(shape: readonly number[], texts: readonly string[]): Content {
  return { kind: 'text', shape, texts };
}

function markdown(run: number, step: number): string {
  return [
    `# Epoch ${step}`,
    '',
    `The **loss** fell to \`${(2 / (step + 1)).toFixed(3)}\`; see [the report](https://example.com/report) or [this](javascript:alert(1)).`,
    '',
    '| class | precision |',
    '|---|---|',
    `| cat | ${(0.5 + step * 0.03).toFixed(2)} |`,
    `| dog | ${(0.4 + step * 0.04 + run * 0.05).toFixed(2)} |`,
    '',
    '- [x] warm-up',
    '- [ ] decay',
    '',
    '![a picture](https://example.com/remote.png) <script>alert(1)</script>',
    '',
    '```python',
    'model.fit(x < y)',
    '```',
  ].join('\n');
}

function prCurve(run: number, step: number): Content {
  const count = 60;
  const thresholds = Float64Array.from({ length: count }, (_, at) => at / (count - 1));
  const skill = 0.4 + step * 0.04 + run * 0.05;
  const recall = thresholds.map((at) => Math.max(0, 1 - at ** (1 + skill * 3)));
  const precision = thresholds.map((at) => Math.min(1, 0.3 + skill * 0.4 + at * 0.3));
  const truePositives = recall.map((each) => Math.round(each * 500));
  return {
    kind: 'prCurve',
    ...{ thresholds, recall, precision, truePositives },
    falsePositives: truePositives.map((tp, at) => Math.round(tp / precision[at]! - tp)),
    trueNegatives: thresholds.map((at) => Math.round(at * 480)),
    falseNegatives: truePositives.map((tp) => 500 - tp),
  };
}

function table(run: number): Content {
  const classes = ['cat', 'dog', 'horse', 'ship'];
  const rows = Array.from({ length: 5000 }, (_, at) => {
    const sure = (noise(at * 13 + run) + 1) / 2;
    const kind = classes[at % 4]!;
    return [at, kind, sure < 0.2 ? null : kind, Number(sure.toFixed(4)), at % 3 === 0];
  });
  return { kind: 'table', columns: ['id', 'truth', 'guess', 'confidence', 'seen'], rows };
}

function confusion(run: number, step: number): Content {
  const classes = ['cat', 'dog', 'horse', 'ship', 'truck'];
  const rows = classes.flatMap((actual, i) =>
    classes.map((predicted, j) => {
      const right = 40 + step * 4 + run * 3;
      return [actual, predicted, i === j ? right : Math.round(Math.abs(noise(i * 5 + j)) * 22)];
    }),
  );
  return { kind: 'table', columns: ['Actual', 'Predicted', 'nPredictions'], rows };
}

function tensor(run: number, step: number): Content {
  const values = Float64Array.from(
    { length: 3 * 16 * 16 },
    (_, at) => noise(at + step) * (1 + run),
  );
  return { kind: 'tensor', dtype: 'float32', shape: [3, 16, 16], values };
}

function page(): Content {
  const source = '<!doctype html>\n<h1>Report</h1>\n<script>alert(document.cookie)</script>\n';
  const sample = { mime: 'text/html', bytes: new TextEncoder().encode(source), label: null };
  return { kind: 'file', form: 'html', samples: [sample] };
}
