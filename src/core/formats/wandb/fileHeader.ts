// The first seven bytes of a file. Source: wandb core/internal/transactionlog.

export const fileHeaderBytes = 7;

/** `:W&B`, and the number 0xBEE1. */
const mark = Uint8Array.of(0x3a, 0x57, 0x26, 0x42, 0xe1, 0xbe);
const knownVersion = 0;

/** `later`: of a version that may be written in another way; `other`: no such header. */
export type FileHeader =
  | { readonly kind: 'known' }
  | { readonly kind: 'later'; readonly version: number }
  | { readonly kind: 'other' };

/** Reads the header at `at`; all of it must be there. */
export function readFileHeader(bytes: Uint8Array, at: number): FileHeader {
  if (!mark.every((byte, index) => bytes[at + index] === byte)) return { kind: 'other' };
  const version = bytes[at + mark.length]!;
  return version === knownVersion ? { kind: 'known' } : { kind: 'later', version };
}
