// What is known of the selected box: operation, shapes, settings, and what it is joined with, each a button to jump.
import { l10n } from '../../../src/shared/language';
import { formatCount, formatCounted } from '../../../src/shared/text';
import { element, plainButton } from '../../components/element';
import { shapeWords, type SourceNode } from './graphSource';
import type { Box } from './scopes';

/** What flows into or out of a box, one line a box beside it. */
export interface Joint {
  readonly path: string;
  readonly label: string;
  /** A shape, a number of tensors, or that only the order matters. */
  readonly words: string;
}

/** Longer lists end with how many more there are. */
const mostJoints = 60;

export function graphDetails(
  box: Box,
  joints: { readonly inputs: readonly Joint[]; readonly outputs: readonly Joint[] },
  jump: (path: string) => void,
): HTMLElement {
  const panel = element('div', 'graph-details');
  panel.append(element('h4', 'graph-details-title', box.node?.name ?? box.path.slice(1)));
  panel.append(factsOf(box));
  panel.append(
    listOf(l10n.t('Inputs'), joints.inputs, jump),
    listOf(l10n.t('Outputs'), joints.outputs, jump),
  );
  return panel;
}

function factsOf(box: Box): HTMLElement {
  const facts = element('dl', 'graph-facts');
  const entries = box.node ? nodeFacts(box.node) : scopeFacts(box);
  for (const [name, value] of entries)
    facts.append(element('dt', '', name), element('dd', '', value));
  return facts;
}

function nodeFacts({ op, device, shapes, attributes }: SourceNode): (readonly [string, string])[] {
  return [
    [l10n.t('Operation'), op],
    ...(device === '' ? [] : [[l10n.t('Device'), device] as const]),
    ...(shapes.length === 0
      ? []
      : [[l10n.t('Output shapes'), shapes.map(shapeWords).join(' ')] as const]),
    ...attributes,
  ];
}

function scopeFacts(box: Box): (readonly [string, string])[] {
  const counts = new Map<string, number>();
  const visit = (one: Box): void => {
    if (one.node) counts.set(one.node.op, (counts.get(one.node.op) ?? 0) + 1);
    one.children.forEach(visit);
  };
  visit(box);
  const common = [...counts].sort((a, b) => b[1] - a[1]).slice(0, 8);
  return [
    [l10n.t('Scope of'), formatCounted(box.size, l10n.t('{0} node'), l10n.t('{0} nodes'))],
    ...common.map(([op, count]) => [op, formatCount(count)] as const),
  ];
}

function listOf(
  title: string,
  joints: readonly Joint[],
  jump: (path: string) => void,
): HTMLElement {
  const list = element('ul', 'graph-joints');
  for (const { path, label, words } of joints.slice(0, mostJoints)) {
    const button = plainButton('link-button', l10n.t('Go to {0}', label), () => jump(path), label);
    list.append(element('li', '', button, element('span', 'dim', words)));
  }
  const more = joints.length - mostJoints;
  if (more > 0) list.append(element('li', 'dim', l10n.t('{0} more', formatCount(more))));
  const head = element('h5', '', `${title} (${formatCount(joints.length)})`);
  return element('div', '', head, list);
}
