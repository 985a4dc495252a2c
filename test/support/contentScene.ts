// Values without columns for page tests: who has them, and how they come to the page, which runs in another process.
import type { DashboardRun, DashboardTag } from '../../src/shared/dashboardContract';
import type { Content } from '../../src/shared/content';
import type { ContentQuery, ItemList, ItemsQuery } from '../../src/shared/items';
import type { Projector, ProjectorQuery } from '../../src/shared/projector';
import type { RunId, RunState } from '../../src/shared/vocabulary';

/** What the stand-in host asks for. */
export interface ContentScene {
  readonly runs: readonly DashboardRun[];
  readonly tags: readonly DashboardTag[];
  getItems(query: ItemsQuery): ItemList | Promise<ItemList>;
  getContent(query: ContentQuery): Content | Promise<Content>;
  getProjector?(query: ProjectorQuery): Projector | Promise<Projector>;
}

export function sceneRun(name: string, colour: number, state: RunState = 'finished'): DashboardRun {
  const id = name as RunId;
  return {
    ...{ id, name, line: id, owner: id, state, colour },
    ...{ plotted: true, lastGrowthAtMs: null, problems: [], problemCount: 0 },
    ...{ loading: false, writers: 1 },
  };
}

/** JSON text of a value with typed arrays, for the way between the test's process and the page's. */
export function packValue(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) => {
    if (!ArrayBuffer.isView(part)) return part;
    const kind = part.constructor.name.replace('Buffer', 'Uint8Array');
    const bytes = Buffer.from(part.buffer, part.byteOffset, part.byteLength);
    return { packed: kind, bytes: bytes.toString('base64') };
  });
}
