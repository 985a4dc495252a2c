// What a page loads when the first graph is in sight: the view, and what makes its graph of what a log holds.
import type { Content } from '../../../src/shared/content';
import { sourceOfGraph, type GraphSource } from './graphSource';
import { sourceOfKeras } from './kerasSource';

export { GraphView } from './graphView';

/** Null for what holds no graph. */
export function sourceOfContent(content: Content): GraphSource | null {
  if (content.kind === 'graph') return sourceOfGraph(content);
  return content.kind === 'kerasModel' ? sourceOfKeras(content.json) : null;
}
