// The page about failures, made from the tables: classes with an example and what could be done, and all remedies.
import { failureClasses, remedyActions } from '../../src/shared/failure';
import type { FailureKind } from '../../src/shared/failureKind';
import { remedyTable } from '../../src/shared/failureRemedies';
import { failureTable } from '../../src/shared/failureTable';

const opening = `# Why runs end

\`trackside diagnose FILE|DIR\` and the editor say of a run that ended what happened, where and why. This page lists every class with a text
that shows it and what could be done, in the order in which it is offered where numbers do not tell better. It is made from the
tables in \`src/shared\`; a test holds the two together.

Of a folder every run in it is diagnosed, with the consoles that lie inside or beside it; of jobs that differ in their number the last
one's. \`--json\` prints \`failed\`, \`class\`, \`confidence\`, \`rank\`, \`exception\`, \`message\`, \`frame\` (\`file\`, \`line\`, \`function\`),
\`numbers\` (sizes in bytes), \`phase\`, \`step\`, \`evidence\` and \`remedies\`; of several runs a list of these, each with \`run\`.
The exit code is 0 where nothing failed and 3 where something did. Of files above 32 MB the first MB and the last 16 are read.

Not failures: a lack of memory that the framework caught, retries of the network, exceptions of threads and destructors, tracebacks after
which a training went on, and noise at the end of one that was done. High confidence means that text and end of the process agree.

## Classes
`;

function classSection(
  name: string,
  { title, description, example, remedies, failed }: FailureKind,
) {
  const note = failed ? '' : ' Not a failure.';
  const shown =
    example === '' ? 'Told by metrics or by silence, not by a text.\n' : fenced(example);
  const actions = remedies.map((action) => `- \`${action}\`: ${remedyTable[action].description()}`);
  const list = actions.length > 0 ? actions.join('\n') : '- Nothing: it was meant.';
  return `\n### ${name}: ${title()}\n\n${description()}${note}\n\n${shown}\n${list}\n`;
}

function fenced(text: string): string {
  return `\`\`\`\n${text}\n\`\`\`\n`;
}

function remedyRow(action: (typeof remedyActions)[number]): string {
  const { safeToRetry, limit, environment } = remedyTable[action];
  const settings = Object.entries(environment ?? {}).map(([name, value]) => `\`${name}=${value}\``);
  return `| \`${action}\` | ${safeToRetry ? 'yes' : 'no'} | ${limit} | ${settings.join(' ')} |`;
}

/** Markdown. */
export function failuresPage(): string {
  const classes = failureClasses.map((name) => classSection(name, failureTable[name]));
  const rows = remedyActions.map(remedyRow);
  const head =
    '\n## Remedies\n\n"Safe" ones may be tried without asking, so often for one run; 0 means that trying again alone is of no use.\n\n| remedy | safe to retry | limit | environment |\n|---|---|---|---|\n';
  return `${opening}${classes.join('')}${head}${rows.join('\n')}\n`;
}
