// Tables for a text: numbers line up, and names are nothing but text.
import assert from 'node:assert/strict';
import { tableToLatex, tableToMarkdown } from '../../../../src/core/report/metricTable';

const table = {
  runs: ['lr_0.1|a', '50% & \\x'],
  metrics: ['val/loss', 'acc#1', 'tiny'],
  values: [
    [0.5, NaN, 1.5e-7],
    [-1.25, null, 12_345],
  ],
};

describe('a table of runs and metrics', () => {
  it('is Markdown', () => {
    assert.equal(
      tableToMarkdown(table),
      '| run | val/loss | acc\\#1 | tiny |\n| --- | ---: | ---: | ---: |\n' +
        '| lr\\_0.1\\|a | 0.50 | NaN | 1.5e-7 |\n| 50% \\& \\\\x | −1.25 |  | 12.35k |\n',
    );
  });

  it('is LaTeX', () => {
    assert.equal(
      tableToLatex(table),
      '\\begin{tabular}{lrrr}\n  \\toprule\n  run & val/loss & acc\\#1 & tiny \\\\\n  \\midrule\n' +
        '  lr\\_0.1\\textbar{}a & $0.50$ & NaN & $1.5 \\times 10^{-7}$ \\\\\n' +
        '  50\\% \\& \\textbackslash{}x & $-1.25$ &  & $12.35$k \\\\\n  \\bottomrule\n\\end{tabular}\n',
    );
  });
});
