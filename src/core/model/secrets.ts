// Finds secrets that ride along in configurations, command lines and metadata, so that they are never shown.
import type { FactValue } from '../../shared/facts';

export const mask = '•••';

/** Names under which trainers log their configuration as one text: transformers' `args` and `model_config`. */
export const configTag =
  /^(?:args|config|cfg|hparams|hyperparameters|(model)_config)(?:\/text_summary)?$/i;

/** The end of a key that names a secret: `api_key`, `hfToken`, `DB_PASSWORD`, `aws_secret_access_key`. */
const secretKey =
  /(?:^|[^a-z])(?:(?:api|access|secret|private|auth|encryption|signing|ssh|wandb|comet|neptune)[ _-]?keys?|(?:auth|access|hf|hub|api|bearer|refresh|session|bot|github|gitlab|wandb)[ _-]?tokens?|secrets?|client[ _-]secret|passw(?:or)?d|passwd|passphrase|credentials?|e-?mail|authorization|cookie)$/;
/** Keys that name secrets and other things alike: `prompt_key` and `bos_token` are harmless. */
const doubtfulKey = /(?:^|[^a-z])(?:key|token|pwd)$/;
const tokenText = /^[\w.+=~-]{12,}$/;
/** Letters and digits in turn, as in no word and no version: `4f9a8b`, but not `input_text_v2`. */
const looksRandom =
  /(?:\d[A-Za-z]+\d+[A-Za-z]|[A-Za-z]\d+[A-Za-z]+\d)|^[\da-f]{8}(?:-[\da-f]{4}){3}-/;

/** Texts that are secrets whatever they are called: tokens of well-known services, keys, passwords inside of addresses. */
const secretTexts: readonly RegExp[] = [
  /\b(?:hf_[A-Za-z0-9]{16,}|sk-[A-Za-z0-9_-]{16,}|gh[pousr]_[A-Za-z0-9]{20,}|github_pat_\w{20,}|glpat-[\w-]{16,})/g,
  /\b(?:AKIA|ASIA)[A-Z0-9]{16}\b|\bAIza[\w-]{30,}|\bxox[abprs]-[\w-]{10,}|\bwandb_v\d_\w{20,}/g,
  /\beyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]*/g,
  /-----BEGIN [A-Z ]*PRIVATE KEY-----[^]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/g,
  /\b[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63})*\.[A-Za-z]{2,24}\b/g,
];
const addressPassword = /\b([a-z][a-z0-9+.-]{1,20}:\/\/[^\s/:@]{0,200}):[^\s/@]{1,200}@/gi;
/** `--api-key=abc`, `--api-key abc` inside of a longer text. */
const option = /(--[\w-]{1,60})(=|\s+)("[^"]*"|'[^']*'|[^\s"'-][^\s"']*)/g;
/** `TOKEN=abc`, `password: abc` inside of a longer text. */
const assignment = /(\b[\w-]{1,60})(["']?[ \t]*[=:][ \t]*)("[^"]*"|'[^']*'|[^\s"']+)/g;

/**
 * The value with what seems to be secret masked. Numbers, truth values and what stands for nothing are shown: they are
 * no secrets (`max_tokens: 512`), and neither are marks such as `<s>`, which tokenizers call tokens.
 */
export function maskSecrets(path: readonly string[], value: FactValue): FactValue {
  if (typeof value === 'string') return maskSecret(path, value);
  if (Array.isArray(value)) return maskList(path, value as readonly FactValue[]);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, below]) => [key, maskSecrets([...path, key], below)]),
  );
}

/** The same for one text. */
export function maskSecret(path: readonly string[], text: string): string {
  return path.some((key) => isSecret(key, text)) ? mask : maskText(text);
}

/** Arguments of a command: what follows an option that names a secret is one. */
function maskList(path: readonly string[], list: readonly FactValue[]): FactValue {
  return list.map((entry, at) => {
    const before = list[at - 1];
    const name = typeof before === 'string' && /^--?[a-z]/i.test(before) ? before : null;
    if (name !== null && typeof entry === 'string' && !entry.startsWith('-')) {
      if (isSecret(name, entry)) return mask;
    }
    return maskSecrets(path, entry);
  });
}

export function maskText(text: string): string {
  let masked = text.replace(addressPassword, `$1:${mask}@`);
  for (const secret of secretTexts) masked = masked.replace(secret, mask);
  for (const pair of [option, assignment]) {
    masked = masked.replace(pair, (all, key: string, between: string, value: string) =>
      isSecret(key, unquoted(value)) ? key + between + maskedLike(value) : all,
    );
  }
  return masked;
}

function isSecret(key: string, value: string): boolean {
  const words = key.replace(/([a-z0-9])([A-Z])/g, '$1_$2').toLowerCase();
  if (secretKey.test(words)) return !isHarmless(value);
  return doubtfulKey.test(words) && tokenText.test(value) && looksRandom.test(value);
}

function unquoted(value: string): string {
  return value.replace(/^(["'])(.*)\1$/s, '$2');
}

/** Quotes stay, so that JSON stays JSON. */
function maskedLike(value: string): string {
  const quote = /^["']/.exec(value)?.[0] ?? '';
  return quote + mask + quote;
}

/** What no secret looks like. */
function isHarmless(value: string): boolean {
  return value === '' || /^(?:none|null|true|false|auto|default|[<[(].{0,40}[>\])])$/i.test(value);
}
