// Arranges runs as a tree by the folders they lie in, without the folders that say nothing.
import { compareNaturally } from '../../base/naturalOrder';
import type { RunId, RunSummary } from '../../shared/vocabulary';
import { runName } from '../runFacts';

/** A line of the tree: a run, a group of runs, or a run with further runs inside its directory. */
export class RunNode {
  /** Stable over rebuilds, so that the editor keeps what is expanded and selected. */
  readonly id: string;
  readonly label: string;
  /** Null for a group. */
  readonly run: RunId | null;
  readonly parent: RunNode | null;
  /** In display order; filled while the tree is built. */
  children: readonly RunNode[] = [];

  constructor(id: string, label: string, run: RunId | null, parent: RunNode | null) {
    this.id = id;
    this.label = label;
    this.run = run;
    this.parent = parent;
  }

  /** The run, or all runs of the group. */
  get runIds(): readonly RunId[] {
    return this.run === null ? this.children.flatMap((child) => child.allRunIds()) : [this.run];
  }

  /** The run and all runs below. */
  allRunIds(): readonly RunId[] {
    const below = this.children.flatMap((child) => child.allRunIds());
    return this.run === null ? below : [this.run, ...below];
  }
}

/** What the tree needs of a run. */
export type PlacedRun = Pick<RunSummary, 'id' | 'root' | 'name' | 'directory'>;

/** Directories that frameworks make for every experiment alike; their names tell runs apart only if nothing else does. */
const noiseNames: ReadonlySet<string> = new Set([
  'lightning_logs',
  'tb_logs',
  'tensorboard',
  'tensorboard_logs',
  'runs',
  'logs',
]);

interface Directory {
  run: PlacedRun | null;
  readonly children: Map<string, Directory>;
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
 */
export function arrangeRuns(
  runs: readonly PlacedRun[],
  known: readonly RunRoot[],
): readonly RunNode[] {
  const all = new Map<string, Directory>();
  for (const run of runs) place(run, all);
  const roots = known.flatMap(({ path, label, alwaysNamed }) => {
    const top = all.get(path);
    return top ? [{ path, label, alwaysNamed, top }] : [];
  });
  const [first, ...others] = roots;
  if (first && others.length === 0 && !first.alwaysNamed) {
    return contentOf(withoutChain(first.top, first.path), null);
  }
  return roots.map(({ path, label, top }) => {
    if (top.run && top.children.size === 0) return runNode(top.run, label, null);
    const group = new RunNode(`folder:${path}`, label, null, null);
    group.children = contentOf(withoutChain(top, path), group);
    return group;
  });
}

function place(run: PlacedRun, roots: Map<string, Directory>): void {
  let at = childOf(roots, run.root);
  if (run.name !== '.') for (const name of run.name.split('/')) at = childOf(at.children, name);
  at.run = run;
}

function childOf(children: Map<string, Directory>, name: string): Directory {
  let child = children.get(name);
  if (!child) children.set(name, (child = { run: null, children: new Map() }));
  return child;
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
    if (at.directory.run || at.directory.children.size !== 1 || !only || only[1].run) return at;
    at = { directory: only[1], path: `${at.path}/${only[0]}` };
  }
}

function contentOf({ directory, path }: Located, parent: RunNode | null): readonly RunNode[] {
  const nodes = [...directory.children].map(([name, child]) =>
    nodeOf({ directory: child, path: `${path}/${name}` }, name, parent),
  );
  nodes.sort((a, b) => compareNaturally(a.label, b.label));
  // A log folder that is a run itself stands first, beside the runs inside it.
  if (directory.run) nodes.unshift(runNode(directory.run, runName(directory.run), parent));
  return nodes;
}

function nodeOf(at: Located, name: string, parent: RunNode | null): RunNode {
  const names = [name];
  let { directory, path } = at;
  while (!directory.run && directory.children.size === 1) {
    const [[next, child]] = [...directory.children] as [[string, Directory]];
    names.push(next);
    directory = child;
    path = `${path}/${next}`;
  }
  const label = labelOfChain(names);
  const node = directory.run
    ? runNode(directory.run, label, parent)
    : new RunNode(`group:${path}`, label, null, parent);
  node.children = contentOf({ directory: { ...directory, run: null }, path }, node);
  return node;
}

function runNode(run: PlacedRun, label: string, parent: RunNode | null): RunNode {
  return new RunNode(`run:${run.id}`, label, run.id, parent);
}

function labelOfChain(names: readonly string[]): string {
  const telling = names.filter((name) => !noiseNames.has(name));
  return (telling.length > 0 ? telling : names).join('/');
}
