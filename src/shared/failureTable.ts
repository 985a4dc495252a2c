// The table of failure classes: what each is, a text that shows it, and what could be done.
import type { FailureClass } from './failure';
import { end, failure, type FailureKind } from './failureKind';
import { l10n } from './language';
import { dataFailures, gpuFailures, memoryFailures, numberFailures } from './failureTableMachine';

const processes = {
  'nccl-timeout': failure(
    () => l10n.t('Processes waited in vain'),
    () =>
      l10n.t(
        'A collective operation timed out: at least one process did not come to it. The others are its victims.',
      ),
    '[rank0]:[E321 02:07:08.408271257 ProcessGroupNCCL.cpp:607] [Rank 0] Watchdog caught collective operation timeout: WorkNCCL(SeqNum=1580, OpType=ALLREDUCE, NumelIn=466119168, NumelOut=466119168, Timeout(ms)=600000) ran for 600060 milliseconds before timing out.',
    ['find-culprit', 'resume'],
  ),
  'nccl-error': failure(
    () => l10n.t('NCCL failed'),
    () => l10n.t('The library that lets GPUs talk to each other failed.'),
    'torch.distributed.DistBackendError: NCCL error in: ../torch/csrc/distributed/c10d/ProcessGroupNCCL.cpp:1970, unhandled system error (run with NCCL_DEBUG=INFO for details), NCCL version 2.20.5\nncclSystemError: System call (e.g. socket, malloc) or external library call failed or device error.\nLast error:\nBootstrap : no socket interface found',
    ['check-network-interface', 'resume'],
  ),
  'peer-lost': failure(
    () => l10n.t('Another process was lost'),
    () =>
      l10n.t(
        'The connection to another process broke: that one died first, and its own reason is not in this text.',
      ),
    'RuntimeError: [/pytorch/third_party/gloo/gloo/transport/tcp/pair.cc:553] Connection closed by peer [127.0.0.1]:36992. This is typically caused by a remote worker crashing.',
    ['find-culprit', 'resume'],
  ),
  rendezvous: failure(
    () => l10n.t('Processes did not meet'),
    () => l10n.t('Not all processes came to the start of a distributed training in time.'),
    'torch.distributed.DistStoreError: Timed out after 5 seconds waiting for clients. 1/2 clients joined.',
    ['find-culprit', 'free-port'],
  ),
  'port-in-use': failure(
    () => l10n.t('Port in use'),
    () =>
      l10n.t(
        'The port at which the processes meet is taken by another program, perhaps by a left-over of this run.',
      ),
    'torch.distributed.DistNetworkError: The server socket has failed to listen on any local network address. port: 29500, useIpv6: false, code: -98, name: EADDRINUSE, message: address already in use',
    ['free-port'],
  ),
} satisfies Partial<Record<FailureClass, FailureKind>>;

const disks = {
  'disk-full': failure(
    () => l10n.t('Disk full'),
    () =>
      l10n.t(
        'Something could not be written because the disk or the quota was full; often a checkpoint, of which a part may be left.',
      ),
    'safetensors._safetensors_rust.SafetensorError: Error while serializing: I/O error: No space left on device (os error 28)',
    ['free-disk', 'quarantine'],
  ),
  'checkpoint-corrupt': failure(
    () => l10n.t('Checkpoint damaged'),
    () => l10n.t('A checkpoint is cut short, empty, or not a checkpoint at all.'),
    'RuntimeError: PytorchStreamReader failed reading zip archive: failed finding central directory. This is an internal miniz error.',
    ['quarantine'],
  ),
  'checkpoint-refused': failure(
    () => l10n.t('Checkpoint refused'),
    () =>
      l10n.t(
        'PyTorch from 2.6 on loads weights only, and the file holds other objects. It is not damaged.',
      ),
    '_pickle.UnpicklingError: Weights only load failed. This file can still be loaded, to do so you have two options',
    ['trusted-checkpoint'],
  ),
  'checkpoint-mismatch': failure(
    () => l10n.t('Checkpoint of another model'),
    () =>
      l10n.t('Names or shapes in the checkpoint are not those of the model or of the optimizer.'),
    'RuntimeError: Error(s) in loading state_dict for Linear:\n\tMissing key(s) in state_dict: "bias".',
    ['matching-model'],
  ),
  'checkpoint-missing': failure(
    () => l10n.t('Checkpoint not found'),
    () => l10n.t('There is no checkpoint where the training was told to go on from.'),
    "ValueError: Can't find a valid checkpoint at out/nope",
    ['other-checkpoint'],
  ),
  'batch-mismatch': failure(
    () => l10n.t('Batch sizes do not agree'),
    () => l10n.t('Batch, accumulation and number of processes contradict each other (DeepSpeed).'),
    'AssertionError: Check batch related parameters. train_batch_size is not equal to micro_batch_per_gpu * gradient_acc_step * world_size 32 != 4 * 4 * 4',
    ['matching-batch'],
  ),
} satisfies Partial<Record<FailureClass, FailureKind>>;

