// Which metrics of a run are worth a place in a one-line description.

/** Later entries weigh less; a tag that matches none is not a headline. */
const headlinePatterns: readonly RegExp[] = [
  /(^|[/_.-])(val|valid|validation|eval|test|dev)([/_.-].*)?loss/i,
  /(^|[/_.-])(train|training)([/_.-].*)?loss/i,
  /loss/i,
  /(acc|accuracy|f1|auc|bleu|rouge|map|iou|dice|psnr|ssim|reward|return|score|perplexity|ppl)/i,
  /(error|err|mse|mae|wer|cer)/i,
];

/** 0 is the best headline; `headlinePatterns.length` means "not one". */
function headlineRank(tag: string): number {
  const at = headlinePatterns.findIndex((pattern) => pattern.test(tag));
  return at < 0 ? headlinePatterns.length : at;
}

/** The best `limit` headline tags, best first; falls back to the first tags as logged. */
export function chooseHeadlines(tags: readonly string[], limit: number): string[] {
  return tags
    .map((tag, index) => ({ tag, index, rank: headlineRank(tag) }))
    .sort((a, b) => a.rank - b.rank || a.index - b.index)
    .slice(0, limit)
    .map((entry) => entry.tag);
}
