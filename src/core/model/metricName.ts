// What a metric is called whoever tells it: trainers, trackers and consoles write the same one under several names.

/** The part of the data that an evaluation is of. Lightning and Keras say `val`, Hugging Face `eval`. */
const evaluation = /^(?:eval|val|valid|validation)[/_.](.+)$/;
const testing = /^test[/_.](.+)$/;
const training = /^(?:train|training|trainer)\/(.+)$/;

/** Names that mean the same without being built alike. */
const synonyms: ReadonlyMap<string, string> = new Map([
  ['lr', 'learning_rate'],
  ['grad norm', 'grad_norm'],
  ['lm loss', 'loss'],
]);

/**
 * The same for `loss` and `train/loss`, for `eval_loss`, `eval/loss` and `val_loss`, for `lr` and `train/learning_rate`.
 * `train_loss` stays what it is: to Hugging Face it is the mean over a whole training.
 */
export function metricName(tag: string): string {
  const evaluated = evaluation.exec(tag)?.[1];
  if (evaluated !== undefined) return `eval/${synonymOf(evaluated)}`;
  const tested = testing.exec(tag)?.[1];
  if (tested !== undefined) return `test/${synonymOf(tested)}`;
  return synonymOf(training.exec(tag)?.[1] ?? tag);
}

function synonymOf(name: string): string {
  return synonyms.get(name) ?? name;
}
