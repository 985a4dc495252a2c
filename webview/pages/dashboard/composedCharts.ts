// Charts that a run's author composed (TensorBoard's custom scalars) as charts of the page. Pure.
import type { LayoutChart, LayoutContent } from '../../../src/shared/content';
import type { ChartId } from '../../../src/shared/dashboardLayout';
import type { Margin } from '../../charts/margins';
import { wholePattern, type MatchesTag } from './tagPattern';

/** A chart of lines that is there without the user's doing. */
export interface ComposedChart {
  readonly id: ChartId;
  readonly title: string;
  readonly section: string;
  readonly shows: MatchesTag;
  /** Tags that are one line with a band. */
  readonly margins: readonly Margin[];
}

/** Equal charts of several runs are one. */
export function composedCharts(layouts: readonly LayoutContent[]): readonly ComposedChart[] {
  const found = new Map<ChartId, ComposedChart>();
  for (const { categories } of layouts) {
    for (const { title: section, charts } of categories) {
      for (const chart of charts) {
        const composed = composedChart(section, chart);
        if (!found.has(composed.id)) found.set(composed.id, composed);
      }
    }
  }
  return [...found.values()];
}

function composedChart(section: string, chart: LayoutChart): ComposedChart {
  const { title } = chart;
  const id = `composed:${JSON.stringify([section, title])}`;
  if (chart.form === 'lines') {
    const patterns = chart.tags.map(wholePattern);
    return {
      id,
      title,
      section,
      shows: (tag) => patterns.some((shows) => shows(tag)),
      margins: [],
    };
  }
  const tags = new Set(chart.series.flatMap(({ value, lower, upper }) => [value, lower, upper]));
  return { id, title, section, shows: (tag) => tags.has(tag), margins: chart.series };
}
