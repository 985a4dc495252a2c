// All that is remembered of the tags of one file: their kinds, columns and plugins.
import type { DecodedTag } from '../../model/decoded';
import { scalarsPlugin, type MetadataDraft } from './metadata';
import type { PlainTags } from './plainScalars';
import { classify, type ValueDraft } from './summaryValue';
import { TagTable } from '../tagTable';
import { Templates } from './templates';
import { copyRange, type ByteRange } from './wire';

/** Where a value belongs; `number` is set for scalars only. */
export interface PlacedValue {
  readonly series: DecodedTag;
  readonly number: number;
}

/** More tags than anybody can look at; each costs about 2 KB once it is stored. Others are left out. */
const mostTags = 100_000;

/** What is known of one tag, by its number. */
export interface TagState {
  readonly bytes: Uint8Array;
  readonly plugin: string;
  /** Indices of its series. */
  readonly series: readonly number[];
}

export class FileTags implements PlainTags {
  readonly table = new TagTable();
  readonly templates = new Templates();
  readonly simpleColumns: number[] = [];
  readonly tensorColumns: number[] = [];
  readonly series: DecodedTag[] = [];
  /** False while a damaged record is read: what that says of its tags holds for its own values alone. */
  learns = true;
  /** By tag number: its series of each kind. A tag may be a scalar now and an image later. */
  readonly #kinds: Map<DecodedTag['kind'], DecodedTag>[] = [];
  /** By tag number: the plugin named last, empty before. Writers name it with a tag's first value only. */
  readonly #plugins: string[] = [];

  /** All but the series, which the reader of {@link restore} has. */
  get state(): TagState[] {
    return this.#kinds.map((kinds, tag) => ({
      bytes: this.table.bytesOf(tag),
      plugin: this.#plugins[tag]!,
      series: [...kinds.values()].map(({ index }) => index),
    }));
  }

  /** Takes over what another one knew; nothing may be in this one yet. */
  restore(state: readonly TagState[], series: readonly DecodedTag[]): void {
    for (const known of series) this.series.push(known);
    for (const known of state) {
      const { bytes, plugin } = known;
      const tag = this.#tagOf({ bytes, start: 0, length: bytes.length });
      this.#plugins[tag] = plugin;
      for (const index of known.series) this.#kinds[tag]!.set(series[index]!.kind, series[index]!);
      this.#openColumns(tag);
    }
  }

  /** Finds the series of a value, making it if it is new; null where the value is nothing to list or has no room. */
  place(value: ValueDraft): PlacedValue | null {
    const tag = this.#tagOf(nameOf(value));
    if (tag < 0) return null;
    const plugin = value.metadata.plugin || this.#plugins[tag]!;
    if (this.learns) this.#plugins[tag] = plugin;
    const classified = classify(value, plugin);
    const series = classified && this.#seriesOf(tag, classified.kind);
    this.#openColumns(tag);
    if (!series) return null;
    if (this.learns) keepMetadata(series, value.metadata);
    return { series, number: classified.number };
  }

  /** The series of a tag (as bytes) that is not part of a summary; null where it has no room. */
  seriesOf(tag: ByteRange, kind: DecodedTag['kind']): DecodedTag | null {
    const number = this.#tagOf(tag);
    return number < 0 ? null : this.#seriesOf(number, kind);
  }

  /** Whether there is no room for a tag that is new. */
  refuses(tag: ByteRange): boolean {
    return this.#isFull && this.table.find(tag.bytes, tag.start, tag.length) < 0;
  }

  get #isFull(): boolean {
    return this.#plugins.length >= mostTags;
  }

  #tagOf({ bytes, start, length }: ByteRange): number {
    const known = this.table.find(bytes, start, length);
    if (known >= 0) return known;
    if (this.#isFull) return -1;
    this.simpleColumns.push(-1);
    this.tensorColumns.push(-1);
    this.#kinds.push(new Map());
    this.#plugins.push('');
    return this.table.add(bytes, start, length);
  }

  #seriesOf(tag: number, kind: DecodedTag['kind']): DecodedTag {
    const known = this.#kinds[tag]!.get(kind);
    if (known) return known;
    const made: DecodedTag = {
      index: this.series.length,
      tag: this.table.textOf(tag),
      kind,
      isBare: kind === 'tensor' && this.#plugins[tag] === '',
      metadata: null,
      displayName: null,
      description: null,
    };
    this.series.push(made);
    this.#kinds[tag]!.set(kind, made);
    return made;
  }

  /** Lets the fast path write where the general one would: simple values always, tensors as the plugin says. */
  #openColumns(tag: number): void {
    const column = this.#kinds[tag]!.get('scalar')?.index ?? -1;
    const plugin = this.#plugins[tag]!;
    const tensorColumn = plugin === '' || plugin === scalarsPlugin ? column : -1;
    const isOpen = column === this.simpleColumns[tag] && tensorColumn === this.tensorColumns[tag];
    if (isOpen) return;
    this.simpleColumns[tag] = column;
    this.tensorColumns[tag] = tensorColumn;
    this.templates.forget();
  }
}

/** Only tensors go by the name of their node where they have no tag. */
export function nameOf({ tag, content, nodeName }: ValueDraft): ByteRange {
  return tag.length > 0 || typeof content === 'string' ? tag : nodeName;
}

/** The first of everything that a file says about a tag stays. */
function keepMetadata(series: DecodedTag, metadata: MetadataDraft): void {
  const { content, displayName, description } = metadata;
  if (content.length > 0) series.metadata ??= copyRange(content).bytes;
  if (displayName !== '') series.displayName ??= displayName;
  if (description !== '') series.description ??= description;
}
