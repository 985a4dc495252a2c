// Puts the rows of all streams into the point block, each value under its tag.
import type { DecodedTag } from '../../model/decoded';
import { block, blockCapacity } from '../blocks';
import { numberTag } from '../lineLog';
import { mostNameLength, mostValues } from './numbers';
import type { Row } from './rule';
import { mostWaiting, TagRanks, type RankedPoint } from './tagRanks';

/** More tags than anybody can look at; values of others are left out. */
const mostTags = 4_000;
/** A line may complete a few rows, each of whose values may set free those of other ranks. */
const mostPointsPerLine = 5 * mostValues * (mostWaiting + 1);

export class RowWriter {
  readonly tags: DecodedTag[] = [];
  readonly #indices = new Map<string, number>();
  readonly #ranks = new Map<string, TagRanks>();

  /** Whether the block has room for whatever the next line may give. */
  get hasRoom(): boolean {
    return block.count <= blockCapacity - mostPointsPerLine;
  }

  write(rank: number, { step, wallTime, values }: Row): void {
    for (const [name, value] of values) {
      const tag = name.slice(0, mostNameLength);
      this.#ranksOf(tag)?.add({ rank, step, wallTime, value });
    }
  }

  #ranksOf(tag: string): TagRanks | undefined {
    let ranks = this.#ranks.get(tag);
    if (!ranks && this.#ranks.size < mostTags) {
      ranks = new TagRanks((point, apart) => {
        this.#put(apart ? `rank${point.rank}/${tag}` : tag, point);
      });
      this.#ranks.set(tag, ranks);
    }
    return ranks;
  }

  #put(tag: string, { step, wallTime, value }: RankedPoint): void {
    let index = this.#indices.get(tag);
    if (index === undefined) {
      if (this.tags.length >= mostTags) return;
      index = this.tags.length;
      this.tags.push(numberTag(index, tag));
      this.#indices.set(tag, index);
    }
    const at = block.count++;
    block.tags[at] = index;
    block.steps[at] = step;
    block.wallTimes[at] = wallTime;
    block.values[at] = value;
  }
}
