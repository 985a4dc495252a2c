// Where what is read of one file of a run goes: points that no better file tells to the store, the rest to its sheet.
import { consoleFormat } from '../formats/console/format';
import { PrintedReader } from '../formats/console/printedReader';
import type { TailSink } from '../ingest/tail';
import type { Decoded, DecodedTag, LogFormat } from '../model/decoded';
import type { Printed } from '../model/facts';
import { FactSheet } from '../model/factSheet';
import type { FileWriter } from '../store/fileWriter';
import type { RunData } from '../store/runData';
import type { FileClaims, TagClaims } from './tagClaims';

/** Console lines inside of a log come last: a console file beside it holds the same. */
export const printedSource = { format: 'printed', rank: 4 } as const;

/** What the run keeps for all its files. */
export interface FeedTarget {
  readonly data: RunData;
  readonly claims: TagClaims;
  /** By the name of the file. */
  readonly sheets: Map<string, FactSheet>;
}

/** What the console lines inside of a log are called among the files of the run. */
export function printedNameOf(file: string): string {
  return `${file} (console)`;
}

interface Source {
  readonly writer: FileWriter;
  readonly claims: FileClaims;
}

export class FileFeed implements TailSink {
  readonly #target: FeedTarget;
  readonly #name: string;
  readonly #format: LogFormat;
  readonly #isLoose: boolean;
  readonly #isCurrent: () => boolean;
  #source: Source;
  #sheet = new FactSheet();
  #printed: (Source & { readonly reader: PrintedReader }) | null = null;

  /**
   * @param isLoose whether console lines count that only may be those of a log
   * @param isCurrent false once the file was forgotten, or begun anew: what is under way then comes too late
   */
  constructor(
    target: FeedTarget,
    name: string,
    format: LogFormat,
    isLoose: boolean,
    isCurrent: () => boolean,
  ) {
    this.#target = target;
    this.#name = name;
    this.#format = format;
    this.#isLoose = isLoose;
    this.#isCurrent = isCurrent;
    this.#source = this.#open(name, format.id, format.rank ?? 0);
    target.sheets.set(name, this.#sheet);
  }

  append(tags: readonly DecodedTag[], decoded: Decoded): void {
    if (!this.#isCurrent()) return;
    this.#put(this.#source, tags, decoded);
    for (const fact of decoded.facts ?? []) if (fact.kind === 'printed') this.#takePrinted(fact);
  }

  reset(): void {
    if (!this.#isCurrent()) return;
    const { data, sheets } = this.#target;
    data.removeFile(this.#name);
    this.#source = this.#open(this.#name, this.#format.id, this.#format.rank ?? 0);
    sheets.set(this.#name, (this.#sheet = new FactSheet()));
    if (!this.#printed) return;
    data.removeFile(printedNameOf(this.#name));
    this.#printed = this.#openPrinted();
  }

  #put({ writer, claims }: Source, tags: readonly DecodedTag[], decoded: Decoded): void {
    writer.append(tags, claims.admit(tags, decoded));
    if (decoded.facts) this.#sheet.apply(decoded.facts);
  }

  #takePrinted(printed: Printed): void {
    const source = (this.#printed ??= this.#openPrinted());
    const { reader } = source;
    reader.read(printed, (decoded) => this.#put(source, reader.tags, decoded));
  }

  #openPrinted(): Source & { readonly reader: PrintedReader } {
    const format = (this.#isLoose ? consoleFormat.loose : undefined) ?? consoleFormat;
    const { format: id, rank } = printedSource;
    const source = this.#open(printedNameOf(this.#name), id, rank);
    return { ...source, reader: new PrintedReader(format) };
  }

  #open(name: string, format: string, rank: number): Source {
    const { data, claims } = this.#target;
    return { writer: data.addFile(name), claims: claims.open(name, format, rank) };
  }
}
