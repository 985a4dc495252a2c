// The stable id of a run directory.
import type { RunId } from '../../shared/vocabulary';

/** Two hashes that differ in start and factor: 64 bits for thousands of directories. */
const starts = [0x811c_9dc5, 0x9747_b28c] as const;
const factors = [0x0100_0193, 0x2c92_77b5] as const;
const mixingFactors = [0x85eb_ca6b, 0xc2b2_ae35] as const;

/** Not cryptographic: whoever can name directories can change the runs in them as well. */
export function runIdOf(directory: string): RunId {
  let [low, high]: [number, number] = [...starts];
  for (let at = 0; at < directory.length; at++) {
    const unit = directory.charCodeAt(at);
    low = Math.imul(low ^ unit, factors[0]);
    high = Math.imul(high ^ unit, factors[1]);
    high ^= high >>> 15;
  }
  return (hexOf(mixed(low ^ (high >>> 7))) + hexOf(mixed(high))) as RunId;
}

/** Lets every bit depend on all others. */
function mixed(hash: number): number {
  let bits = hash ^ (hash >>> 16);
  bits = Math.imul(bits, mixingFactors[0]);
  bits ^= bits >>> 13;
  bits = Math.imul(bits, mixingFactors[1]);
  return (bits ^ (bits >>> 16)) >>> 0;
}

function hexOf(bits: number): string {
  return bits.toString(16).padStart(8, '0');
}
