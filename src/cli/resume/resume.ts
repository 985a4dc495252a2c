// `trackside resume`: how a training would go on. It prints the command line and runs nothing.
import { stat } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import { messageOf } from '../../base/result';
import { printWithEnvironment, splitCommandLine } from '../../core/launch/commandLine';
import { defaultExcludedDirectories } from '../../core/model/excludedDirectories';
import { planResume, type ResumeQuestion } from '../../core/resume/resumePlan';
import { printable } from '../../core/report/runListing';
import type { ResumePlan } from '../../shared/resume';
import {
  describePassedOver,
  describePreflight,
  describeRecipe,
  describeResumeWarning,
} from '../../shared/resumeWords';
import { exitCodes, ReadError, UsageError, write } from '../terminal';

export interface ResumeWords {
  readonly print?: boolean | undefined;
  readonly json?: boolean | undefined;
  readonly checkpoint?: string | undefined;
  readonly command?: string | undefined;
  readonly template?: string | undefined;
}

export const resumeOptions = ['print', 'json', 'checkpoint', 'command', 'template'];

/** 1 where there is nothing to go on from or no command to do it with. */
export async function resume(places: readonly string[], words: ResumeWords): Promise<number> {
  const [place, ...others] = places;
  if (place === undefined || others.length > 0) throw new UsageError('resume takes one folder');
  if (!words.print) {
    throw new UsageError('resume prints a command line and runs nothing: say --print');
  }
  const plan = await makePlan(questionOf(place, words));
  if (words.json) await write(`${JSON.stringify(toJson(plan), null, 2)}\n`);
  else await write(toText(plan));
  return plan.command ? exitCodes.done : exitCodes.nothingRead;
}

function questionOf(place: string, words: ResumeWords): ResumeQuestion {
  const argv = wordsIn('command', words.command);
  if (argv?.length === 0) throw new UsageError('--command is empty');
  return {
    folder: path.resolve(place),
    checkpoint: words.checkpoint ?? null,
    command: argv && { argv, cwd: process.cwd(), env: {} },
    template: wordsIn('template', words.template),
    excluded: defaultExcludedDirectories,
  };
}

function wordsIn(name: string, text: string | undefined): readonly string[] | null {
  if (text === undefined) return null;
  const words = splitCommandLine(text);
  if (!words) throw new UsageError(`--${name} has a quote that is not closed`);
  return words;
}

async function makePlan(question: ResumeQuestion): Promise<ResumePlan> {
  try {
    if (!(await stat(question.folder)).isDirectory()) throw new Error('it is no folder');
    return await planResume(question);
  } catch (error) {
    throw new ReadError(`${printable(question.folder)}: ${printable(messageOf(error))}`);
  }
}

function lineOf({ command }: ResumePlan): string | null {
  const style = process.platform === 'win32' ? 'windows' : 'posix';
  return command && printWithEnvironment(command.argv, command.env, style);
}

function toJson(plan: ResumePlan): unknown {
  return {
    ...plan,
    commandLine: lineOf(plan),
    why: plan.recipe && describeRecipe(plan.recipe),
    passedOver: plan.passedOver.map((each) => ({ ...each, reason: describePassedOver(each) })),
    warnings: plan.warnings.map((each) => ({ ...each, text: describeResumeWarning(each) })),
    preflight: plan.preflight.map((each) => ({ ...each, text: describePreflight(each) })),
  };
}

function toText(plan: ResumePlan): string {
  const { checkpoint, command, recipe, passedOver, warnings, preflight } = plan;
  const line = lineOf(plan);
  const step = checkpoint?.step ?? null;
  const lines = [
    ...(line === null ? [] : [line, '']),
    ...(command === null ? [] : [`in ${command.cwd}`]),
    ...(checkpoint ? [`from ${checkpoint.path}${step === null ? '' : `, step ${step}`}`] : []),
    ...(recipe === null ? [] : [describeRecipe(recipe)]),
    ...passedOver.map((each) => `not ${path.basename(each.path)}: ${describePassedOver(each)}`),
    ...warnings.map((each) => `! ${describeResumeWarning(each)}`),
    ...preflight.map((each) => `${marks[String(each.ok)]} ${describePreflight(each)}`),
  ];
  return lines.map((each) => `${printable(each)}\n`).join('');
}

const marks: Readonly<Record<string, string>> = { true: '✔', false: '✘', null: '?' };
