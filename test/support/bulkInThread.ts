// Lets a reading thread's work be done in the test's own thread, part by part.
import { controls, makeSharedMemory, slotsIn } from '../../src/core/ingest/bulkContract';
import { readBulk } from '../../src/core/ingest/bulkRead';
import { BulkSender } from '../../src/core/ingest/bulkSender';
import type { FileTail } from '../../src/core/ingest/tail';

/**
 * Reads the rest of a file as a thread would. Returns false where the tail keeps the file for itself.
 * @param isEnough whether the thread is to stop where it is
 */
export function readAway(tail: FileTail, isEnough = (): boolean => false): boolean {
  const planned = tail.planBulk();
  if (!planned) return false;
  // What travels between threads is copied.
  const order = structuredClone(planned);
  const shared = slotsIn(makeSharedMemory());
  const sender = new BulkSender(shared, 1, order.decoder.tags, (told) => {
    const part = structuredClone(told);
    const slot = shared.slots[part.slot]!;
    slot.points.count = part.points;
    slot.items.first = part.firstItem;
    slot.items.count = part.items;
    tail.takePart(part, slot);
    Atomics.add(shared.control, controls.taken, 1);
  });
  const end = readBulk(
    order,
    (tags, decoded, offset) => sender.take(tags, decoded, offset),
    isEnough,
  );
  if (end) sender.flush(end.decoder.tags, end.offset);
  tail.finishBulk(structuredClone(end));
  return true;
}