const access = {
  'file-not-found': failure(
    () => l10n.t('File not found'),
    () => l10n.t('A file or folder is not where it was looked for.'),
    "FileNotFoundError: [Errno 2] No such file or directory: '/data/train.json'",
    ['fix-path'],
  ),
  'permission-denied': failure(
    () => l10n.t('No permission'),
    () => l10n.t('The user may not read or write there.'),
    "PermissionError: [Errno 13] Permission denied: '/data/out'",
    ['fix-permissions'],
  ),
  network: failure(
    () => l10n.t('Network failed'),
    () => l10n.t('A server could not be reached, even after retries, or it asked to wait.'),
    "OSError: We couldn't connect to 'https://huggingface.co' to load the files, and couldn't find them in the cached files.",
    ['retry-later', 'offline'],
  ),
  auth: failure(
    () => l10n.t('Access refused'),
    () => l10n.t('A model or data set needs a login or a permission that is not there.'),
    'huggingface_hub.errors.GatedRepoError: 403 Client Error. Cannot access gated repo for url https://huggingface.co/meta/model',
    ['login'],
  ),
  tracker: failure(
    () => l10n.t('Tracker refused the run'),
    () =>
      l10n.t(
        'The experiment tracker did not let the run start: no login, no answer, or a wrong way to resume.',
      ),
    'wandb.errors.errors.UsageError: No API key configured. Use `wandb login` to log in.',
    ['login', 'tracker-offline'],
  ),
  'import-error': failure(
    () => l10n.t('Package missing or not matching'),
    () =>
      l10n.t(
        'A package is not installed, or two of them are of versions that do not belong together.',
      ),
    "ModuleNotFoundError: No module named 'nopkg'",
    ['install-package'],
  ),
  usage: failure(
    () => l10n.t('Command line not understood'),
    () => l10n.t('The program did not start: an argument is wrong, or the program is not there.'),
    'usage: train.py [-h] --lr LR\ntrain.py: error: the following arguments are required: --lr',
    ['fix-command'],
  ),
} satisfies Partial<Record<FailureClass, FailureKind>>;

