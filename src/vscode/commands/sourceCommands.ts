// Which of several files feeds a metric: shown, and changed.
import * as vscode from 'vscode';
import { engineMessages } from '../../shared/engineContract';
import type { MetricSources } from '../../shared/sources';
import type { RunSummary } from '../../shared/vocabulary';
import { describeFormat } from '../../shared/words';
import type { EngineClient } from '../engineClient';
import { withoutIcons } from '../plainText';
import { fullRunName } from '../runFacts';
import type { SourceChoiceMemory } from '../sourceChoices';
import { chooseRun, type KnownRuns } from './runTarget';
import type { CommandHandler } from './table';

export function sourceCommands(
  known: KnownRuns,
  choices: SourceChoiceMemory,
  engine: Pick<EngineClient, 'call'>,
  refresh: () => Promise<void>,
): Record<'chooseSource', CommandHandler> {
  return {
    async chooseSource(clicked) {
      if (clicked === undefined) await refresh();
      const placeHolder = vscode.l10n.t('Of which run?');
      const run = await chooseRun(known, clicked, placeHolder, hasSeveralFormats);
      if (!run) return;
      const metric = await chooseMetric(
        fullRunName(run, known.aliasOf(run.id)),
        await engine.call(engineMessages.getSources, { run: run.id }),
      );
      const picked = metric && (await chooseFormat(metric));
      if (picked) choices.choose(run.id, metric.metric, picked.format);
    },
  };
}

function hasSeveralFormats({ sources }: RunSummary): boolean {
  return new Set(sources.map(({ format }) => format)).size > 1;
}

async function chooseMetric(
  name: string,
  metrics: readonly MetricSources[],
): Promise<MetricSources | undefined> {
  const items = metrics.map((metric) => {
    const used = metric.sources.filter(({ isUsed }) => isUsed);
    const formats = used.map(({ format }) => describeFormat(format)).join(', ');
    return {
      label: withoutIcons(metric.metric),
      description: metric.isChosen
        ? vscode.l10n.t('from {0}, as you chose', formats)
        : vscode.l10n.t('from {0}', formats),
      metric,
    };
  });
  const picked = await vscode.window.showQuickPick(items, {
    title: vscode.l10n.t('Sources of {0}', name),
    placeHolder:
      items.length > 0
        ? vscode.l10n.t('Which metric?')
        : vscode.l10n.t('Every metric of this run has one source only'),
  });
  return picked?.metric;
}

async function chooseFormat(
  metric: MetricSources,
): Promise<{ readonly format: string | null } | undefined> {
  const automatic = {
    label: vscode.l10n.t('Automatic'),
    description: metric.isChosen ? '' : vscode.l10n.t('in use'),
    detail: vscode.l10n.t('From the source that says most of it'),
    format: null,
  };
  const items = metric.sources.map(({ format, files, tags, isUsed }) => ({
    label: describeFormat(format),
    description: metric.isChosen && isUsed ? vscode.l10n.t('in use') : '',
    detail: withoutIcons(`${tags.join(', ')} – ${files.join(', ')}`),
    format,
  }));
  return vscode.window.showQuickPick([automatic, ...items], {
    title: withoutIcons(metric.metric),
    placeHolder: vscode.l10n.t('Where should this metric be read from?'),
    matchOnDetail: true,
  });
}
