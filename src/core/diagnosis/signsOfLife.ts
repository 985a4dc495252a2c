// Lines that say that all is well again, that a training was stopped on purpose, is done, or was taken up anew.

/** The framework caught the lack of memory and goes on. */
const recovered =
  /Reducing to batch=\d+ and retrying|microbatch size will be decreased from|attempting to recover from OOM|Batch size \d+ (?:failed|succeeded), trying batch size|Finished batch size finder|ran out of memory.{0,300}but could mean that there could be performance gains|Evaluation hit an out-of-memory error|Decreasing batch size to|Retrying with (?:a )?smaller batch|skipping batch.{0,80}(?:OOM|out of memory)|(?:OOM|out of memory).{0,80}skipping batch/i;
/** Asked to end, and about to do so in its own way. */
const cleanStop =
  /Received SIGTERM: 15|Bypassing SIGTERM|exiting program (?:after receiving SIGTERM|after [\d.]+ minutes|at iteration \d+)|Handling auto-requeue signal|SIGTERM received, will request JIT checkpoint|SignalException: Process \d+ got signal: 15\b/;
const userStop =
  /Detected KeyboardInterrupt, attempting graceful shutdown|SignalException: Process \d+ got signal: 2\b|(?:^|[\s.])KeyboardInterrupt\s*$|Training interrupted by user|^\^C(?:\s*$|Traceback)/;
const done =
  /`Trainer\.fit` stopped: `max_(?:epochs|steps|time)\b|'train_runtime':|"train_runtime":|training to \d+ epochs is finished|\d+ epochs completed in [\d.]+ hours|done training in [\d.]+ seconds|Training completed|Training (?:is )?(?:done|finished|complete)\b|exiting program with status 0/i;
const resumed =
  /Resuming training from \S|Restored all states from the checkpoint at|Restoring states from the checkpoint path at|Loading the checkpoint from \S|successfully loaded checkpoint from|Continuing training from|Successfully preprocessed all matching files|Launching training in distributed mode/;

export type Sign = 'recovered' | 'cleanStop' | 'userStop' | 'done' | 'resumed';

const signs: readonly (readonly [Sign, RegExp])[] = [
  ['recovered', recovered],
  ['userStop', userStop],
  ['cleanStop', cleanStop],
  ['done', done],
  ['resumed', resumed],
];

export function readSign(text: string): Sign | null {
  return signs.find(([, pattern]) => pattern.test(text))?.[0] ?? null;
}
