// Signatures of memory that ran out: on GPUs, in the machine, in shared memory. Order matters.
import { signature, type Signature } from './signature';

const line = { isLine: true } as const;

export const memorySignatures: readonly Signature[] = [
  signature(
    'kernel-resources',
    /out of resources?: shared memory, Required: \d+, Hardware limit: \d+|OutOfResources/,
  ),
  signature('mps-oom', /MPS backend out of memory|Invalid buffer size: [\d.]+ [KMGT]i?B/, line),
  signature(
    'jax-oom',
    /RESOURCE_EXHAUSTED: (?:Out of memory|XLA:TPU compile permanent error|TPU TensorCore Hbm usage|[^\n]{0,200}Ran out of memory in memory space)|Hbm usage: [\d.]+[KMGT],[^\n]{0,200}exceeding available bytes/,
    line,
  ),
  signature(
    'tensorflow-oom',
    /OOM when allocating tensor with shape|(?:^|\.)ResourceExhaustedError\b/,
  ),
  signature(
    'cuda-oom',
    /\b(?:CUDA|HIP|XPU|NPU|MLU|DPCPP) out of memory\b(?! with batch)|(?:CUDA|HIP) (?:driver )?error: out of memory|Triton Error \[(?:CUDA|HIP)\]: out of memory|cuda runtime error \(2\) : out of memory|MODULE:PT_DEVMEM Allocation failed|hipErrorOutOfMemory|ncclUnhandledCudaError[^]{0,400}out of memory/,
    line,
  ),
  signature(
    'cuda-oom',
    /\b(?:CUBLAS|CUDNN|CUSOLVER|CUSPARSE|CUFFT|HIPBLAS|ROCBLAS)_STATUS_ALLOC_FAILED|UR_RESULT_ERROR_OUT_OF_(?:DEVICE_MEMORY|RESOURCES)|(?:^|\.)OutOfMemoryError: (?:CUDA|HIP|XPU|Allocation on device)/,
  ),
  signature('cuda-oom', /cuDNN error: CUDNN_STATUS_NOT_SUPPORTED\./, { confidence: 'low' }),
  signature(
    'oom-killed',
    /ray\.exceptions\.OutOfMemoryError|Task was killed due to the node running low on memory|OOMKilled/,
    line,
  ),
  signature(
    'host-oom',
    /DefaultCPUAllocator: (?:can't allocate memory|not enough memory)|(?:^|\.)_?(?:Array)?MemoryError(?::|$)|std::bad_alloc|\[Errno 12\]|Cannot allocate memory|Unable to allocate [\d.]+ [KMGTPE]iB for an array|UR_RESULT_ERROR_OUT_OF_HOST_MEMORY/m,
  ),
  signature(
    'shared-memory',
    /DataLoader worker \(pid [\d, ]+\) is killed by signal: Bus error|insufficient shared memory \(shm\)|out of shared memory\. Please|unable to write to file <\/torch_\w+>|No space left on device[^\n]{0,200}\/dev\/shm|\/dev\/shm[^\n]{0,200}No space left on device/,
    line,
  ),
  signature(
    'dataloader-killed',
    /DataLoader worker \(pid [\d, ]+\) is killed by signal: (?:Killed|Terminated)/,
  ),
  signature('dataloader-crash', /DataLoader worker \(pid [\d, ]+\) is killed by signal: /),
  signature('dataloader-exit', /DataLoader worker \(pid(?:\(s\))? [\d, ]+\) exited unexpectedly/),
  signature('dataloader-timeout', /DataLoader timed out after \d+ seconds/),
  signature('too-many-open-files', /\[Errno 24\]|Too many open files|received 0 items of ancdata/),
];
