// The commands of the command line: the same engine without the editor.
import { parseArgs } from 'node:util';
import { messageOf } from '../base/result';
import type { CheckpointCommand } from './checkpoints/commands';
import { only, rejectOptions } from './commandOptions';
import { checkFormat, checkKinds, exportFolder } from './exportFolder';
import { list } from './list';
import { checkFolder, checkFolders } from './logFolders';
import { show } from './show';
import { showFacts } from './showFacts';
import { checkItemKind, checkSample, checkStep } from './showOptions';
import { table } from './table';
import { exitCodes, print, ReadError, UsageError } from './terminal';
import { printable } from '../core/report/runListing';

const help = `trackside reads the logs of machine-learning training. It needs no Python and no server.

Usage
  trackside ls DIR… [--json] [--quick]
      Runs under the folders with their sources, state and the evidence for it, and their tags with kind,
      points, segments, first, last, min, max, non-finite count and problems.

  trackside table DIR… [--filter FILTER] [--sort COLUMN]… [--columns A,B,…] [--json|--csv]
      One line a run: status, times, configuration, last values of metrics. FILTER as in the editor, such as
      'lr < 1e-3 and status = failed and val/loss.min < 0.4'; COLUMN with a leading '-' from the highest down.

  trackside export DIR [--run RUN]… [--tag TAG]… [--kind KIND]… [--format jsonl|json|csv]
      Every value in file order, superseded ones included. RUN is a run's directory relative to DIR ('.' for DIR
      itself), TAG the exact tag, KIND scalar (default), another kind or all; all may be repeated.
      Format: jsonl (default: one object a line), json (one array) or csv, which holds scalars only.

  trackside show DIR --tag TAG [--run RUN] [--kind KIND] [--step STEP] [--sample N] [--out FILE] [--force]
      One value that is no scalar: the newest of the tag, or that of a step. As JSON, or with --out as a file:
      images and sounds as they are (several as FILE-1, FILE-2 …), a text as plain text if FILE ends in .txt
      or .md, everything else as JSON. Nothing is overwritten without --force.

  trackside show DIR [--run RUN] [--json]
      What else the files say of a run: what it was started with, results, machine, progress, with the file that
      says so. What seems to be a secret is masked.

  trackside checkpoints DIR [--json]
      Checkpoints below the folder: framework, step, epoch, metrics at that step, size, complete or why not, and
      whether a training can go on from them in full, with the weights only, or not at all.

  trackside verify PATH [--deep] [--json]
      Whether a checkpoint is whole: structure and sizes, or with --deep every byte: checksums, NaN and Inf in the
      weights. Of a folder without one of its own, all below it. Exits with 1 when something is wrong.

  trackside prune DIR [--keep-best K --metric M [--mode min|max]] [--keep-last N] [--keep-every STEPS]
                  [--pin PATH]… [--dry-run | --yes] [--json]
      What to keep and what could go, with the bytes that would be freed. Nothing goes without --yes. The newest,
      incomplete ones, and whatever links, notes of the framework or running runs need are never removed.

  trackside diagnose FILE|DIR [--json]
      Whether a run failed and why, from its console and metrics: class, process, line of the user's code, numbers,
      evidence and what could be done. Of a folder every run in it, with the consoles inside and beside it (slurm-12.out,
      nohup.out, output.log, …): one object as JSON, or a list where there are several. Exits with 3 when one failed.
      Classes are listed in docs/failures.md.

  trackside resume DIR --print [--checkpoint PATH] [--command LINE] [--template WORDS] [--json]
      The command line by which a training would go on, and why: from its newest checkpoint that is whole and has
      everything, or from PATH. The command is that of the earlier run, or LINE. WORDS, in which {checkpoint} and
      {step} are filled in, are put behind it instead of what the framework takes. Nothing is run.

Options
  --json          ls, table, show without a tag, checkpoints, verify, prune, diagnose, resume: print JSON
  --csv           table: print CSV
  --quick         ls: of large files that allow it, read the two ends: state and last values, no counts
  --run RUN       export: only this run; show: this run, needed where there are several
  --tag TAG       export: only this tag; show: a value of this tag
  --kind KIND     histogram, image, audio, text, prCurve, mesh, hparams, graph, kerasModel, runMetadata, layout,
                  table, file
                  or tensor; export: also scalar and all; show: needed where the tag has several
  --format F      export: jsonl, json or csv
  --step STEP     show: the value of this step
  --sample N      show: the N-th image or sound of the value only, from 1
  --out FILE      show: write to this file
  --force         show: overwrite files
  -h, --help      this text
  -v, --version   the version

Exit codes
  0  done; damage in files is reported on standard error, the rest is printed
  1  nothing could be read; verify: not ok
  2  the command line was not understood
  3  diagnose: the run failed

Examples
  trackside table runs --filter 'status = failed' --sort=-val/loss
  trackside ls runs
  trackside export runs --run lr0.1 --tag train/loss --format csv > loss.csv
  trackside show runs --run lr0.1 --tag samples --step 500 --out samples.png
`;

