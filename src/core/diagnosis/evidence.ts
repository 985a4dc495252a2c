// The lines that a diagnosis rests on, short enough to be shown.
import type { EvidenceLine } from '../../shared/failure';
import type { Incident } from './incident';
import type { Call } from './traceback';

const mostCharacters = 600;
const mostLines = 12;

/** @param firstLine number of the text's first line in its file, from 1; null where that is not known */
export function evidenceOf(
  { incident, frame }: { readonly incident: Incident | null; readonly frame: Call | null },
  others: readonly Incident[],
  firstLine: number | null,
): EvidenceLine[] {
  const own = incident ? linesOf(incident, frame, firstLine) : [];
  const more = others
    .filter((each) => each !== incident && each.weight !== 'echo')
    .map((each) => lineAt(each.end, each.text, firstLine));
  const seen = new Set<string>();
  return [...own, ...more]
    .filter(({ text }) => !seen.has(text) && seen.add(text))
    .slice(0, mostLines);
}

function linesOf(incident: Incident, frame: Call | null, firstLine: number | null): EvidenceLine[] {
  const told = lineAt(incident.end, incident.text, firstLine);
  if (!frame) return [told];
  const { file, line, function: name, index } = frame;
  const words = `File "${file}", line ${line}${name === null ? '' : `, in ${name}`}`;
  return [lineAt(index, words, firstLine), told];
}

function lineAt(index: number, text: string, firstLine: number | null): EvidenceLine {
  const line = firstLine === null ? null : firstLine + index;
  return { line, text: shortened(text.trim()) };
}

function shortened(text: string): string {
  return text.length <= mostCharacters ? text : `${text.slice(0, mostCharacters - 1)}…`;
}
