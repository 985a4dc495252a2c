// Contents as the golden readings of `read_golden.py` have them: plain data, bytes by their checksums.
import { createHash } from 'node:crypto';
import type {
  Content,
  HistogramContent,
  MediaSample,
  PrCurveContent,
} from '../../src/shared/content';

export type ContentFacts = Readonly<Record<string, unknown>>;

/** All that the content holds. Numbers that JSON cannot hold are strings. */
export function contentFacts(content: Content): ContentFacts {
  switch (content.kind) {
    case 'histogram':
      return histogramFacts(content);
    case 'image':
    case 'audio':
    case 'file':
      return { ...content, samples: content.samples.map(sampleFacts) };
    case 'prCurve':
      return prCurveFacts(content);
    case 'hparams':
      if (content.part !== 'sessionStart') return { ...content };
      // A map in the file: its order means nothing.
      return {
        ...content,
        hparams: content.hparams.toSorted((a, b) => (a.name < b.name ? -1 : 1)),
      };
    case 'mesh':
      return { ...content, values: numbers(content.values) };
    case 'tensor': {
      const { values } = content;
      return { ...content, values: values instanceof Float64Array ? numbers(values) : values };
    }
    case 'runMetadata':
      return { ...content, ...blobFacts(content.bytes) };
    case 'graph':
    case 'text':
    case 'layout':
    case 'kerasModel':
    case 'table':
      return { ...content };
  }
}

function histogramFacts({ lefts, rights, counts, ...facts }: HistogramContent): ContentFacts {
  const buckets = Array.from(lefts, (left, at) => [left, rights[at], counts[at]]);
  return { ...facts, buckets };
}

function prCurveFacts(content: PrCurveContent): ContentFacts {
  const { truePositives, falsePositives, trueNegatives, falseNegatives } = content;
  return {
    kind: content.kind,
    // They are worked out, not logged, and may be so in more than one way.
    thresholds: Array.from(content.thresholds, (one) => Number(one.toFixed(12))),
    truePositives: numbers(truePositives),
    falsePositives: numbers(falsePositives),
    trueNegatives: numbers(trueNegatives),
    falseNegatives: numbers(falseNegatives),
    precision: numbers(content.precision),
    recall: numbers(content.recall),
  };
}

function sampleFacts({ mime, bytes, label }: MediaSample): ContentFacts {
  return { mime, ...blobFacts(bytes), label };
}

function blobFacts(bytes: Uint8Array): ContentFacts {
  return { bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') };
}

function numbers(values: Float64Array): (number | string)[] {
  return Array.from(values, (value) => (Number.isFinite(value) ? value : String(value)));
}
