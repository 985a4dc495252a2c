// The ways to project points: what each is called and good for, and how much it can take.
import { l10n } from '../../../src/shared/language';
import { formatCount } from '../../../src/shared/text';
import type { ProjectionQuestion } from './projection.worker';

export type Method = ProjectionQuestion['method'];

/** How many points near each one shape where it comes to be; PCA looks at all. */
export const nearPoints = { pca: 0, umap: 15, tsne: 30 } as const satisfies Record<Method, number>;

/** It compares every pair of points: more take minutes and gigabytes. */
const mostTsnePoints = 3000;

export function projectionMethods(): readonly (readonly [Method, string, string])[] {
  return [
    ['pca', 'PCA', l10n.t('The directions of largest variance')],
    ['umap', 'UMAP', l10n.t('Near points stay near; distances between groups say little')],
    [
      'tsne',
      't-SNE',
      l10n.t('Groups of like points; their sizes and the distances between them say nothing'),
    ],
  ];
}

/** Words on why a method is not for so many points; null where it is. */
export function whyNot(method: Method, rows: number): string | null {
  if (method !== 'tsne' || rows <= mostTsnePoints) return null;
  return l10n.t(
    't-SNE compares every pair of points: at most {0} of them, and here are {1}',
    formatCount(mostTsnePoints),
    formatCount(rows),
  );
}
