// Arranges runs as a tree by the folders they lie in, without the folders that say nothing.
import { compareNaturally } from '../../base/naturalOrder';
import { noiseNames } from '../../core/model/runGroups';
import type { RunId, RunSummary } from '../../shared/vocabulary';
import { describePiece } from '../../shared/words';
import { runName } from '../runFacts';
import { parentOf } from '../runPieces';

/**
 * What a line of the tree stands for: a run, which may have pieces and further runs inside its directory; pieces of a
 * run without events of its own; one piece; or a group of runs.
 */
export type NodeRole = 'run' | 'pieces' | 'piece' | 'group';

export class RunNode {
  /** Stable over rebuilds, so that the editor keeps what is expanded and selected. */
  readonly id: string;
  readonly label: string;
  readonly role: NodeRole;
  /** Null for a group, and for pieces without a run. */
  readonly run: RunId | null;
  readonly parent: RunNode | null;
  /** In display order; filled while the tree is built. */
  children: readonly RunNode[] = [];

  constructor(
    id: string,
    label: string,
    role: NodeRole,
    run: RunId | null,
    parent: RunNode | null,
  ) {
    this.id = id;
    this.label = label;
    this.role = role;
    this.run = run;
    this.parent = parent;
  }

  /** The run, its pieces where it has no events of its own, or all runs of the group. */
  get runIds(): readonly RunId[] {
    if (this.run !== null) return [this.run];
    const inside =
      this.role === 'pieces' ? this.children.filter(({ role }) => role === 'piece') : this.children;
    return inside.flatMap((child) => child.allRunIds());
  }

  /** One run for each line below and including this one that is plotted by itself. */
  collectUnits(): readonly RunId[] {
    const own = this.role === 'group' ? [] : this.runIds.slice(0, 1);
    const inside = this.children.filter(({ role }) => role !== 'piece');
    return [...own, ...inside.flatMap((child) => child.collectUnits())];
  }

  /** The run and all runs below. */
  allRunIds(): readonly RunId[] {
    const below = this.children.flatMap((child) => child.allRunIds());
    return this.run === null ? below : [this.run, ...below];
  }
}

/** What the tree needs of a run. */
export type PlacedRun = Pick<
  RunSummary,
  'id' | 'root' | 'name' | 'directory' | 'title' | 'partOf' | 'hparamsOf' | 'group'
>;

interface Directory {
  run: PlacedRun | null;
  /** What the user calls the run of this directory. */
  alias: string | null;
  /** What belongs to the run of this directory, whether or not it has events of its own. */
  readonly pieces: PlacedRun[];
  readonly children: Map<string, Directory>;
  /** Whether runs in it are the parts of the data of one experiment. */
  hasSplits: boolean;
}

/** A log folder: its path and the name to show for it. */
export interface RunRoot {
  readonly path: string;
  readonly label: string;
  /** True to show the name also when no other folder has runs. */
  readonly alwaysNamed: boolean;
}

/**
 * The top of the tree. With runs in one log folder its content is the top; with several each is a group.
 * @param known the log folders in the order of their groups; runs elsewhere are left out
 * @param aliasOf what the user calls a run, or the one that it is a piece of
 */
export function arrangeRuns(
  runs: readonly PlacedRun[],
  known: readonly RunRoot[],
  aliasOf: (run: RunId) => string | null,
): readonly RunNode[] {
  const all = new Map<string, Directory>();
  const byId = new Map(runs.map((run) => [run.id, run]));
  for (const run of runs) place(run, all, byId).alias = aliasOf(run.id);
  const roots = known.flatMap(({ path, label, alwaysNamed }) => {
    const top = all.get(path);
    return top ? [{ path, label, alwaysNamed, top }] : [];
  });
  const [first, ...others] = roots;
  if (first && others.length === 0 && !first.alwaysNamed) return topOf(first);
  return roots.map(({ path, label, top }) => {
    if (isUnit(top) && top.children.size === 0)
      return unitNode({ directory: top, path }, top.alias ?? label, null);
    const group = new RunNode(`folder:${path}`, label, 'group', null, null);
    group.children = contentOf(withoutChain(top, path), group);
    return group;
  });
}

/** Without a line for the folder, unless it is what holds the parts of the data of one experiment together. */
function topOf({ path, label, top }: RunRoot & { readonly top: Directory }): readonly RunNode[] {
  if (!top.hasSplits) return contentOf(withoutChain(top, path), null);
  const group = new RunNode(`folder:${path}`, label, 'group', null, null);
  const isSplit = (node: RunNode): boolean => splitsOf(top).has(node.run);
  const nodes = contentOf({ directory: top, path }, group);
  group.children = nodes.filter(isSplit);
  const others = contentOf({ directory: top, path }, null).filter((node) => !isSplit(node));
  return [group, ...others];
}

function splitsOf({ children }: Directory): ReadonlySet<RunId | null> {
  const runs = [...children.values()].flatMap(({ run }) => run ?? []);
  return new Set(runs.filter(({ group }) => group?.kind === 'splits').map(({ id }) => id));
}

