// Whether less or more of a metric is better, by its name: what people call metrics is much the same everywhere.

/** Checked first: `loss_scale` and `error_budget_score` are rare, `val_loss` and `mean_error` are not. */
const less =
  /(?:^|[^a-z])(?:loss|error|err|perplexity|ppl|mse|rmse|mae|mape|wer|cer|nll|bpb|bpc|fid|kl|elbo_loss|regret|divergence)(?:$|[^a-z])/;
const more =
  /(?:^|[^a-z])(?:acc|accuracy|f1|auc|auroc|auprc|ap|map|iou|miou|dice|psnr|ssim|bleu|rouge[12l]?|meteor|reward|return|score|precision|recall|top[ -]?[1-9]\d?|hit|ndcg|mrr|r2|success|win[ -]?rate|throughput|mcc|kappa)(?:$|[^a-z])/;

/** Null where the name does not tell, as of a learning rate or a gradient's norm. */
export function goalOf(tag: string): 'min' | 'max' | null {
  const words = tag.replace(/([a-z0-9])([A-Z])/g, '$1_$2').toLowerCase();
  if (less.test(words)) return 'min';
  return more.test(words) ? 'max' : null;
}