async function main(words: readonly string[]): Promise<number> {
  const { values, positionals } = parseWords(words);
  if (values.help) return print(help);
  if (values.version) return print(`${process.env['TRACKSIDE_VERSION'] ?? 'development'}\n`);
  const [command, ...folders] = positionals;
  const format = checkFormat(values.format ?? 'jsonl');
  switch (command) {
    case 'ls':
      rejectOptions('ls', values, ['json', 'quick']);
      return list(checkFolders(folders), {
        json: values.json ?? false,
        quick: values.quick ?? false,
      });
    case 'table':
      rejectOptions('table', values, ['filter', 'sort', 'columns', 'json', 'csv']);
      return table(checkFolders(folders), {
        filter: values.filter ?? '',
        sort: values.sort ?? [],
        columns: (values.columns ?? '').split(',').filter((name) => name !== ''),
        form: values.json ? 'json' : values.csv ? 'csv' : 'text',
      });
    case 'export':
      rejectOptions('export', values, ['run', 'tag', 'kind', 'format']);
      return exportFolder(checkFolder('export', folders), {
        runs: values.run ?? [],
        tags: values.tag ?? [],
        kinds: checkKinds(values.kind ?? [], format),
        format,
      });
    case 'show':
      if (!values.tag) {
        rejectOptions('show without --tag', values, ['run', 'json']);
        const run = only('show', 'run', values.run);
        return showFacts(checkFolder('show', folders), run, values.json ?? false);
      }
      rejectOptions('show', values, ['run', 'tag', 'kind', 'step', 'sample', 'out', 'force']);
      return show(checkFolder('show', folders), {
        run: only('show', 'run', values.run),
        tag: only('show', 'tag', values.tag)!,
        kind: checkItemKind(only('show', 'kind', values.kind)),
        step: checkStep(values.step),
        sample: checkSample(values.sample),
        out: values.out ?? null,
        force: values.force ?? false,
      });
    case 'checkpoints':
    case 'verify':
    case 'prune':
      return checkpointsLazily(command, values, folders);
    case 'diagnose':
      rejectOptions('diagnose', values, ['json']);
      return diagnoseLazily(folders, values.json ?? false);
    case 'resume':
      return resumeLazily(folders, values);
    case undefined:
      throw new UsageError('no command given');
    default:
      throw new UsageError(`there is no command ${printable(command)}`);
  }
}

type Options = ReturnType<typeof parseWords>['values'];

async function checkpointsLazily(
  command: CheckpointCommand,
  values: Options,
  folders: readonly string[],
): Promise<number> {
  const { runCheckpointCommand } = await import('./checkpoints/commands');
  return runCheckpointCommand(command, values, folders);
}

async function resumeLazily(folders: readonly string[], values: Options): Promise<number> {
  const { resume, resumeOptions } = await import('./resume/resume');
  rejectOptions('resume', values, resumeOptions);
  return resume(folders, values);
}

/** Loaded only where it is asked for. */
async function diagnoseLazily(places: readonly string[], json: boolean): Promise<number> {
  const { diagnoseCommand } = await import('./diagnose/command');
  return diagnoseCommand(places, json);
}

function parseWords(words: readonly string[]) {
  try {
    return parseArgs({
      args: [...words],
      allowPositionals: true,
      options: {
        json: { type: 'boolean' },
        quick: { type: 'boolean' },
        run: { type: 'string', multiple: true },
        tag: { type: 'string', multiple: true },
        kind: { type: 'string', multiple: true },
        format: { type: 'string' },
        filter: { type: 'string' },
        sort: { type: 'string', multiple: true },
        columns: { type: 'string' },
        csv: { type: 'boolean' },
        step: { type: 'string' },
        sample: { type: 'string' },
        out: { type: 'string' },
        force: { type: 'boolean' },
        deep: { type: 'boolean' },
        metric: { type: 'string' },
        mode: { type: 'string' },
        'keep-best': { type: 'string' },
        'keep-last': { type: 'string' },
        'keep-every': { type: 'string' },
        pin: { type: 'string', multiple: true },
        'dry-run': { type: 'boolean' },
        yes: { type: 'boolean' },
        print: { type: 'boolean' },
        checkpoint: { type: 'string' },
        command: { type: 'string' },
        template: { type: 'string' },
        help: { type: 'boolean', short: 'h' },
        version: { type: 'boolean', short: 'v' },
      },
    });
  } catch (error) {
    throw new UsageError(messageOf(error));
  }
}

// A reader such as `head` that has seen enough closes the pipe: that is no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(exitCodes.done);
  console.error(`error: the output could not be written: ${error.message}`);
  process.exit(exitCodes.nothingRead);
});

main(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    const isUsage = error instanceof UsageError;
    if (!isUsage && !(error instanceof ReadError)) throw error;
    console.error(`error: ${error.message}${isUsage ? '\nTry: trackside --help' : ''}`);
    process.exitCode = isUsage ? exitCodes.usage : exitCodes.nothingRead;
  },
);
