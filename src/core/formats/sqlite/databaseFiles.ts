// What the SQLite reader asks of the disk: positional reads, and whether the main file was written to meanwhile.

/** One open file. It may change while it is read. */
export interface FileBytes {
  /** Up to `length` bytes from `offset` on; fewer where the file ends before. Rejects with the system's error. */
  read(offset: number, length: number): Promise<Uint8Array>;
  sizeBytes(): Promise<number>;
}

/** A database and the two files that SQLite keeps beside it. Nothing is locked, made or written. */
export interface DatabaseFiles {
  readonly main: FileBytes;
  /** Differs after every write to the main file, as far as the file system's clock tells. */
  stamp(): Promise<string>;
  /** The file of this name as it is now; null where there is none. Good until it is asked for again. */
  beside(suffix: '-wal' | '-journal'): Promise<FileBytes | null>;
}
