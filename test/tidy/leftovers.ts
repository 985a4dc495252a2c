// Traces of where and how the project was made. They are put together from halves, so that this file has none.

interface Trace {
  readonly what: string;
  readonly pattern: RegExp;
}

/** Folders of the machine, addresses of package registries, and names of writing assistants. */
export const traces: readonly Trace[] = [
  {
    what: 'a path of a machine',
    // Not preceded by a path: `a/work/b` is somebody's example.
    pattern: new RegExp(`(?<![\\w.~/-])/(?:${['wo' + 'rk', 'ro' + 'ot'].join('|')})/[\\w.-]`),
  },
  {
    what: 'the address of a package registry',
    pattern: new RegExp(
      ['registry\\.(?:npm' + 'js|yarn' + 'pkg)', 'py' + 'pi\\.org', 'python' + 'hosted\\.org'].join(
        '|',
      ),
      'i',
    ),
  },
  {
    what: 'how it was written',
    pattern: new RegExp(
      `\\b(?:${['clau' + 'de', 'anthro' + 'pic', 'chat' + 'gpt', 'copi' + 'lot'].join('|')})\\b`,
      'i',
    ),
  },
  {
    what: 'a tool of the place where it was made',
    pattern: new RegExp(
      ['issues ' + 'show', 'shared/' + 'reference/', 'shared/' + 'design/'].join('|'),
    ),
  },
];

/** What a text gives away, one line per trace with its first place. */
export function findTraces(file: string, text: string): string[] {
  return traces.flatMap(({ what, pattern }) => {
    const found = pattern.exec(`${file}\n${text}`);
    if (!found) return [];
    // Line 0 is the file's name.
    const line = `${file}\n${text}`.slice(0, found.index).split('\n').length - 1;
    return [`${file}:${line} gives away ${what}`];
  });
}
