// A graph in words: what it is as a whole, and what a box is.
import { l10n } from '../../../src/shared/language';
import { formatCount, formatCounted } from '../../../src/shared/text';
import { shapeWords, type GraphSource } from './graphSource';
import type { Box, Scopes } from './scopes';

/** For who cannot see it: its size, its largest scopes and its commonest operations. */
export function describeGraph({ nodes, left }: GraphSource, { root }: Scopes): string {
  const scopes = root.children.filter(({ node }) => node === null).sort((a, b) => b.size - a.size);
  const named = scopes
    .slice(0, 3)
    .map(({ label, size }) =>
      formatCounted(size, l10n.t('{1} with {0} node'), l10n.t('{1} with {0} nodes'), label),
    );
  const counts = new Map<string, number>();
  for (const { op } of nodes) counts.set(op, (counts.get(op) ?? 0) + 1);
  const common = [...counts].sort((a, b) => b[1] - a[1]).slice(0, 3);
  return [
    formatCounted(nodes.length, l10n.t('Graph of {0} node'), l10n.t('Graph of {0} nodes')),
    ...(left > 0 ? [l10n.t('{0} more were not read', formatCount(left))] : []),
    ...(scopes.length > 0
      ? [
          formatCounted(
            scopes.length,
            l10n.t('{0} scope: {1}'),
            l10n.t('{0} scopes: {1}'),
            named.join(', '),
          ),
        ]
      : []),
    l10n.t(
      'most common: {0}',
      common.map(([op, count]) => `${op} ${formatCount(count)}`).join(', '),
    ),
  ].join('; ');
}

export function describeBox({ label, node, size }: Box, isExpanded: boolean): string {
  if (!node) {
    const scope = formatCounted(
      size,
      l10n.t('{1}, scope of {0} node'),
      l10n.t('{1}, scope of {0} nodes'),
      label,
    );
    return isExpanded ? l10n.t('{0}, expanded', scope) : l10n.t('{0}, collapsed', scope);
  }
  const shapes = node.shapes.length > 0 ? `, ${node.shapes.map(shapeWords).join(' ')}` : '';
  return `${label}, ${node.op}${shapes}`;
}

/** How large it is, and what of it was not read. */
export function describeSize({ nodes, left }: GraphSource): string {
  const size = formatCounted(nodes.length, l10n.t('{0} node'), l10n.t('{0} nodes'));
  return left > 0 ? l10n.t('{0}, {1} not read', size, formatCount(left)) : size;
}
