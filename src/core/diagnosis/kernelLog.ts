// Reads what the kernel says of processes that it killed and of GPUs that failed.
import type { FailureNumbers } from '../../shared/failure';

/** A process that the kernel killed because memory ran out. */
export interface KernelKill {
  readonly pid: number;
  readonly numbers: FailureNumbers;
}

const killed =
  /(?:Memory cgroup out of memory|Out of memory): Killed process (\d{1,9}) \([^)]{1,60}\)(?: total-vm:\d{1,15}kB, anon-rss:(\d{1,15})kB)?|systemd-oomd\S{0,20}:? [Kk]illed /;
const limit = /memory: usage \d{1,15}kB, limit (\d{1,15})kB/;
const xid = /NVRM: Xid \([^)]{1,60}\): (\d{1,4})/;
/** Numbers that name damaged hardware; others are mostly mistakes of programs. */
const hardware = new Set([48, 63, 64, 74, 79, 92, 94, 95, 119, 120, 140]);

export function readKernelKill(text: string): KernelKill | null {
  const found = killed.exec(text);
  if (!found) return null;
  const [, pid, rss] = found;
  const numbers = {
    ...(pid !== undefined && { pid: Number(pid) }),
    ...(rss !== undefined && { used: Number(rss) * 1024 }),
  };
  return { pid: Number(pid ?? 0), numbers };
}

/** The limit of the group of processes, in bytes, as told before one of them is killed. */
export function readMemoryLimit(text: string): number | null {
  const found = limit.exec(text)?.[1];
  return found === undefined ? null : Number(found) * 1024;
}

export function readXid(
  text: string,
): { readonly code: number; readonly isHardware: boolean } | null {
  const found = xid.exec(text)?.[1];
  return found === undefined
    ? null
    : { code: Number(found), isHardware: hardware.has(Number(found)) };
}
