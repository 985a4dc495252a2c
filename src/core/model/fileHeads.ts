// Tells copies of one log file by their first bytes, and by the names that copying programs give. Pure.

/**
 * How many first bytes are compared. The first record of an event file holds the time at which it was begun, to the
 * microsecond, so files that agree in them are copies of one file. W&B's run files begin with a record that all files
 * of one run share, of about 100 bytes, and the time comes in the next one.
 */
export const headBytes = 256;

/** Fewer bytes hold no time yet: the header of the first record has 12 and the time field 9. */
const leastBytes = 21;

/** The bytes that hold the time, as a key; null while there are too few. */
export function headKeyOf(head: Uint8Array): string | null {
  if (head.length < leastBytes) return null;
  return String.fromCharCode(...head.subarray(0, leastBytes));
}

/** Whether one file may be the beginning of the other. */
export function sharesHead(a: Uint8Array, b: Uint8Array): boolean {
  const length = Math.min(a.length, b.length, headBytes);
  if (length < leastBytes) return false;
  for (let i = 0; i < length; i++) if (a[i] !== b[i]) return false;
  return true;
}

/**
 * Names that programs give to a second copy beside a file: editors' and shells' backups, downloads that are not
 * finished, file managers' and synchronisers' conflicts.
 */
const copyName =
  /(?:~|\.(?:bak|backup|orig|old|tmp|temp|part|partial|filepart|crdownload)\d*| ?\(\d+\)| - Copy(?: \(\d+\))?| copy(?: \d+)?| \([^()]*copy[^()]*\)|\.sync-conflict-[\w-]+)(?:\.[\w-]+)?$/i;

/** The same where the program puts its mark first; rsync writes into `.<name>.<six characters>`. */
const copyNameByStart = /^(?:\.[#~]|~|\.syncthing\.|Copy of |\..*\.\w{6}$)/i;

/** Whether a file of this name is likely a copy of another one in the same directory. */
export function isCopyName(fileName: string): boolean {
  return copyName.test(fileName) || copyNameByStart.test(fileName);
}

/** A file of a directory; `head` is null while it is not known. */
export interface FileHead {
  readonly name: string;
  readonly head: Uint8Array | null;
}

/**
 * The files that are copies of another one beside them: by name, with the name of the other one, or with null while
 * too little was read to tell. Only files with the name of a copy are ever doubted.
 */
export function findCopies(files: readonly FileHead[]): ReadonlyMap<string, string | null> {
  const copies = new Map<string, string | null>();
  const read = new Map<string, { readonly name: string; readonly head: Uint8Array }[]>();
  let isUnsure = false;
  for (const { name, head } of originalsFirst(files)) {
    const isDoubted = isCopyName(name);
    if (head === null) {
      if (isDoubted) copies.set(name, null);
      isUnsure = true;
      continue;
    }
    const key = headKeyOf(head);
    const alike = read.get(key ?? '') ?? [];
    const original = isDoubted && alike.find((other) => sharesHead(other.head, head));
    if (original) copies.set(name, original.name);
    else if (isDoubted && isUnsure) copies.set(name, null);
    else if (key !== null) read.set(key, [...alike, { name, head }]);
  }
  return copies;
}

function originalsFirst(files: readonly FileHead[]): readonly FileHead[] {
  const byName = files.toSorted((a, b) => (a.name < b.name ? -1 : 1));
  const isCopy = byName.map(({ name }) => isCopyName(name));
  return [...byName.filter((_, at) => !isCopy[at]), ...byName.filter((_, at) => isCopy[at])];
}
