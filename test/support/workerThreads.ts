// Ends a worker thread of this process from outside, as a crash would: through the inspector, with no help of its code.
import { Session } from 'node:inspector/promises';

interface AttachedWorker {
  readonly sessionId: string;
  readonly workerInfo: { readonly title: string };
}

/** Makes the thread of this name exit; rejects when there is none. */
export async function exitThread(name: string): Promise<void> {
  const session = new Session();
  session.connect();
  const workers: AttachedWorker[] = [];
  session.on('NodeWorker.attachedToWorker', ({ params }) => {
    workers.push(params);
  });
  await session.post('NodeWorker.enable', { waitForDebuggerOnStart: false });
  const worker = workers.find(({ workerInfo }) => workerInfo.title.includes(name));
  if (!worker) {
    session.disconnect();
    const titles = workers.map(({ workerInfo }) => workerInfo.title);
    throw new Error(`no thread ${name}; there are ${JSON.stringify(titles)}`);
  }
  const detached = new Promise((resolve) => {
    session.on('NodeWorker.detachedFromWorker', ({ params }) => {
      if (params.sessionId === worker.sessionId) resolve(null);
    });
  });
  const params = { expression: 'process.exit(7)' };
  await session.post('NodeWorker.sendMessageToWorker', {
    sessionId: worker.sessionId,
    message: JSON.stringify({ id: 1, method: 'Runtime.evaluate', params }),
  });
  await detached;
  session.disconnect();
}
