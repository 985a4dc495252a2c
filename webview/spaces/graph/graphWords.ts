// A graph in words: what it is as a whole, and what a box is.
import { formatCount, formatPlural } from '../../../src/shared/text';
import { shapeWords, type GraphSource } from './graphSource';
import type { Box, Scopes } from './scopes';

/** For who cannot see it: its size, its largest scopes and its commonest operations. */
export function describeGraph({ nodes, left }: GraphSource, { root }: Scopes): string {
  const scopes = root.children.filter(({ node }) => node === null).sort((a, b) => b.size - a.size);
  const named = scopes
    .slice(0, 3)
    .map(({ label, size }) => `${label} with ${formatPlural(size, 'node')}`);
  const counts = new Map<string, number>();
  for (const { op } of nodes) counts.set(op, (counts.get(op) ?? 0) + 1);
  const common = [...counts].sort((a, b) => b[1] - a[1]).slice(0, 3);
  return [
    `Graph of ${formatPlural(nodes.length, 'node')}`,
    ...(left > 0 ? [`${formatCount(left)} more were not read`] : []),
    ...(scopes.length > 0 ? [`${formatPlural(scopes.length, 'scope')}: ${named.join(', ')}`] : []),
    `most common: ${common.map(([op, count]) => `${op} ${formatCount(count)}`).join(', ')}`,
  ].join('; ');
}

export function describeBox({ label, node, size }: Box, isExpanded: boolean): string {
  if (!node)
    return `${label}, scope of ${formatPlural(size, 'node')}, ${isExpanded ? 'expanded' : 'collapsed'}`;
  const shapes = node.shapes.length > 0 ? `, ${node.shapes.map(shapeWords).join(' ')}` : '';
  return `${label}, ${node.op}${shapes}`;
}
