// Where a room writes what a developer may need later; the door decides where it goes.

export interface Log {
  info(message: string): void;
  warn(message: string): void;
  error(message: string, error?: unknown): void;
}

/** Swallows everything; for tests and tools that have nowhere to write. */
export const silentLog: Log = {
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
};
