// Puts the rows of all streams into the point block, each value under its tag.
import type { DecodedTag } from '../../model/decoded';
import { block, blockCapacity } from '../blocks';
import { numberTag } from '../lineLog';
import { mostNameLength, mostValues } from './numbers';
import type { Row } from './rule';
import { mostWaiting, TagRanks, type RankedPoint } from './tagRanks';

/** More tags than anybody can look at; values of others are left out. */
const mostTags = 4_000;
/** What one line may set free: a few rows, each of whose values may set free those of other ranks. More is left out. */
const mostPointsPerLine = 5 * mostValues * (mostWaiting + 1);

export class RowWriter {
  readonly tags: DecodedTag[] = [];
  readonly #indices = new Map<string, number>();
  readonly #ranks = new Map<string, TagRanks>();
  /** By tag: the rule that told it first. */
  readonly #owners = new Map<string, string>();

  /** Of the line that is read. */
  #pointsLeft = 0;

  /** False where the block may lack room for what the next line gives. */
  beginLine(): boolean {
    this.#pointsLeft = mostPointsPerLine;
    return block.count <= blockCapacity - mostPointsPerLine;
  }

  /** @param rule its id: what two rules tell under one name are two curves */
  write(rule: string, rank: number, { step, wallTime, values }: Row): void {
    for (const [name, value] of values) {
      const tag = this.#tagOf(name.slice(0, mostNameLength), rule);
      this.#ranksOf(tag)?.add({ rank, step, wallTime, value });
    }
  }

  #tagOf(name: string, rule: string): string {
    const owner = this.#owners.get(name);
    if (owner === undefined && this.#owners.size < mostTags) this.#owners.set(name, rule);
    return owner === undefined || owner === rule ? name : `${rule}/${name}`;
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
    if (this.#pointsLeft-- <= 0) return;
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
