// The worker thread's door: one engine, spoken to over the thread's message port.
import path from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import { detachedCopy } from './base/detached';
import { toDisposable } from './base/lifecycle';
import type { Log } from './base/log';
import { Engine } from './core/engine/engine';
import { FileExports } from './core/engine/exportToFile';
import { RunFailures } from './core/engine/runFailures';
import { BulkThreads } from './core/ingest/bulkThreads';
import { nodeClock } from './core/ingest/nodeClock';
import { readLaunchEnd } from './core/launch/launchEnd';
import { lineWriter, openDocument } from './core/report/pointLines';
import { engineMessages } from './shared/engineContract';
import { speak, type EngineLanguage } from './shared/language';
import type { TableAnswer } from './shared/tableContract';
import { RpcEndpoint, Transferred, type Port } from './shared/rpc';

const thread = parentPort;
if (!thread) throw new Error('the engine runs in a worker thread');

const { translations, language } = workerData as EngineLanguage;
speak(translations, language);

const port: Port = {
  post: (message, transfer) => {
    thread.postMessage(message, [...transfer]);
  },
  listen: (receive) => {
    thread.on('message', receive);
    return toDisposable(() => thread.off('message', receive));
  },
};

const log: Log = {
  info: (message) => rpc.notify(engineMessages.log, { level: 'info', message }),
  warn: (message) => rpc.notify(engineMessages.log, { level: 'warn', message }),
  error: (message, error) =>
    rpc.notify(engineMessages.log, {
      level: 'error',
      message: error instanceof Error ? `${message}: ${error.stack ?? error.message}` : message,
    }),
};

/** Each array of the answer has a buffer of its own. */
function buffersOf({ order, cells }: TableAnswer): ArrayBuffer[] {
  const arrays = [order, ...cells.flatMap(({ rows, numbers, codes }) => [rows, numbers, codes])];
  return arrays.flatMap((array) => (array ? [array.buffer as ArrayBuffer] : []));
}

const rpc: RpcEndpoint = new RpcEndpoint(port, (error) => log.error('a call failed', error));
const threads = new BulkThreads(path.join(__dirname, 'parse.js'), nodeClock, log);
const engine = new Engine(nodeClock, log, threads);
const fileExports = new FileExports({ openDocument, lineWriter }, (progress) =>
  rpc.notify(engineMessages.exportProgress, progress),
);

engine.onDidChange((change) => rpc.notify(engineMessages.changed, change));

rpc.answer(engineMessages.configure, (settings) => {
  // They are ready when the folders have been searched, so that even a load of many small files has them.
  if (settings.folders.length > 0) threads.warm();
  engine.configure(settings);
  return null;
});
rpc.answer(engineMessages.listRuns, () => engine.listRuns());
rpc.answer(engineMessages.getRuns, ({ ids }) => engine.getRuns(ids));
rpc.answer(engineMessages.getCatalog, ({ runs }) => engine.answers.getCatalog(runs));
rpc.answer(engineMessages.getStatistics, ({ run }) => engine.answers.getStatistics(run));
rpc.answer(engineMessages.getFrame, (query) => {
  const frame = engine.answers.getFrame(query);
  return new Transferred(frame, [frame.buffer]);
});
rpc.answer(engineMessages.getNearest, (query) => engine.answers.getNearest(query));
rpc.answer(engineMessages.getLineStatistics, (query) => engine.answers.getLineStatistics(query));
rpc.answer(engineMessages.getRunGroups, (query) => engine.answers.getRunGroups(query));
rpc.answer(engineMessages.getRunMarks, (query) => engine.answers.getRunMarks(query));
rpc.answer(engineMessages.getItems, (query) => engine.answers.getItems(query));
rpc.answer(engineMessages.getContent, async (query) => {
  const { value, buffers } = detachedCopy(await engine.answers.getContent(query));
  return new Transferred(value, buffers);
});
rpc.answer(engineMessages.getFacts, (query) => engine.answers.getFacts(query));
rpc.answer(engineMessages.getGitPatch, (query) => engine.answers.getGitPatch(query));
const failures = new RunFailures((run) => engine.getRuns([run]).runs[0] ?? null, readLaunchEnd);
rpc.answer(engineMessages.getFailure, ({ run }) => failures.get(run));
rpc.answer(engineMessages.getSources, (query) => engine.answers.getSources(query));
rpc.answer(engineMessages.getHparams, (query) => engine.answers.getHparams(query));
rpc.answer(engineMessages.getProjector, async (query) => {
  const projector = await engine.answers.getProjector(query);
  const { points, sprite } = projector;
  const arrays = [points?.values, sprite];
  return new Transferred(
    projector,
    arrays.flatMap((array) => (array ? [array.buffer] : [])),
  );
});
rpc.answer(engineMessages.getTable, (query) => {
  const answer = engine.table.answer(query);
  return new Transferred(answer, buffersOf(answer));
});
rpc.answer(engineMessages.getSparklines, (query) => {
  const lines = engine.table.sketch(query);
  return new Transferred(lines, [lines.values.buffer as ArrayBuffer]);
});
rpc.answer(engineMessages.setRunNotes, (notes) => {
  engine.table.setNotes(notes);
  return null;
});
rpc.answer(engineMessages.completeFilter, ({ filter, caret }) =>
  engine.table.complete(filter, caret),
);
rpc.answer(engineMessages.planDeletion, ({ runs }) => engine.answers.planDeletion(runs));
rpc.answer(engineMessages.matchRuns, ({ filter }) => engine.table.match(filter));
rpc.answer(engineMessages.stopLoading, () => {
  engine.stopLoading();
  return null;
});
rpc.answer(engineMessages.continueLoading, ({ ids }) => {
  engine.continueLoading(ids);
  return null;
});
rpc.answer(engineMessages.exportPoints, (query) =>
  fileExports.write(query, engine.getRuns(query.runs).runs),
);
rpc.answer(engineMessages.getSavedColumns, async (query) => {
  const columns = await engine.answers.getSavedColumns(query);
  return new Transferred(columns, columns ? [columns.buffer] : []);
});
rpc.answer(engineMessages.cancelExport, ({ id }) => {
  fileExports.cancel(id);
  return null;
});
rpc.answer(engineMessages.rescan, async () => {
  await engine.rescan();
  return null;
});
