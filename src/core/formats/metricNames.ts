// Tells logs from data by names: of files that only might be logs, and of what a training measures.

/** Data sets are split, and called, like the parts of a training. */
const splitName =
  /^(?:x_|y_)?(?:train|training|test|val|valid|validation|eval|evaluation|dev)(?:[._-]?(?:\d+|set|split|full|small|clean|final))*$/i;
const dataName =
  /data|corpus|sample|example|prediction|label|annotation|conversation|message|prompt|completion|instance|pairs|questions|answers|submission|tokens|embedding|features|benchmark|catalog|change_?log|transactions/i;

/** What trainings measure, as a word of a name. */
const metricWord =
  /(?:^|[^a-z])(?:loss|losses|acc|accuracy|lr|learning_?rate|reward|rewards|grad_?norm|perplexity|ppl|f1|auc|auroc|map|miou|iou|dice|precision|recall|bleu|rouge|mse|mae|rmse|nll|elbo|kl|entropy|psnr|ssim|fid|wer|cer|ep_rew_mean|throughput|tokens_per_second)(?:[^a-z]|$)/i;

/** Whether only what is in the file can tell that it is a log: its name is that of data as well. */
export function mayBeData(file: string): boolean {
  const stem = (file.split('/').at(-1) ?? '').replace(/\.\w+$/, '');
  return splitName.test(stem) || dataName.test(stem);
}

/** Whether a name is that of something which trainings measure. */
export function isMetricName(name: string): boolean {
  return metricWord.test(name.replace(/([a-z])([A-Z])/g, '$1_$2'));
}
