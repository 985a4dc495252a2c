// Signs of life in a console: which lines show that a training goes on, where it is, and what it does.
import type { FailurePhase } from '../../shared/failure';

export interface Progress {
  /** What changes from one sign of life to the next. */
  readonly key: string;
  /** Null where the line does not say. */
  readonly step: number | null;
  readonly phase: FailurePhase;
}

/** `45%|████ | 450/1000 [`, with what stands before it. */
const bar =
  /(?:(\S[^%|]{0,80}?):?\s{1,4}|^\s{0,4})\d{1,3}%\|[^|]{0,400}\|\s{0,12}(\d{1,12})\/(\d{1,12})\s{0,2}\[/;
/** A loop of unknown length: `450it [02:11,  3.42it/s`. */
const openBar = /(?:^|\s)(\d{1,12})it \[\d/;
/** `step 12`, `global_step=12`, `'step': 12`, `iteration 100/ 500000`, `iter: 12`. */
const named =
  /(?:^|[^\w.])['"]?(?:global[_ ]?step|steps?|iter(?:ation)?s?|update|batch)['"]?\s{0,4}[:=#]?\s{0,12}\[?(\d{1,12})\b(?!\.\d)/i;
/** Values that trainings print: the Trainer of Transformers, Keras, plain prints. */
const valued = /(?:['"]?\b(?:\w{0,40}[_/ ])?loss['"]?\s{0,2}[:=]\s{0,2}['"]?-?(?:\d|nan|inf))/i;
const epochOf = /\bepoch\D{0,4}(\d{1,6})(?:\s?\/\s?(\d{1,6}))?/i;
const evaluating = /(?:^|[^a-z])(?:val(?:id\w*)?|eval\w*|test\w*|predict\w*|sanity)(?![a-z])/i;
const loading = /^(?:download|fetch|load|map|filter|tokeniz|generat|resolv|prepar|shard)/i;
const saving = /^(?:sav|writ|upload)/i;
/** Keras draws `12/100 ━━━━━━ 1s 10ms/step`. */
const kerasBar = /(?:^|\s)(\d{1,9})\/(\d{1,9}) (?:\[[=>.]{5,60}\]|\S*[━─]{3,60}\S*)/;

/** Null for a line that shows nothing. */
export function readProgress(text: string): Progress | null {
  if (text.length > 4_096) return readProgress(text.slice(-4_096));
  if (text.includes('%|') || text.includes('it [')) return readBar(text);
  if (/[━=]{5}/.test(text)) {
    const found = kerasBar.exec(text);
    if (found) return { key: `keras ${found[1]}`, step: null, phase: 'train' };
  }
  const step = named.exec(text);
  if (!valued.test(text)) return null;
  const phase = evaluating.test(text) && !/train/i.test(text) ? 'evaluation' : 'train';
  return { key: text.slice(0, 200), step: step ? Number(step[1]) : null, phase };
}

function readBar(text: string): Progress | null {
  const found = bar.exec(text);
  if (!found) {
    const open = openBar.exec(text);
    return open && { key: `it ${open[1]}`, step: Number(open[1]), phase: 'train' };
  }
  const [, description = '', done, total] = found;
  const phase = phaseOf(description);
  const key = `${description} ${done}`;
  if (phase !== 'train') return { key, step: null, phase };
  return { key, step: stepOf(description, Number(done), Number(total)), phase };
}

function phaseOf(description: string): FailurePhase {
  const words = description.trim();
  if (evaluating.test(words)) return 'evaluation';
  if (saving.test(words)) return 'save';
  return loading.test(words) ? 'load' : 'train';
}

/** Bars of one epoch each count from its start. Epochs of `3/10` count from 1, others from 0. */
function stepOf(description: string, done: number, total: number): number {
  const epoch = epochOf.exec(description);
  if (!epoch) return done;
  const before = epoch[2] === undefined ? Number(epoch[1]) : Math.max(0, Number(epoch[1]) - 1);
  return before * total + done;
}
