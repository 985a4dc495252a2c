// `trackside diagnose`: what happened to a run, from its console and its metrics.
import { statSync } from 'node:fs';
import path from 'node:path';
import { messageOf } from '../../base/result';
import { findConsoles, type ConsoleFile } from '../../core/engine/consoleFiles';
import { assignConsoles, endsWith } from '../../core/engine/consoleOwners';
import { diagnoseConsole, diagnoseOwner } from '../../core/engine/runDiagnosis';
import { readLaunchEnd } from '../../core/launch/launchEnd';
import { defaultExcludedDirectories } from '../../core/model/excludedDirectories';
import { printable } from '../../core/report/runListing';
import type { Failure } from '../../shared/failure';
import type { RunSummary } from '../../shared/vocabulary';
import { startEngine } from '../logFolders';
import { exitCodes, ReadError, UsageError, write } from '../terminal';
import { failureToJson, failureToText } from './report';

/** What is said of one run, or of one console without a run. */
interface Told {
  readonly name: string;
  readonly failure: Failure | null;
}

/** 0 when nothing is wrong, 3 when something failed. */
export async function diagnoseCommand(places: readonly string[], json: boolean): Promise<number> {
  const [place, ...others] = places;
  if (place === undefined || others.length > 0) {
    throw new UsageError('diagnose takes one file or folder');
  }
  const told = await diagnosePlace(place);
  await write(json ? toJson(told) : toText(told));
  return told.some(({ failure }) => failure?.failed) ? exitCodes.failed : exitCodes.done;
}

async function diagnosePlace(place: string): Promise<Told[]> {
  try {
    if (statSync(place).isDirectory()) return await diagnoseFolder(path.resolve(place));
    const console = { path: place, isTrackerLog: place.endsWith('.wandb') };
    const failure = await diagnoseConsole(console, await readLaunchEnd(place));
    return [{ name: place, failure }];
  } catch (error) {
    throw new ReadError(printable(messageOf(error)));
  }
}

/** Of a folder one answer for each run in it, and for each console that belongs to none. */
async function diagnoseFolder(folder: string): Promise<Told[]> {
  const engine = startEngine([folder]);
  try {
    await engine.settled();
    const runs = engine.listRuns().runs.filter(isRunOfItsOwn);
    const inside = await findConsoles(folder, defaultExcludedDirectories);
    const consoles = inside.length > 0 ? inside : await consolesBeside(folder, runs);
    const owners = assignConsoles(folder, runs, consoles);
    if (owners.length === 0) throw new Error('no run and no console was found');
    const told: Told[] = [];
    for (const owner of owners) {
      told.push({ name: owner.name, failure: await diagnoseOwner(owner, readLaunchEnd) });
    }
    return told;
  } finally {
    engine.dispose();
  }
}

/** What only a console tells is no run of its own: the console is asked. */
function isRunOfItsOwn({ sources, partOf, duplicateOf }: RunSummary): boolean {
  return (
    partOf === null && duplicateOf === null && sources.some(({ format }) => format !== 'console')
  );
}

/** Of a folder that is a run: what its job printed next to it, or one level above, and ended with it. */
async function consolesBeside(folder: string, runs: readonly RunSummary[]): Promise<ConsoleFile[]> {
  const [run, second] = runs;
  if (!run || second) return [];
  const parents = [path.dirname(folder), path.dirname(path.dirname(folder))];
  const found = await Promise.all(parents.map((parent) => findConsoles(parent, [], 0)));
  return found.flat().filter((console) => endsWith(console, run));
}

/** Of one run its object; of several a list of them with their names. */
function toJson(told: readonly Told[]): string {
  const [only, second] = told;
  const shown =
    only && !second
      ? failureToJson(only.failure)
      : told.map(({ name, failure }) => ({ run: name, ...failureToJson(failure) }));
  return `${JSON.stringify(shown, null, 2)}\n`;
}

function toText(told: readonly Told[]): string {
  const [only, second] = told;
  if (only && !second) return failureToText(only.failure);
  return told
    .map(({ name, failure }) => `${printable(name)}\n${indented(failureToText(failure))}`)
    .join('\n');
}

function indented(text: string): string {
  return text.replaceAll(/^(?=.)/gm, '  ');
}
