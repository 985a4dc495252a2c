// The half of the table of failure classes that is about the machine: memory, data, numbers, GPUs.
import type { FailureClass } from './failure';
import { failure, type FailureKind } from './failureKind';
import { l10n } from './language';

export const memoryFailures = {
  'cuda-oom': failure(
    () => l10n.t('GPU out of memory'),
    () =>
      l10n.t('PyTorch asked for more memory than the GPU had left (CUDA, ROCm, XPU and others).'),
    'torch.OutOfMemoryError: CUDA out of memory. Tried to allocate 22.00 MiB. GPU 0 has a total capacity of 23.65 GiB of which 11.06 MiB is free. Including non-PyTorch memory, this process has 23.60 GiB memory in use. Of the allocated memory 22.90 GiB is allocated by PyTorch, and 194.87 MiB is reserved by PyTorch but unallocated.',
    ['smaller-batch', 'gradient-checkpointing', 'expandable-segments'],
  ),
  'mps-oom': failure(
    () => l10n.t('Mac GPU out of memory'),
    () =>
      l10n.t(
        'PyTorch on Apple’s GPU came to its limit. The limit should stay: without it the machine may freeze.',
      ),
    'RuntimeError: MPS backend out of memory (MPS allocated: 17.36 GB, other allocations: 613.56 MB, max allowed: 18.13 GB). Tried to allocate 192.00 MB on private pool. Use PYTORCH_MPS_HIGH_WATERMARK_RATIO=0.0 to disable upper limit for memory allocations (may cause system failure).',
    ['smaller-batch', 'gradient-checkpointing'],
  ),
  'jax-oom': failure(
    () => l10n.t('JAX out of memory'),
    () => l10n.t('XLA could not get the memory that a program of JAX needs, on a GPU, TPU or CPU.'),
    'jaxlib.xla_extension.XlaRuntimeError: RESOURCE_EXHAUSTED: Out of memory while trying to allocate 6291456 bytes.',
    ['smaller-batch', 'jax-memory-settings', 'gradient-checkpointing'],
  ),
  'tensorflow-oom': failure(
    () => l10n.t('TensorFlow out of memory'),
    () => l10n.t('TensorFlow could not get memory for a tensor.'),
    'tensorflow.python.framework.errors_impl.ResourceExhaustedError: {{function_node __wrapped__Fill_device_/job:localhost/replica:0/task:0/device:GPU:0}} OOM when allocating tensor with shape[100000,1000000,10] and type float on /job:localhost/replica:0/task:0/device:GPU:0 by allocator GPU_0_bfc [Op:Fill]',
    ['smaller-batch', 'tf-memory-settings'],
  ),
  'kernel-resources': failure(
    () => l10n.t('Kernel too large for the GPU'),
    () =>
      l10n.t(
        'A compiled kernel needs more on-chip memory than the GPU has. This is a setting of the kernel, not of the batch.',
      ),
    'triton.runtime.errors.OutOfResources: out of resource: shared memory, Required: 114688, Hardware limit: 101376. Reducing block sizes or `num_stages` may help.',
    ['kernel-settings'],
  ),
  'host-oom': failure(
    () => l10n.t('Machine out of memory'),
    () => l10n.t('The program asked the machine for more memory than it could give.'),
    "RuntimeError: [enforce fail at alloc_cpu.cpp:127] err == 0. DefaultCPUAllocator: can't allocate memory: you tried to allocate 400000000000000 bytes. Error code 12 (Cannot allocate memory)",
    ['fewer-workers', 'more-memory'],
  ),
  'oom-killed': failure(
    () => l10n.t('Killed for its memory'),
    () =>
      l10n.t(
        'The kernel, the container, the job scheduler or Ray ended the process because the machine’s memory ran out.',
      ),
    'slurmstepd: error: Detected 1 oom_kill event in StepId=440575.0. Some of the step tasks have been OOM Killed.',
    ['fewer-workers', 'more-memory'],
  ),
  'shared-memory': failure(
    () => l10n.t('Shared memory too small'),
    () =>
      l10n.t('Data workers hand their batches over in shared memory (/dev/shm), which was full.'),
    "RuntimeError: DataLoader worker (pid 9111) is killed by signal: Bus error. It is possible that dataloader's workers are out of shared memory. Please try to raise your shared memory limit.",
    ['more-shared-memory', 'fewer-workers'],
  ),
} satisfies Partial<Record<FailureClass, FailureKind>>;

