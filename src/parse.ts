// A reading thread's door: reads one large file after the other for the engine, which puts what it finds in place.
import { parentPort } from 'node:worker_threads';
import {
  slotsIn,
  type BulkAnswer,
  type BulkRequest,
  type SharedSlots,
} from './core/ingest/bulkContract';
import { readBulk, type BulkEnd, type BulkOrder } from './core/ingest/bulkRead';
import { BulkSender } from './core/ingest/bulkSender';

const thread = parentPort;
if (!thread) throw new Error('files are read in a worker thread');

let shared: SharedSlots | undefined;

thread.on('message', (request: BulkRequest) => {
  if (request.kind === 'begin') shared = slotsIn(request.memory);
  else if (shared)
    tell({ kind: 'end', job: request.job, end: read(shared, request.job, request.order) });
});
tell({ kind: 'ready' });

/** Null where the engine must read the file itself, and so finds out what is wrong with it. */
function read(slots: SharedSlots, job: number, order: BulkOrder): BulkEnd | null {
  const sender = new BulkSender(slots, job, order.decoder.tags, (part) =>
    tell({ kind: 'part', job, part }, part.columns ? [part.columns.buffer] : []),
  );
  try {
    const end = readBulk(
      order,
      (tags, decoded, offset) => sender.take(tags, decoded, offset),
      () => sender.isEnough,
    );
    if (end) sender.flush(end.decoder.tags, end.offset);
    return end;
  } catch {
    return null;
  }
}

/** @param given what is the engine's from now on */
function tell(answer: BulkAnswer, given: ArrayBuffer[] = []): void {
  thread?.postMessage(answer, given);
}
