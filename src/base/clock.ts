// Time as a port: code that waits or asks the time takes a Clock, so that tests can move it by hand.
import type { Owned } from './lifecycle';

export interface Clock {
  /** Milliseconds since the Unix epoch. */
  now(): number;
  /** Runs `action` once after `delayMs` unless disposed before. */
  after(delayMs: number, action: () => void): Owned;
}