export const dataFailures = {
  'dataloader-killed': failure(
    () => l10n.t('Data worker killed'),
    () =>
      l10n.t('Something ended a data worker from outside; mostly the machine’s memory ran out.'),
    'RuntimeError: DataLoader worker (pid 27052) is killed by signal: Killed.',
    ['fewer-workers', 'more-memory'],
  ),
  'dataloader-crash': failure(
    () => l10n.t('Data worker crashed'),
    () => l10n.t('A data worker broke down in compiled code (segmentation fault, abort).'),
    'RuntimeError: DataLoader worker (pid 27088) is killed by signal: Segmentation fault.',
    ['without-workers'],
  ),
  'dataloader-exit': failure(
    () => l10n.t('Data worker ended'),
    () => l10n.t('A data worker ended by itself and took its reason with it.'),
    'RuntimeError: DataLoader worker (pid 27131) exited unexpectedly with exit code 1. Details are lost due to multiprocessing. Rerunning with num_workers=0 may give better error trace.',
    ['without-workers'],
  ),
  'dataloader-timeout': failure(
    () => l10n.t('Data workers too slow'),
    () => l10n.t('No batch came within the timeout of the data loader.'),
    'RuntimeError: DataLoader timed out after 5 seconds',
    ['longer-timeout', 'without-workers'],
  ),
  'dataset-error': failure(
    () => l10n.t('Sample could not be read'),
    () => l10n.t('The data set’s own code raised an exception in a data worker.'),
    'Traceback (most recent call last):\n  File "dl.py", line 17, in main\n    for batch in loader:\nValueError: Caught ValueError in DataLoader worker process 1.\nOriginal Traceback (most recent call last):\n  File "dl.py", line 11, in __getitem__\n    raise ValueError("bad sample 7")\nValueError: bad sample 7',
    ['fix-data'],
  ),
  'too-many-open-files': failure(
    () => l10n.t('Too many open files'),
    () =>
      l10n.t(
        'The process came to its limit of open files; tensors that workers share count as files.',
      ),
    'OSError: [Errno 24] Too many open files',
    ['raise-file-limit', 'fewer-workers'],
  ),
  'io-error': failure(
    () => l10n.t('Disk or network disk failed'),
    () =>
      l10n.t('The file system gave an error of its own, as a network disk does that went away.'),
    "OSError: [Errno 116] Stale file handle: '/mnt/data/img_007.jpg'",
    ['retry-later', 'fix-path'],
  ),
} satisfies Partial<Record<FailureClass, FailureKind>>;

export const numberFailures = {
  nan: failure(
    () => l10n.t('Loss is not a number'),
    () => l10n.t('Loss or gradients became NaN or infinite.'),
    "RuntimeError: Function 'SqrtBackward0' returned nan values in its 0th output.",
    ['resume-before', 'lower-learning-rate', 'use-bf16'],
  ),
  'loss-scale': failure(
    () => l10n.t('Loss scale collapsed'),
    () =>
      l10n.t(
        'Gradients overflowed in fp16 again and again until the loss scale could not be lowered any more.',
      ),
    'Exception: Current loss scale already at minimum - cannot decrease scale anymore. Exiting run.',
    ['use-bf16', 'resume-before', 'lower-learning-rate'],
  ),
  divergence: failure(
    () => l10n.t('Loss diverged'),
    () => l10n.t('The loss went up to a multiple of its best and stayed there.'),
    '',
    ['resume-before', 'lower-learning-rate'],
  ),
} satisfies Partial<Record<FailureClass, FailureKind>>;

export const gpuFailures = {
  'device-assert': failure(
    () => l10n.t('Assertion on the GPU'),
    () =>
      l10n.t(
        'A kernel found an index out of range, mostly a label or a token id. The line is near the place, not exactly it.',
      ),
    'RuntimeError: CUDA error: device-side assert triggered\nCUDA kernel errors might be asynchronously reported at some other API call, so the stacktrace below might be incorrect.\nFor debugging consider passing CUDA_LAUNCH_BLOCKING=1',
    ['fix-labels', 'blocking-launches'],
  ),
  'index-out-of-range': failure(
    () => l10n.t('Label or index out of range'),
    () =>
      l10n.t(
        'A label is not below the number of classes, or a token id not below the size of the vocabulary.',
      ),
    'IndexError: Target 7 is out of bounds.',
    ['fix-labels'],
  ),
  'illegal-memory-access': failure(
    () => l10n.t('Illegal memory access on the GPU'),
    () =>
      l10n.t(
        'A kernel read or wrote where it must not: a mistake in it, or the hardware. The line is only near the place.',
      ),
    'torch.AcceleratorError: CUDA error: an illegal memory access was encountered',
    ['retry-once', 'blocking-launches'],
  ),
  'gpu-hardware': failure(
    () => l10n.t('GPU failed'),
    () => l10n.t('The GPU or its memory is damaged, or it fell off the bus.'),
    '[ 8231.331241] NVRM: Xid (PCI:0000:01:00): 79, pid=1122, GPU has fallen off the bus.',
    ['replace-gpu', 'other-gpu'],
  ),
  'no-kernel-image': failure(
    () => l10n.t('Build does not know this GPU'),
    () => l10n.t('The installed framework has no kernels for this GPU’s architecture.'),
    'RuntimeError: CUDA error: no kernel image is available for execution on the device',
    ['install-build'],
  ),
  'cuda-setup': failure(
    () => l10n.t('GPU not usable from here'),
    () =>
      l10n.t(
        'The GPU is there but not for this process: not visible, busy, or used before a fork.',
      ),
    'RuntimeError: CUDA error: invalid device ordinal',
    ['fix-gpu-visibility'],
  ),
  'no-gpu': failure(
    () => l10n.t('No GPU'),
    () => l10n.t('No driver, no GPU, or a framework built without support for one.'),
    'RuntimeError: Found no NVIDIA driver on your system. Please check that you have an NVIDIA GPU and installed a driver from http://www.nvidia.com/Download/index.aspx',
    ['install-build', 'fix-gpu-visibility'],
  ),
  'cuda-error': failure(
    () => l10n.t('GPU error'),
    () => l10n.t('Another error of CUDA, cuDNN, cuBLAS or HIP. The line is only near the place.'),
    'RuntimeError: CUDA error: CUBLAS_STATUS_EXECUTION_FAILED when calling `cublasSgemm(handle)`',
    ['retry-once', 'blocking-launches'],
  ),
} satisfies Partial<Record<FailureClass, FailureKind>>;
