// What one file has told of its run so far: the newest value of every path. Bounded, whatever the file says.
import { factSections, type FactSection, type FactValue } from '../../shared/facts';
import type { Progress } from '../../shared/vocabulary';
import type { DecodedFact } from './facts';

/** More than any configuration that people write, and few enough to be shown. */
const mostLeaves = 20_000;
const deepestPath = 32;
const longestText = 16_384;
const longestList = 1_000;

export interface SheetLeaf {
  readonly section: FactSection;
  readonly path: readonly string[];
  readonly value: FactValue;
}

type Branch = Map<string, Branch | Leaf>;

class Leaf {
  readonly value: FactValue;

  constructor(value: FactValue) {
    this.value = value;
  }
}

/** Of all sheets together. */
let changes = 0;

export class FactSheet {
  readonly #sections = new Map<FactSection, Branch>();
  #leaves = 0;
  #cut = false;
  #stamp = 0;
  #progress: Progress | null = null;

  /** The newest; null where the file has not told any. */
  get progress(): Progress | null {
    return this.#progress;
  }

  /** Other after every change, and other than that of any sheet that tells something; 0 while it is empty. */
  get stamp(): number {
    return this.#stamp;
  }

  /** Whether something was left out. */
  get isCut(): boolean {
    return this.#cut;
  }

  apply(facts: readonly DecodedFact[]): void {
    if (facts.length > 0) this.#stamp = ++changes;
    for (const fact of facts) {
      if (fact.kind === 'printed') continue;
      if (fact.kind === 'progress') this.#progress = fact.progress;
      else {
        this.#remove(fact.section, fact.path);
        if (fact.kind === 'set') this.#set(fact.section, fact.path, fact.value);
      }
    }
  }

  /** The value at a path; undefined where there is none, or more than one value. */
  get(section: FactSection, path: readonly string[]): FactValue | undefined {
    let at: Branch | Leaf | undefined = this.#sections.get(section);
    for (const key of path) at = isBranch(at) ? at.get(key) : undefined;
    return at instanceof Leaf ? at.value : undefined;
  }

  /** @param take the path is only good during the call */
  visit(section: FactSection, take: (path: readonly string[], value: FactValue) => void): void {
    const branch = this.#sections.get(section);
    if (branch) visitBranch(branch, [], take);
  }

  leaves(): readonly SheetLeaf[] {
    const leaves: SheetLeaf[] = [];
    for (const section of factSections) {
      this.visit(section, (path, value) => leaves.push({ section, path: [...path], value }));
    }
    return leaves;
  }

  #set(section: FactSection, path: readonly string[], value: FactValue): void {
    if (isObject(value)) {
      const keys = Object.keys(value);
      for (const key of keys) this.#set(section, [...path, key], value[key]!);
      // An empty object says something as well: that there is nothing.
      if (keys.length > 0 || path.length === 0) return;
    }
    if (path.length === 0 || path.length > deepestPath || this.#leaves >= mostLeaves) {
      this.#cut = true;
      return;
    }
    let branch = this.#sections.get(section);
    if (!branch) this.#sections.set(section, (branch = new Map<string, Branch | Leaf>()));
    for (const key of path.slice(0, -1)) {
      const next: Branch | Leaf | undefined = branch.get(key);
      if (next instanceof Leaf) this.#leaves--;
      if (isBranch(next)) branch = next;
      else {
        const made: Branch = new Map();
        branch.set(key, made);
        branch = made;
      }
    }
    branch.set(path.at(-1)!, new Leaf(this.#bounded(value)));
    this.#leaves++;
  }

  #remove(section: FactSection, path: readonly string[]): void {
    const last = path.at(-1);
    let branch = this.#sections.get(section);
    if (last === undefined) {
      if (branch) this.#leaves -= countLeaves(branch);
      this.#sections.delete(section);
      return;
    }
    for (const key of path.slice(0, -1)) {
      const next = branch?.get(key);
      branch = isBranch(next) ? next : undefined;
    }
    const gone = branch?.get(last);
    if (gone === undefined) return;
    this.#leaves -= countLeaves(gone);
    branch!.delete(last);
  }

  #bounded(value: FactValue): FactValue {
    const isLongText = typeof value === 'string' && value.length > longestText;
    const isLongList = Array.isArray(value) && JSON.stringify(value).length > longestText;
    if (!isLongText && !isLongList) return value;
    this.#cut = true;
    return isLongText
      ? `${value.slice(0, longestText)}…`
      : shortList(value as readonly FactValue[]);
  }
}

/** As many of the first entries as there is room for. */
function shortList(list: readonly FactValue[]): FactValue {
  let length = 0;
  const end = list.slice(0, longestList).findIndex((entry) => {
    length += JSON.stringify(entry).length;
    return length > longestText;
  });
  return list.slice(0, end < 0 ? longestList : end);
}

function isBranch(at: Branch | Leaf | undefined): at is Branch {
  return at instanceof Map;
}

function isObject(value: FactValue): value is Readonly<Record<string, FactValue>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function countLeaves(at: Branch | Leaf): number {
  if (at instanceof Leaf) return 1;
  let count = 0;
  for (const below of at.values()) count += countLeaves(below);
  return count;
}

/** Millions of leaves are visited for a table: no path is made for each of them. */
function visitBranch(
  branch: Branch,
  path: string[],
  take: (path: readonly string[], value: FactValue) => void,
): void {
  branch.forEach((below, key) => {
    path.push(key);
    if (below instanceof Leaf) take(path, below.value);
    else visitBranch(below, path, take);
    path.pop();
  });
}
