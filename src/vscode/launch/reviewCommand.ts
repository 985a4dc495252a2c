// The last step before something starts: the exact command line, and everything about it that can still be changed.
import * as vscode from 'vscode';
import {
  printWithEnvironment,
  printCommandLine,
  splitCommandLine,
} from '../../core/launch/commandLine';
import type { ScriptOption } from '../../core/launch/scriptOptions';
import { valueOf, withOption, withoutOption } from '../../core/launch/trainingCommand';
import { quoteStyle } from './quoteStyle';

export interface ReviewedCommand {
  readonly name: string;
  readonly argv: readonly string[];
  /** Absolute. */
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | null>>;
}

interface ReviewItem extends vscode.QuickPickItem {
  /** The command after this was chosen; undefined starts it. */
  readonly change?: (command: ReviewedCommand) => Promise<ReviewedCommand | undefined>;
}

/**
 * @param options of the script, as its source tells them; @param notes what to know before, one line each
 * @returns the command to start; undefined when the user left
 */
export async function reviewCommand(
  first: ReviewedCommand,
  options: readonly ScriptOption[],
  notes: readonly string[] = [],
): Promise<ReviewedCommand | undefined> {
  for (let command = first; ;) {
    const picked = await vscode.window.showQuickPick(itemsOf(command, options, notes), {
      title: vscode.l10n.t('Start {0}', command.name),
      placeHolder: vscode.l10n.t('Start it as it is, or choose what to change'),
      ignoreFocusOut: true,
      matchOnDescription: true,
      matchOnDetail: true,
    });
    if (!picked) return undefined;
    if (!picked.change) return command;
    command = (await picked.change(command)) ?? command;
  }
}

function itemsOf(
  command: ReviewedCommand,
  options: readonly ScriptOption[],
  notes: readonly string[],
): readonly ReviewItem[] {
  const { argv, env, cwd } = command;
  const start: ReviewItem = {
    label: vscode.l10n.t('$(play) Start'),
    detail: printWithEnvironment(argv, env, quoteStyle),
    alwaysShow: true,
  };
  return [
    start,
    ...notes.map((note) => ({ label: note, change: () => Promise.resolve(undefined) })),
    separator(vscode.l10n.t('command')),
    { label: vscode.l10n.t('$(edit) Edit the Command Line…'), change: editLine },
    {
      label: vscode.l10n.t('$(symbol-variable) Environment…'),
      description: Object.entries(env)
        .map(([name, value]) => `${name}=${value ?? ''}`)
        .join(' '),
      change: editEnvironment,
    },
    {
      label: vscode.l10n.t('$(folder) Working Directory…'),
      description: cwd,
      change: editDirectory,
    },
    ...(options.length > 0 ? [separator(vscode.l10n.t('arguments'))] : []),
    ...options.filter(({ isPositional }) => !isPositional).map((each) => optionItem(argv, each)),
  ];
}

function separator(label: string): ReviewItem {
  return { label, kind: vscode.QuickPickItemKind.Separator };
}

function optionItem(argv: readonly string[], option: ScriptOption): ReviewItem {
  const value = valueOf(argv, option.names);
  const unset =
    option.fallback === null
      ? vscode.l10n.t('not set')
      : vscode.l10n.t('not set, {0} by default', option.fallback);
  const set = option.isFlag ? vscode.l10n.t('on') : value;
  return {
    label: option.name,
    description: value === null ? (option.isFlag ? vscode.l10n.t('off') : unset) : (set ?? ''),
    ...(option.help !== null && { detail: option.help }),
    change: (command) => editOption(command, option),
  };
}

async function editOption(
  command: ReviewedCommand,
  option: ScriptOption,
): Promise<ReviewedCommand | undefined> {
  const { argv } = command;
  const { names, isFlag, fallback, choices, name, help } = option;
  const present = valueOf(argv, names);
  if (isFlag) {
    const next = present === null ? withOption(argv, names, null) : withoutOption(argv, names);
    return { ...command, argv: next };
  }
  const typed =
    choices.length > 0
      ? await vscode.window.showQuickPick(choices, { title: name, placeHolder: help ?? name })
      : await vscode.window.showInputBox({
          title: name,
          prompt: vscode.l10n.t('Empty takes the option away.'),
          value: present ?? fallback ?? '',
          ignoreFocusOut: true,
        });
  if (typed === undefined) return undefined;
  return {
    ...command,
    argv: typed === '' ? withoutOption(argv, names) : withOption(argv, names, typed),
  };
}

async function editLine(command: ReviewedCommand): Promise<ReviewedCommand | undefined> {
  const typed = await typeCommandLine(printCommandLine(command.argv, quoteStyle));
  return typed && { ...command, argv: typed };
}

/** The words of a line that the user types; undefined when they left. */
export async function typeCommandLine(value: string): Promise<readonly string[] | undefined> {
  const typed = await vscode.window.showInputBox({
    title: vscode.l10n.t('Command line'),
    prompt: vscode.l10n.t('Words and quotes alone: nothing is expanded, no shell is used.'),
    value,
    ignoreFocusOut: true,
    validateInput: (line) => {
      const words = splitCommandLine(line);
      if (!words) return vscode.l10n.t('A quote is not closed.');
      return words.length === 0 ? vscode.l10n.t('There is no program in it.') : undefined;
    },
  });
  return typed === undefined ? undefined : (splitCommandLine(typed) ?? undefined);
}

async function editEnvironment(command: ReviewedCommand): Promise<ReviewedCommand | undefined> {
  const set = Object.entries(command.env).map(([name, value]) => `${name}=${value ?? ''}`);
  const typed = await vscode.window.showInputBox({
    title: vscode.l10n.t('Environment'),
    prompt: vscode.l10n.t('NAME=value, with quotes where values have spaces'),
    value: printCommandLine(set, quoteStyle),
    placeHolder: 'CUDA_VISIBLE_DEVICES=0',
    ignoreFocusOut: true,
    validateInput: (line) =>
      splitCommandLine(line)?.every((word) => /^[A-Za-z_]\w*=/.test(word))
        ? undefined
        : vscode.l10n.t('Each one is NAME=value.'),
  });
  if (typed === undefined) return undefined;
  const pairs = (splitCommandLine(typed) ?? []).map((word): [string, string] => {
    const at = word.indexOf('=');
    return [word.slice(0, at), word.slice(at + 1)];
  });
  return { ...command, env: Object.fromEntries(pairs) };
}

async function editDirectory(command: ReviewedCommand): Promise<ReviewedCommand | undefined> {
  const [chosen] =
    (await vscode.window.showOpenDialog({
      canSelectFolders: true,
      canSelectFiles: false,
      defaultUri: vscode.Uri.file(command.cwd),
      openLabel: vscode.l10n.t('Run Here'),
    })) ?? [];
  return chosen && { ...command, cwd: chosen.fsPath };
}
