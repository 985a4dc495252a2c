// The order of a run's files: as they were written, as far as names tell. Points of later files supersede earlier ones.

/**
 * By code units, which is how event files are numbered; files of other directories that belong to the run as well come
 * behind its own, by the times that trackers put in front of the names of directories.
 * @param a relative to the run's directory, with `/`
 */
export function compareFileNames(a: string, b: string): number {
  const isOther = a.startsWith('../');
  if (isOther !== b.startsWith('../')) return isOther ? 1 : -1;
  if (!isOther) return a < b ? -1 : a > b ? 1 : 0;
  const [first, second] = [sortable(a), sortable(b)];
  return first < second ? -1 : first > second ? 1 : a < b ? -1 : a > b ? 1 : 0;
}

/** W&B says in front of the time whether a run was online. */
function sortable(name: string): string {
  return name.replaceAll('/offline-run-', '/run-');
}
