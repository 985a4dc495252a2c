// Signatures of GPUs, of numbers that went wrong, and of several processes. Order matters.
import { signature, type Signature } from './signature';

const line = { isLine: true } as const;

export const numberSignatures: readonly Signature[] = [
  signature(
    'loss-scale',
    /Current loss scale already at minimum|Minimum loss scale reached|loss scale (?:is |has )?(?:already )?(?:at|reached) (?:the )?minimum/i,
    line,
  ),
  signature(
    'nan',
    /returned nan values in its \d+th output|gradients? from `?parameters`? is non-finite|Loss became infinite or NaN|loss returned in `?training_step`? is (?:nan|inf)|FloatingPointError: invalid value \((?:nan|inf)\)|Tensor had (?:NaN|Inf)|Unexpected result (?:nan|inf)|found (?:NaN|Inf) in (?:local )?(?:grad|param|forward)|(?:loss|Loss) is (?:nan|NaN|inf|infinite)|Encountered inf or nan|Detected (?:nan|inf|NaN)/,
  ),
  signature('nan', /Batch \d+: Invalid loss, terminating training/, line),
];

export const deviceSignatures: readonly Signature[] = [
  signature(
    'device-assert',
    /device-side assert triggered|cudaErrorAssert|Assertion `[^`\n]{1,200}` failed\.$/,
  ),
  signature(
    'gpu-hardware',
    /uncorrectable ECC error|GPU has fallen off the bus|unspecified (?:ECC|hardware) error|cudaErrorECCUncorrectable|GPU is lost/,
  ),
  signature(
    'illegal-memory-access',
    /illegal memory access|unspecified launch failure|misaligned address|illegal instruction was encountered|Memory access fault by GPU/,
  ),
  signature(
    'no-kernel-image',
    /no kernel image is available|invalid device function|not compatible with the current PyTorch installation/,
  ),
  signature(
    'no-gpu',
    /Found no NVIDIA driver|NVIDIA driver on your system is too old|No CUDA GPUs are available|No HIP GPUs are available|Torch not compiled with CUDA enabled|torch\.cuda\.is_available\(\) is False|Your setup doesn't support bf16|Unable to initialize backend 'cuda'|CUDA driver version is insufficient|no CUDA-capable device is detected/,
  ),
  signature(
    'cuda-setup',
    /invalid device ordinal|CUDA-capable device(?:\(s\)|s) (?:is|are)(?: all)? busy or unavailable|Cannot re-initialize CUDA in forked subprocess|CUDA error: initialization error|CUDA unknown error - this may be due to an incorrectly set ?up environment|cannot be shared between processes/,
  ),
  signature(
    'nccl-error',
    /NCCL error in|\bnccl(?:SystemError|InternalError|InvalidUsage|UnhandledCudaError|RemoteError)\b|DistBackendError/,
  ),
  signature(
    'cuda-error',
    /(?:CUDA|HIP) error: |CUDA driver error: |CUBLAS_STATUS_\w+|CUDNN_STATUS_\w+|cuDNN error|c10::(?:CUDA|Accelerator)Error/,
  ),
  signature(
    'index-out-of-range',
    /Target -?\d+ is out of bounds|index out of range in self|index -?\d+ is out of bounds for (?:dimension|axis)/,
    { isVague: true },
  ),
];

export const processSignatures: readonly Signature[] = [
  signature('exit-code', /process \d+ terminated with exit code \d+/),
  signature('segfault', /terminated with signal SIGSEGV/),
  signature('killed', /terminated with signal SIGKILL/, { confidence: 'low' }),
  signature(
    'peer-lost',
    /gloo\/transport\/tcp\/pair\.cc:\d+\] (?:Connection closed by peer|Read error|Write error|Socket closed)|Connection closed by peer \[|ncclRemoteError|remote process exited or there was a network error|TCPStore[^\n]{0,200}(?:Broken pipe|Connection reset|recvValue failed)|Application timeout caused pair closure/,
  ),
  signature(
    'nccl-timeout',
    /Watchdog caught collective operation timeout|detected by watchdog at work|WorkNCCL\([^)\n]{1,400}\) (?:ran for|timed out)|NCCL watchdog thread terminated/,
    line,
  ),
  signature('port-in-use', /EADDRINUSE|[Aa]ddress already in use|\[Errno 98\]/),
  signature(
    'rendezvous',
    /DistStoreError: Timed out|Rendezvous(?:Timeout|Closed|Connection|GracefulExit|State)?Error|The connection to the C10d store has failed|clients joined\.|DistNetworkError/,
  ),
];
