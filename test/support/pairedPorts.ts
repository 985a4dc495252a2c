// Two ends of a wall in one process: values are cloned and arrive later, as between threads and pages.
import { toDisposable } from '../../src/base/lifecycle';
import type { Port } from '../../src/shared/rpc';

type Receiver = (message: unknown) => void;

/** A port, and a way to say anything at all on its wire, envelopes or not. */
export interface TestPort extends Port {
  /** Delivers a value to this end as if the other had sent it. */
  inject(message: unknown): void;
  /** What this end has posted, in order. */
  readonly posted: readonly { readonly message: unknown; readonly buffers: number }[];
}

export function createPairedPorts(): readonly [TestPort, TestPort] {
  const receivers: [Set<Receiver>, Set<Receiver>] = [new Set(), new Set()];
  return [createEnd(receivers[0], receivers[1]), createEnd(receivers[1], receivers[0])];
}

function createEnd(own: Set<Receiver>, other: Set<Receiver>): TestPort {
  const posted: { message: unknown; buffers: number }[] = [];
  return {
    posted,
    post: (message, transfer) => {
      const delivered: unknown = structuredClone(message, { transfer: [...transfer] });
      posted.push({ message: delivered, buffers: transfer.length });
      queueMicrotask(() => {
        other.forEach((receive) => {
          receive(delivered);
        });
      });
    },
    listen: (receive) => {
      own.add(receive);
      return toDisposable(() => own.delete(receive));
    },
    inject: (message) => {
      own.forEach((receive) => {
        receive(message);
      });
    },
  };
}
