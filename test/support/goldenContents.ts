// Contents that real writers logged, as the golden readings of the TensorBoard fixtures have them.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Content } from '../../src/shared/content';
import { projectRoot } from './projectRoot';

const folder = path.join(projectRoot, 'test/fixtures/tensorboard/writers/golden');

interface Golden {
  readonly runs: Readonly<
    Record<
      string,
      { readonly series: readonly { readonly kind: string; readonly values?: readonly object[] }[] }
    >
  >;
}

/** All contents of one kind in the golden reading of a writer, in its order. Numbers are plain lists. */
export function goldenContents<Kind extends Content['kind']>(
  writer: string,
  kind: Kind,
): readonly Extract<Content, { kind: Kind }>[] {
  const golden = JSON.parse(readFileSync(path.join(folder, `${writer}.json`), 'utf8')) as Golden;
  return Object.values(golden.runs)
    .flatMap(({ series }) => series.filter((one) => one.kind === kind))
    .flatMap(({ values }) => values ?? [])
    .map(
      (value) => ({ functions: [], ...value, kind }) as unknown as Extract<Content, { kind: Kind }>,
    );
}
