// The worker's side of a task: takes one question, answers it, tells how far it is.
import { messageOf } from '../../src/base/result';
import type { WorkerReport } from './workerTask';

/** The part of a worker's global scope that is used. */
interface WorkerScope {
  onmessage: ((event: MessageEvent<unknown>) => void) | null;
  postMessage(message: unknown): void;
}

const scope = globalThis as unknown as WorkerScope;

/** Answers the one question that the worker is asked. */
export function answerTask<Answer>(
  work: (
    question: unknown,
    progress: (share: number, partial?: Answer) => void,
  ) => Answer | Promise<Answer>,
): void {
  const report = (message: WorkerReport<Answer>): void => scope.postMessage(message);
  const progress = (share: number, partial: Answer | null = null): void =>
    report({ kind: 'progress', share, partial });
  scope.onmessage = ({ data }) => {
    void (async () => {
      try {
        report({ kind: 'answer', answer: await work(data, progress) });
      } catch (error) {
        report({ kind: 'failed', message: messageOf(error) });
      }
    })();
  };
}