/** @returns the directory of the run, or of the one that it is a piece of */
function place(
  run: PlacedRun,
  roots: Map<string, Directory>,
  byId: ReadonlyMap<RunId, PlacedRun>,
): Directory {
  const owner = ownerName(run, byId);
  const at = directoryOf(roots, run.root, owner ?? run.name);
  if (owner === null) at.run = run;
  else at.pieces.push(run);
  if (run.group?.kind === 'splits') {
    directoryOf(roots, run.root, run.group.directory).hasSplits = true;
  }
  return at;
}

/** The directory of the run that a piece belongs to in the end; null for a run of its own. */
function ownerName(run: PlacedRun, byId: ReadonlyMap<RunId, PlacedRun>): string | null {
  let owner: string | null = null;
  for (let at: PlacedRun | undefined = run; at;) {
    const parent = parentOf(at);
    if (parent === null) break;
    owner = (at.partOf ?? at.hparamsOf)!.name;
    at = byId.get(parent);
  }
  return owner;
}

function directoryOf(roots: Map<string, Directory>, root: string, name: string): Directory {
  let at = childOf(roots, root);
  if (name !== '.') for (const part of name.split('/')) at = childOf(at.children, part);
  return at;
}

function childOf(children: Map<string, Directory>, name: string): Directory {
  let child = children.get(name);
  if (!child) {
    child = { run: null, alias: null, pieces: [], children: new Map(), hasSplits: false };
    children.set(name, child);
  }
  return child;
}

/** Whether the directory itself is a line that stands for a run. */
function isUnit({ run, pieces }: Directory): boolean {
  return run !== null || pieces.length > 0;
}

interface Located {
  readonly directory: Directory;
  readonly path: string;
}

/** Skips directories at the top that hold nothing but one other directory. */
function withoutChain(top: Directory, root: string): Located {
  let at: Located = { directory: top, path: root };
  for (;;) {
    const [only] = [...at.directory.children];
    if (isUnit(at.directory) || at.directory.children.size !== 1 || !only) return at;
    if (isUnit(only[1]) || only[1].hasSplits) return at;
    at = { directory: only[1], path: `${at.path}/${only[0]}` };
  }
}

function contentOf(at: Located, parent: RunNode | null): readonly RunNode[] {
  const { directory, path } = at;
  const nodes = byLabel(
    [...directory.children].map(([name, child]) =>
      nodeOf({ directory: child, path: `${path}/${name}` }, name, parent),
    ),
  );
  if (!isUnit(directory)) return nodes;
  // A log folder that is a run itself stands first, beside the runs inside it.
  const label = directory.alias ?? runName({ name: '.', directory: path });
  const alone = { ...at, directory: { ...directory, children: new Map() } };
  return [unitNode(alone, label, parent), ...nodes];
}

function nodeOf(at: Located, name: string, parent: RunNode | null): RunNode {
  const names = [name];
  let { directory, path } = at;
  while (!isUnit(directory) && directory.children.size === 1) {
    const [[next, child]] = [...directory.children] as [[string, Directory]];
    names.push(next);
    directory = child;
    path = `${path}/${next}`;
  }
  const title = directory.run?.title ?? null;
  const chain = labelOfChain(title === null ? names : [...names.slice(0, -1), title]);
  const label = directory.alias ?? chain;
  if (isUnit(directory)) return unitNode({ directory, path }, label, parent);
  const node = new RunNode(`group:${path}`, label, 'group', null, parent);
  node.children = contentOf({ directory, path }, node);
  return node;
}

/** The line of a run with its pieces, and below them the runs inside its directory. */
function unitNode({ directory, path }: Located, label: string, parent: RunNode | null): RunNode {
  const { run, pieces } = directory;
  const node = run
    ? new RunNode(`run:${run.id}`, label, 'run', run.id, parent)
    : new RunNode(`run:${parentOf(pieces[0]!) ?? path}`, label, 'pieces', null, parent);
  const inside = { ...directory, run: null, pieces: [] };
  node.children = [
    ...linesFirst(pieces).flatMap((some) => byLabel(some.map((piece) => pieceNode(piece, node)))),
    ...contentOf({ directory: inside, path }, node),
  ];
  return node;
}

function pieceNode(piece: PlacedRun, parent: RunNode): RunNode {
  const name = describePiece(piece) ?? piece.name;
  const label = piece.partOf ? `${piece.partOf.tag} · ${name}` : name;
  return new RunNode(`run:${piece.id}`, label, 'piece', piece.id, parent);
}

/** The lines of metrics and, after them, the sessions. */
function linesFirst(pieces: readonly PlacedRun[]): readonly (readonly PlacedRun[])[] {
  return [pieces.filter(({ partOf }) => partOf), pieces.filter(({ partOf }) => !partOf)];
}

function byLabel(nodes: readonly RunNode[]): readonly RunNode[] {
  return nodes.toSorted((a, b) => compareNaturally(a.label, b.label));
}

function labelOfChain(names: readonly string[]): string {
  const telling = names.filter((name) => !noiseNames.has(name));
  return (telling.length > 0 ? telling : names).join('/');
}
