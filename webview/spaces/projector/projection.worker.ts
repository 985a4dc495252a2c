// Projects points of many dimensions to two or three, away from the page's thread.
import { TSNE } from '@keckelt/tsne';
import { UMAP } from 'umap-js';
import { seededRandom } from '../../../src/base/seededRandom';
import { principalComponents } from '../../../src/core/query/principalComponents';
import { answerTask } from '../workerDoor';

export interface ProjectionQuestion {
  readonly method: 'pca' | 'umap' | 'tsne';
  readonly rows: number;
  readonly columns: number;
  readonly values: Float32Array;
  /** UMAP and t-SNE: how many near points shape the place of each. */
  readonly neighbours: number;
  readonly dimensions: 2 | 3;
}

export interface Projection {
  /** Three numbers a row; the third is 0 in two dimensions. */
  readonly places: Float32Array;
  /** PCA: the share of the variance along each direction; null otherwise. */
  readonly explained: readonly number[] | null;
}

/** UMAP and t-SNE look at the first principal components: beyond them there is mostly noise, and time goes with their number. */
const mostColumns = 50;

const seed = 42;

/** What of the whole work finding near points is, roughly. */
const searchShare = 0.3;

answerTask<Projection>((question, progress) => {
  const asked = question as ProjectionQuestion;
  switch (asked.method) {
    case 'pca':
      return byVariance(asked);
    case 'umap':
      return byNeighbours(asked, progress);
    case 'tsne':
      return byLikeness(asked, progress);
  }
});

function byVariance(question: ProjectionQuestion): Projection {
  const { scores, components, variances, totalVariance } = principalComponents(question, 3);
  const places = new Float32Array(question.rows * 3);
  for (let row = 0; row < question.rows; row++) {
    for (let k = 0; k < Math.min(components, question.dimensions); k++) {
      places[row * 3 + k] = scores[row * components + k]!;
    }
  }
  const shares = Array.from(variances, (one) => (totalVariance === 0 ? 0 : one / totalVariance));
  return { places, explained: shares.slice(0, question.dimensions) };
}

function byNeighbours(
  question: ProjectionQuestion,
  progress: (share: number, partial?: Projection) => void,
): Projection {
  const { rows, dimensions, neighbours } = question;
  const { scores, components } = principalComponents(question, mostColumns);
  const data = Array.from({ length: rows }, (_, row) => [
    ...scores.subarray(row * components, (row + 1) * components),
  ]);
  progress(0.05);
  const umap = new UMAP({
    nComponents: dimensions,
    nNeighbors: Math.max(2, Math.min(neighbours, rows - 1)),
    minDist: 0.1,
    random: seededRandom(seed),
  });
  const rounds = umap.initializeFit(data);
  for (let round = 1; round <= rounds; round++) {
    umap.step();
    if (round % 10 !== 0) continue;
    const share = searchShare + ((1 - searchShare) * round) / rounds;
    progress(share, { places: placesOf(umap.getEmbedding(), dimensions), explained: null });
  }
  return { places: placesOf(umap.getEmbedding(), dimensions), explained: null };
}

/** t-SNE's rounds; the first hundred pull groups apart (the library's exaggeration). */
const tsneRounds = 500;
const roundsShown = 5;

/** Starts from the first principal components, made small: the same points come out the same, and groups keep their sides. */
function byLikeness(
  question: ProjectionQuestion,
  progress: (share: number, partial?: Projection) => void,
): Projection {
  const { rows, dimensions, neighbours } = question;
  const { scores, components, variances } = principalComponents(question, mostColumns);
  // Of one size, whatever the size of the numbers: the search for each point's reach begins at 1.
  const unit = Math.sqrt(variances[0] ?? 0) || 1;
  const data = Array.from({ length: rows }, (_, row) =>
    Array.from(scores.subarray(row * components, (row + 1) * components), (one) => one / unit),
  );
  progress(0.02);
  const tsne = new TSNE({
    dim: dimensions,
    perplexity: Math.max(2, Math.min(neighbours, (rows - 1) / 3)),
    epsilon: Math.max(10, rows / 20),
  });
  tsne.initDataRaw(data);
  // The library hands out its own arrays.
  const start: readonly number[][] = tsne.getSolution();
  start.forEach((place, row) => {
    for (let k = 0; k < dimensions; k++) place[k] = 1e-4 * (data[row]?.[k] ?? 0);
  });
  for (let round = 1; round <= tsneRounds; round++) {
    tsne.step();
    if (round % roundsShown !== 0) continue;
    const share = 0.05 + (0.95 * round) / tsneRounds;
    progress(share, { places: placesOf(tsne.getSolution(), dimensions), explained: null });
  }
  return { places: placesOf(tsne.getSolution(), dimensions), explained: null };
}

function placesOf(embedding: readonly (readonly number[])[], dimensions: 2 | 3): Float32Array {
  const places = new Float32Array(embedding.length * 3);
  embedding.forEach((point, row) => {
    for (let k = 0; k < dimensions; k++) places[row * 3 + k] = point[k] ?? 0;
  });
  return places;
}
