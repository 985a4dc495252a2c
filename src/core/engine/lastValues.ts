// The newest values of a run's main metrics, for lists of runs.
import type { Glance } from '../ingest/glance';
import { chooseHeadlines } from '../model/headline';
import type { RunData } from '../store/runData';
import type { LastValue } from '../../shared/vocabulary';

const mostLastValues = 3;

/** Best first. @param glance what the ends of its log say, until all of it is read */
export function collectLastValues(data: RunData, glance: Glance | null): LastValue[] {
  if (glance) {
    const tags = glance.lastValues.map(({ tag }) => tag);
    return chooseHeadlines(tags, mostLastValues).map((name) =>
      glance.lastValues.find(({ tag }) => tag === name)!,
    );
  }
  const tags: string[] = [];
  for (const series of data.series()) if (series.kind === 'scalar') tags.push(series.tag);
  return chooseHeadlines(tags, mostLastValues).flatMap((tag) => {
    const last = data.find('scalar', tag)?.last();
    return last ? [{ tag, step: last.step, value: last.value }] : [];
  });
}
