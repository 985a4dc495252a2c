// Whether less or more of a metric is better, by its name.

export type MetricMode = 'min' | 'max';

const lessIsBetter =
  /(?:^|[_\W])(?:loss|losses|err|error|mae|mse|rmse|mape|nll|perplexity|ppl|wer|cer|ter|fid|kid|lpips|bpb|bpc|eer|log_?loss|regret)(?:$|[_\W\d])|loss$/i;
const moreIsBetter =
  /(?:^|[_\W])(?:acc|accuracy|top\d|f1|f_?beta|auc|auroc|map|map50|map50-95|ap|precision|recall|bleu|rouge\w*|meteor|score|fitness|reward|return|psnr|ssim|iou|miou|dice|r2|pass|win_?rate|em|exact_match|success\w*|ndcg|mrr)(?:$|[_\W\d])/i;

/** Null where the name does not tell. */
export function directionOf(metric: string): MetricMode | null {
  if (lessIsBetter.test(metric)) return 'min';
  return moreIsBetter.test(metric) ? 'max' : null;
}

/** The metric to judge by: one that was measured on data held out comes first, then a loss. */
export function preferredMetric(names: Iterable<string>): string | null {
  const known = [...names].filter((name) => directionOf(name) !== null);
  const rank = (name: string): number =>
    (/val|eval|dev|test/i.test(name) ? 0 : 2) + (/loss/i.test(name) ? 0 : 1);
  return known.sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1))[0] ?? null;
}