const endings = {
  'time-limit': failure(
    () => l10n.t('Out of time'),
    () => l10n.t('The job scheduler ended the job at its time limit.'),
    'slurmstepd: error: *** JOB 5 ON node1 CANCELLED AT 2026-11-22T09:36:07 DUE TO TIME LIMIT ***',
    ['requeue', 'more-time'],
  ),
  preempted: failure(
    () => l10n.t('Preempted'),
    () =>
      l10n.t(
        'The job scheduler took the machine away for another job, or put the job back into the queue.',
      ),
    'slurmstepd: error: *** JOB 6 ON node1 CANCELLED AT 2026-11-22T09:35:17 DUE TO PREEMPTION ***',
    ['requeue'],
  ),
  'node-failure': failure(
    () => l10n.t('Machine failed'),
    () => l10n.t('A machine of the job went away.'),
    'slurmstepd: error: *** JOB 7 ON node1 CANCELLED AT 2026-11-22T09:35:19 DUE TO NODE FAILURE, SEE SLURMCTLD LOG FOR DETAILS ***',
    ['requeue'],
  ),
  terminated: failure(
    () => l10n.t('Terminated from outside'),
    () =>
      l10n.t(
        'The process was asked to end (SIGTERM) and did so at once: the machine was taken away, or somebody ended it.',
      ),
    'srun: error: node1: task 0: Terminated',
    ['resume', 'look-at-kernel'],
  ),
  'clean-stop': end(
    () => l10n.t('Stopped on request'),
    () => l10n.t('The training was asked to end, saved what it had and ended. It is not done.'),
    '[rank: 0] Received SIGTERM: 15',
    ['resume'],
  ),
  cancelled: end(
    () => l10n.t('Cancelled'),
    () => l10n.t('Somebody cancelled the job.'),
    'slurmstepd: error: *** JOB 7 ON node1 CANCELLED AT 2026-11-22T09:35:19 ***',
    [],
  ),
  'user-stop': end(
    () => l10n.t('Stopped by its user'),
    () => l10n.t('Ctrl-C, or the stop button.'),
    'Detected KeyboardInterrupt, attempting graceful shutdown ...',
    [],
  ),
} satisfies Partial<Record<FailureClass, FailureKind>>;

const others = {
  killed: failure(
    () => l10n.t('Killed from outside'),
    () =>
      l10n.t(
        'The process was ended with SIGKILL and nothing tells by whom; often the machine’s memory ran out.',
      ),
    'srun: error: node1: task 0: Killed',
    ['look-at-kernel', 'fewer-workers', 'resume'],
  ),
  segfault: failure(
    () => l10n.t('Segmentation fault'),
    () => l10n.t('Compiled code broke down.'),
    'Fatal Python error: Segmentation fault\n\nCurrent thread 0x00007f41d8015580 (most recent call first):\n  File "train.py", line 3 in step\n  File "train.py", line 9 in <module>',
    ['retry-once', 'look-at-log'],
  ),
  abort: failure(
    () => l10n.t('Aborted'),
    () => l10n.t('Compiled code gave up (SIGABRT).'),
    "terminate called after throwing an instance of 'std::runtime_error'\n  what():  pipe closed",
    ['look-at-log'],
  ),
  'bus-error': failure(
    () => l10n.t('Bus error'),
    () =>
      l10n.t(
        'Memory of a file was used that is not there any more: a full or lost disk, or shared memory.',
      ),
    'train.sh: line 3: 4711 Bus error               (core dumped) python train.py',
    ['more-shared-memory', 'free-disk'],
  ),
  signal: failure(
    () => l10n.t('Ended by a signal'),
    () => l10n.t('The process was ended by a signal that it does not handle.'),
    'train.sh: line 3: 4711 User defined signal 1   python train.py',
    ['look-at-log', 'resume'],
  ),
  'exit-code': failure(
    () => l10n.t('Ended with an error code'),
    () => l10n.t('The process ended with a code that is not 0 and did not say why.'),
    'srun: error: node1: task 0: Exited with exit code 3',
    ['look-at-log'],
  ),
  'python-error': failure(
    () => l10n.t('Exception'),
    () => l10n.t('The program raised an exception that is none of the others.'),
    'Traceback (most recent call last):\n  File "train.py", line 12, in <module>\n    main()\nZeroDivisionError: division by zero',
    ['fix-code'],
  ),
  stall: failure(
    () => l10n.t('Stalled'),
    () =>
      l10n.t('Nothing came for much longer than this run usually takes between two signs of life.'),
    '',
    ['look-at-stack'],
  ),
} satisfies Partial<Record<FailureClass, FailureKind>>;

/** Every class of failure there is. */
export const failureTable: Readonly<Record<FailureClass, FailureKind>> = {
  ...memoryFailures,
  ...dataFailures,
  ...numberFailures,
  ...gpuFailures,
  ...processes,
  ...disks,
  ...access,
  ...endings,
  ...others,
};
