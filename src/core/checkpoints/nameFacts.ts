// What the name of a checkpoint says: step, epoch, and what was measured.

export interface NameFacts {
  readonly step: number | null;
  readonly epoch: number | null;
  readonly metrics: Readonly<Record<string, number>>;
}

/** Names such as `epoch=3-step=32-val_loss=0.01.ckpt`, which Lightning and its relatives write. */
const assignment = /([A-Za-z][\w/@. ]*?)=(-?\d+(?:\.\d+)?(?:e[+-]?\d+)?)(?=$|[-_.]|\.ckpt)/gi;

/** Numbers that count something, and are no metric. */
const counters = new Set(['consumed_samples', 'v', 'version', 'seed']);

/** @param named groups of the pattern that knew the layout by its name */
export function nameFacts(
  name: string,
  named: Readonly<Record<string, string | undefined>> = {},
): NameFacts {
  const metrics: Record<string, number> = {};
  let step = numberOf(named['step']);
  let epoch = numberOf(named['epoch']);
  for (const [, key = '', text] of name.matchAll(assignment)) {
    const value = Number(text);
    const plain = key.replace(/^[-_]+/, '');
    if (plain === 'step' || plain === 'global_step') step ??= value;
    else if (plain === 'epoch') epoch ??= value;
    else if (!counters.has(plain)) metrics[plain] = value;
  }
  // Keras users put a number behind the epoch, and rarely its name.
  const measured = numberOf(named['metric']);
  if (measured !== null) metrics[named['measure'] ?? 'metric'] = measured;
  return { step, epoch, metrics };
}

function numberOf(text: string | undefined): number | null {
  return text === undefined || text === '' ? null : Number(text);
}

/** Names under which a file is not finished, or is kept only until the next one is. */
const temporary =
  /(?:^|[.\-_])tmp(?=[.\-_]|$)|\.part$|\.incomplete$|\.orbax-checkpoint-tmp|-unfinished$|^tmp-checkpoint-|~$/i;

export function isTemporaryName(name: string): boolean {
  return temporary.test(name);
}

/** The name that a temporary file will have once it is whole. */
export function finalName(name: string): string {
  return name
    .replace(/\.(?:tmp|part|incomplete)\d*$/i, '')
    .replace(/~$/, '')
    .replace(/^tmp-(?=checkpoint-)/, '')
    .replace(/^tmp\.(?=pth\.tar$)/, 'last.');
}
