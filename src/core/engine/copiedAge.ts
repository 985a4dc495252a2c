// Tells the age of a run whose files were copied, unpacked or checked out, from what they hold (decision 5).

const earliestPlausibleMs = Date.UTC(2000, 0);
/** Longer than any writer keeps an event to itself, and than clocks of one network differ. */
const copiedAfterMs = 3_600_000;

/**
 * A file whose last event is much older than the file itself was copied, unpacked or checked out: its events tell the
 * age of the run. Wall times that cannot be right (before 2000, or in the future) tell nothing.
 */
export function undoCopy(modifiedAtMs: number, lastWallTime: number | null): number {
  const eventAtMs = (lastWallTime ?? NaN) * 1000;
  const isPlausible = eventAtMs > earliestPlausibleMs && eventAtMs < modifiedAtMs - copiedAfterMs;
  return isPlausible ? eventAtMs : modifiedAtMs;
}
