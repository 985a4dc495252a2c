// Arranges runs by what they have in common instead of where they lie: experiment, tag or status.
import { compareNaturally } from '../../base/naturalOrder';
import { RunNode } from './runNodes';

/** A group that a run belongs to. */
export interface NodeGroup {
  /** Tells groups apart. */
  readonly key: string;
  readonly label: string;
  /** Groups of a lower rank stand first, those of one rank in natural order. */
  readonly rank: number;
}

/**
 * Every run with its pieces, in each of its groups.
 * @param top the runs by folder
 * @param groupsOf the groups of a line that stands for a run; at least one
 * @param isNamed whether the line's own name says enough without the folders around it
 */
export function arrangeByGroup(
  top: readonly RunNode[],
  groupsOf: (unit: RunNode) => readonly NodeGroup[],
  isNamed: (unit: RunNode) => boolean,
): readonly RunNode[] {
  const groups = new Map<string, { readonly about: NodeGroup; readonly units: RunNode[] }>();
  for (const unit of collectUnits(top)) {
    for (const about of groupsOf(unit)) {
      const group = groups.get(about.key) ?? { about, units: [] };
      group.units.push(unit);
      groups.set(about.key, group);
    }
  }
  return [...groups.values()]
    .sort((a, b) => a.about.rank - b.about.rank || compareNaturally(a.about.label, b.about.label))
    .map(({ about, units }) => groupNode(about, units, isNamed));
}

function groupNode(
  { key, label }: NodeGroup,
  units: readonly RunNode[],
  isNamed: (unit: RunNode) => boolean,
): RunNode {
  const node = new RunNode(`by:${key}`, label, 'group', null, null);
  node.children = units
    .map((unit) => copyUnit(unit, isNamed(unit) ? unit.label : pathOf(unit), node))
    .sort((a, b) => compareNaturally(a.label, b.label));
  return node;
}

/** Lines of runs at every depth; pieces stay with theirs. */
function collectUnits(nodes: readonly RunNode[]): readonly RunNode[] {
  return nodes.flatMap((node) => {
    const inside = collectUnits(node.children);
    return node.role === 'run' || node.role === 'pieces' ? [node, ...inside] : inside;
  });
}

/** A run may be in several groups: each has a line of its own for it. */
function copyUnit(unit: RunNode, label: string, parent: RunNode): RunNode {
  const copy = new RunNode(`${parent.id}>${unit.id}`, label, unit.role, unit.run, parent);
  copy.children = unit.children
    .filter(({ role }) => role === 'piece')
    .map((piece) => copyUnit(piece, piece.label, copy));
  return copy;
}

function pathOf(node: RunNode): string {
  return node.parent ? `${pathOf(node.parent)}/${node.label}` : node.label;
}
