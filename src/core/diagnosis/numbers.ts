// Reads what texts of failures say in numbers.
import type { FailureClass, FailureNumbers, MemoryHolder } from '../../shared/failure';

const size = String.raw`[\d.]{1,20} ?(?:bytes|[KMGTPE]i?B|[KMGT]\b)`;
const powers: Readonly<Record<string, number>> = { b: 0, K: 1, M: 2, G: 3, T: 4, P: 5, E: 6 };

/** Bytes of `22.00 MiB`, `512 bytes`, `17.36 GB`, `31.25G`: programs divide by 1024 whatever they call it. */
export function readSize(text: string): number | null {
  const found = /^([\d.]+) ?([bKMGTPE])/.exec(text.trim());
  if (!found) return null;
  const value = Number(found[1]) * 1024 ** powers[found[2]!]!;
  return Number.isFinite(value) ? Math.round(value) : null;
}

/** One number of a text: where it stands, with `§` for a size and `#` for a whole number. */
type Place = readonly [name: keyof FailureNumbers, pattern: RegExp];

function place(name: keyof FailureNumbers, pattern: string): Place {
  const source = pattern.replaceAll('§', `(${size})`).replaceAll('#', String.raw`(\d{1,18})`);
  return [name, new RegExp(source)];
}

/** PyTorch’s allocator by version: `capacty` is its own word in 2.1; texts up to 2.0 stand in parentheses. */
const torchMemory: readonly Place[] = [
  place('asked', 'Tried to allocate §'),
  place('asked', 'Tried to allocate # bytes'),
  place('gpu', String.raw`(?:[.(]|\. )\s?(?:GPU|NPU|MLU) #(?: has|;)`),
  place('total', 'total capaci?ty of §'),
  place('total', '; § total capacity'),
  place('free', 'of which § is free'),
  place('free', '; § free'),
  place('used', 'this process has § memory in use'),
  place('limit', '[. ;]§ allowed[;)]'),
  place('allocated', '§ is allocated by PyTorch'),
  place('allocated', '; § already allocated'),
  place('privatePools', 'with § allocated in private pools'),
  place('reserved', '§ is reserved by PyTorch but unallocated'),
];
/** Up to 2.0 the text tells all that is reserved, allocated included. */
const reservedInAll = new RegExp(`(${size}) (?:reserved in total by PyTorch|cached)`);
const holders = new RegExp(String.raw`Process (\d{1,9}) has (${size}) memory in use`, 'g');

const otherMemory: readonly Place[] = [
  place('allocated', 'MPS allocated: §'),
  place('limit', 'max allowed: §'),
  place('asked', 'Tried to allocate §'),
  place('asked', 'Out of memory (?:while trying to allocate|allocating) §'),
  place('asked', 'you tried to allocate # bytes'),
  place('asked', 'Unable to allocate §'),
  place('asked', 'out of memory trying to allocate §'),
  place('used', String.raw`Used § of`),
  place('limit', String.raw`Used [\d.]+[KMGT] of §`),
  place('used', 'Hbm usage: §'),
  place('limit', 'exceeding available bytes: §'),
  place('asked', 'Required: #'),
  place('limit', 'Hardware limit: #'),
];

const workers: readonly Place[] = [
  place('pid', String.raw`worker \(pid(?:\(s\))? #`),
  place('exitCode', 'with exit code #'),
];
const collectives: readonly Place[] = [
  place('sequence', 'SeqNum=#'),
  place('timeoutMs', String.raw`Timeout\(ms\)=#`),
  place('ranMs', 'ran for # milliseconds'),
];

const placesOf: Partial<Record<FailureClass, readonly Place[]>> = {
  'cuda-oom': torchMemory,
  'mps-oom': otherMemory,
  'jax-oom': otherMemory,
  'tensorflow-oom': otherMemory,
  'host-oom': otherMemory,
  'kernel-resources': otherMemory,
  'shared-memory': workers,
  'dataloader-killed': workers,
  'dataloader-crash': workers,
  'dataloader-exit': workers,
  'exit-code': workers,
  'nccl-timeout': collectives,
  'gpu-hardware': [place('xid', String.raw`Xid \([^)]{1,60}\): #`), place('pid', 'pid=#')],
};

/** What a text of this class says in numbers. */
export function readNumbers(failureClass: FailureClass, text: string): FailureNumbers {
  const found: Record<string, unknown> = {};
  for (const [name, pattern] of placesOf[failureClass] ?? []) {
    const value = found[name] === undefined ? pattern.exec(text)?.[1] : undefined;
    if (value === undefined) continue;
    const number = /^\d+$/.test(value) ? Number(value) : readSize(value);
    if (number !== null) found[name] = number;
  }
  if (failureClass !== 'cuda-oom') return found;
  const others = holdersIn(text);
  const inAll = readSize(reservedInAll.exec(text)?.[1] ?? '');
  const allocated = found['allocated'];
  if (inAll !== null && found['reserved'] === undefined) {
    found['reserved'] = Math.max(0, inAll - (typeof allocated === 'number' ? allocated : 0));
  }
  return others.length > 0 ? { ...found, otherProcesses: others } : found;
}

function holdersIn(text: string): MemoryHolder[] {
  return [...text.matchAll(holders)].map(([, pid, used]) => ({
    pid: Number(pid),
    used: readSize(used!) ?? 0,
  }));
}
