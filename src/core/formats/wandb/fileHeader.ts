// The first seven bytes of a file: four letters, a number, a version. Source: wandb core/internal/transactionlog.

export const fileHeaderBytes = 7;

/** What the files of a writer begin with. */
export interface FileSignature {
  /** Six bytes. */
  readonly mark: Uint8Array;
  /** The one version that is known. */
  readonly version: number;
}

/** `later`: of a version that may be written in another way; `other`: no such header. */
export type FileHeader =
  | { readonly kind: 'known' }
  | { readonly kind: 'later'; readonly version: number }
  | { readonly kind: 'other' };

/** Reads the header at `at`; all of it must be there. */
export function readFileHeader(
  bytes: Uint8Array,
  at: number,
  { mark, version: known }: FileSignature,
): FileHeader {
  if (!mark.every((byte, index) => bytes[at + index] === byte)) return { kind: 'other' };
  const version = bytes[at + mark.length]!;
  return version === known ? { kind: 'known' } : { kind: 'later', version };
}
