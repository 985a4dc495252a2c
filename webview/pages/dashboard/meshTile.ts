// A chart of a mesh of one run, step by step: its points, faces and colours are tags of their own.
import type { MeshContent } from '../../../src/shared/content';
import { l10n } from '../../../src/shared/language';
import type { RunId } from '../../../src/shared/vocabulary';
import { indexAt, unionSteps, visibleItems, type LaneItems } from '../../cards/laneItems';
import type { MeshView } from '../../spaces/mesh/meshView';
import { SpaceTile } from './spaceTile';

interface Part {
  readonly tag: string;
  readonly items: LaneItems;
}

export class MeshTile extends SpaceTile<MeshView> {
  /** Null follows the newest. */
  #step: number | null = null;

  protected async load(run: RunId, tags: readonly string[]): Promise<void> {
    const parts = await Promise.all(
      tags.map(async (tag): Promise<Part> => {
        const query = { run, kind: 'mesh' as const, tag };
        return { tag, items: visibleItems(await this.context.contents.getItems(query)) };
      }),
    );
    const steps = unionSteps(parts.map(({ items }) => items));
    const key = JSON.stringify([run, tags, this.#step, steps.length]);
    if (!this.begins(run, key)) return;
    const found = await Promise.all(parts.map((part) => this.#contentOf(run, part)));
    const meshes = found.filter((one) => one !== null);
    const vertices = partOf(meshes, 'vertices');
    if (!vertices) {
      this.say(l10n.t('This run has no points of it.'));
      return;
    }
    const { MeshView, meshContexts } = await import('../../spaces/mesh/openMesh');
    const events = { stepWanted: (index: number) => this.#want(index, steps) };
    const view = this.viewFor(key, () => new MeshView(meshContexts, events));
    if (!view) return;
    view.setSteps(steps, indexAt({ steps: Float64Array.from(steps) }, this.#step));
    view.setMesh({
      vertices,
      faces: partOf(meshes, 'faces'),
      colours: partOf(meshes, 'colours'),
    });
  }

  /** The newest at or before the chosen step: parts that stay the same may have been logged once. */
  async #contentOf(run: RunId, { tag, items }: Part): Promise<MeshContent | null> {
    const at = Math.max(0, indexAt(items, this.#step));
    const place = items.places[at];
    if (!place) return null;
    const query = { run, kind: 'mesh' as const, tag, ...place };
    const sizeBytes = items.sizes[at] ?? 0;
    const content = await this.context.contents.getContent({ ...query, sizeBytes });
    return content.kind === 'mesh' ? content : null;
  }

  #want(index: number, steps: readonly number[]): void {
    this.#step = index === steps.length - 1 ? null : (steps[index] ?? null);
    void this.again();
  }
}

function partOf(meshes: readonly MeshContent[], part: MeshContent['part']): MeshContent | null {
  return meshes.find((mesh) => mesh.part === part) ?? null;
}
