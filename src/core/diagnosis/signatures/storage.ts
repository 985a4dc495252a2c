// Signatures of disks, checkpoints, files, network, accounts and packages. Order matters.
import { signature, type Signature } from './signature';

const vague = { isVague: true } as const;
const line = { isLine: true } as const;

export const diskSignatures: readonly Signature[] = [
  signature(
    'disk-full',
    /No space left on device|\[Errno 28\]|errno = 28\b|os error 28|Disk quota exceeded|\[Errno 122\]|os error 122/,
  ),
  // These say nothing of the disk: only its free space proves it.
  signature(
    'disk-full',
    /inline_container\.cc:\d+\] \. unexpected pos \d+ vs \d+|basic_ios::clear: iostream error|\d+ requested and \d+ written|PytorchStreamWriter failed writing/,
    { confidence: 'medium' },
  ),
];

export const checkpointSignatures: readonly Signature[] = [
  signature(
    'checkpoint-refused',
    /Weights only load failed\. (?:This file can still|In PyTorch 2\.6)[^]{0,2000}(?:Unsupported global|options)|Unsupported global: GLOBAL|was not an allowed global by default|Weights only load failed\. This file can still/,
  ),
  signature(
    'checkpoint-missing',
    /Can't find a valid checkpoint at|No valid checkpoint found in output directory|Checkpoint at \S{1,500} not found|Failed to find any matching files for|NOT_FOUND: Error opening "\w+" driver|will not load any checkpoints|Checkpoint (?:file|path|directory) \S{1,500} (?:does not exist|not found)/i,
  ),
  signature(
    'checkpoint-corrupt',
    /PytorchStreamReader failed|unexpected EOF, expected \d+ more bytes|Error while deserializing header|invalid load key, '|Unsupported operand \d+|Ran out of input|truncated file: eof = \d+|files saved in the legacy \.tar format|filename 'storages' not found|Global metadata is not found|CheckpointException|an accessible `\.keras` zip file|Read less bytes than requested|not an sstable|(?:MetadataIncompleteBuffer|HeaderTooLarge|HeaderTooSmall|InvalidHeaderDeserialization|InvalidHeaderLength)\b|Expected \d+ of '\S{1,200}_states\.pt'|UnpicklingError|BadZipFile/,
  ),
  signature('checkpoint-corrupt', /^EOFError:?\s*$/, { confidence: 'low' }),
  signature('checkpoint-corrupt', /JSONDecodeError: (?:Unterminated|Expecting)/, {
    confidence: 'low',
    isVague: true,
  }),
  signature(
    'checkpoint-mismatch',
    /Error\(s\) in loading state_dict for|loaded state dict (?:contains|has) a (?:parameter group|different number)|size mismatch for \S+: copying a param/,
  ),
  signature('batch-mismatch', /Check batch related parameters|train_batch_size is not equal to/),
];

export const accessSignatures: readonly Signature[] = [
  signature(
    'tracker',
    /No API key configured|api_key not configured|(?:^|\.)CommError: |Run initialization has timed out|invalid value for the `resume` argument|failed to resume, and the `resume` argument/,
  ),
  signature(
    'auth',
    /GatedRepoError|RepositoryNotFoundError|Repository Not Found for url|LocalTokenNotFoundError|Cannot access gated repo|Cannot access content at|40[13] Client Error|40[13] Forbidden|401 Unauthorized|Invalid user token|You must be authenticated/,
  ),
  signature(
    'network',
    /LocalEntryNotFoundError|We couldn't connect to 'https?:|Couldn't reach '[^'\n]{1,300}' on the Hub|429 (?:Client Error|Too Many Requests)|Too Many Requests|\b50[0234] Server Error|Name or service not known|Temporary failure in name resolution|Max retries exceeded with url|NewConnectionError|NameResolutionError|Network is unreachable|(?:^|\.)(?:ConnectTimeout|ReadTimeout|ConnectError|ConnectionError|gaierror|SSLError)(?::|$)|No route to host|IncompleteRead/m,
  ),
  signature(
    'import-error',
    /(?:^|\.)(?:ModuleNotFoundError|ImportError)(?::|$)|cannot open shared object file|undefined symbol: |operator \w+::\w+ does not exist|DLL load failed/m,
  ),
  signature(
    'io-error',
    /\[Errno (?:5|107|116|121)\]|Stale (?:NFS )?file handle|Input\/output error/,
  ),
  signature(
    'file-not-found',
    /(?:^|\.)(?:FileNotFoundError|NotADirectoryError|IsADirectoryError)(?::|$)|\[Errno 2\]|No such file or directory|NOT_FOUND: /m,
    vague,
  ),
  signature(
    'permission-denied',
    /(?:^|\.)PermissionError(?::|$)|\[Errno 13\]|Permission denied/m,
    vague,
  ),
];

/** Lines of programs that did not start. */
export const usageSignatures: readonly Signature[] = [
  signature(
    'usage',
    /^[\w.\/\\-]{1,200}: error: (?:the following arguments are required|unrecognized arguments|argument |ambiguous option|one of the arguments|invalid choice)/,
    line,
  ),
  signature(
    'usage',
    /can't open file '[^'\n]{1,500}': \[Errno 2\]|: command not found$|: No module named [\w.]+$|cannot execute(?: binary file)?|^\S{0,60}sh: \d+: [\w.-]+: not found$/,
    line,
  ),
];
