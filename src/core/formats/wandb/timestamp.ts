// google.protobuf.Timestamp: whole seconds since the Unix epoch, and nanoseconds.
import type { FieldWalk } from './fields';

const timestampKeys = { seconds: 0x08, nanos: 0x10 } as const;

/** Reads the timestamp that is the walk's next field, in seconds. */
export function readTimestamp(walk: FieldWalk): number {
  let [seconds, nanos] = [0, 0];
  const outer = walk.enter();
  for (let key = walk.next(); key >= 0; key = walk.next()) {
    if (key === timestampKeys.seconds) seconds = walk.int64();
    else if (key === timestampKeys.nanos) nanos = walk.int64();
    else walk.skip(key);
  }
  walk.leave(outer);
  return seconds + nanos / 1e9;
}
