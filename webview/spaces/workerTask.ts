// Runs one long calculation in a worker of its own: with progress, and ended at once when it is not wanted any more.
import type { Owned } from '../../src/base/lifecycle';

/** What a worker sends: how far it is (0 … 1), or what came out. */
export type WorkerReport<Answer> =
  | { readonly kind: 'progress'; readonly share: number; readonly partial: Answer | null }
  | { readonly kind: 'answer'; readonly answer: Answer }
  | { readonly kind: 'failed'; readonly message: string };

/** The work was given up before it had an answer. */
export class WorkCancelled extends Error {
  constructor() {
    super('the work was cancelled');
    this.name = 'WorkCancelled';
  }
}

export interface WorkerTask<Answer> extends Owned {
  /** Rejected with WorkCancelled when the task is disposed of before. */
  readonly answer: Promise<Answer>;
}

/**
 * Starts a worker from its text and hands it one question. The worker ends with its answer.
 * @param progress told from time to time, with what is there already if the worker shows that
 */
export function startTask<Answer>(
  source: string,
  question: unknown,
  progress: (share: number, partial: Answer | null) => void = () => undefined,
): WorkerTask<Answer> {
  const address = URL.createObjectURL(new Blob([source], { type: 'text/javascript' }));
  const worker = new Worker(address);
  URL.revokeObjectURL(address);
  let giveUp: () => void = () => undefined;
  const answer = new Promise<Answer>((resolve, reject) => {
    giveUp = () => reject(new WorkCancelled());
    worker.onmessage = ({ data }: MessageEvent<WorkerReport<Answer>>) => {
      if (data.kind === 'progress') progress(data.share, data.partial);
      else if (data.kind === 'answer') resolve(data.answer);
      else reject(new Error(data.message));
    };
    worker.onerror = (event) => reject(new Error(event.message || 'the worker could not start'));
    worker.postMessage(question);
  });
  answer.then(
    () => worker.terminate(),
    () => worker.terminate(),
  );
  return { answer, dispose: () => giveUp() };
}
