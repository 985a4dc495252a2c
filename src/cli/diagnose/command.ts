// `trackside diagnose`: what happened to a run, from its console and its metrics.
import { statSync } from 'node:fs';
import { messageOf } from '../../base/result';
import { ConsoleFeed } from '../../core/diagnosis/consoleFeed';
import { diagnoseScan } from '../../core/diagnosis/diagnose';
import { readConsoleEnds } from '../../core/engine/consoleEnds';
import { printable } from '../../core/report/runListing';
import type { Failure } from '../../shared/failure';
import { exitCodes, ReadError, UsageError, write } from '../terminal';
import { failureToJson, failureToText } from './report';

/** 0 when nothing is wrong, 3 when it failed. */
export async function diagnoseCommand(places: readonly string[], json: boolean): Promise<number> {
  const [place, ...others] = places;
  if (place === undefined || others.length > 0) {
    throw new UsageError('diagnose takes one file or folder');
  }
  const failure = await diagnoseFile(place);
  if (json) await write(`${JSON.stringify(failureToJson(failure), null, 2)}\n`);
  else await write(failureToText(failure));
  return failure?.failed ? exitCodes.failed : exitCodes.done;
}

async function diagnoseFile(file: string): Promise<Failure | null> {
  const feed = new ConsoleFeed();
  try {
    if (statSync(file).isDirectory()) throw new Error(`${file} is a folder`);
    const isWhole = await readConsoleEnds(file, {
      push: (text) => {
        feed.push(text);
      },
      skip: () => {
        feed.skip();
      },
    });
    return diagnoseScan(feed.finish(), {}, isWhole ? 1 : null);
  } catch (error) {
    throw new ReadError(printable(messageOf(error)));
  }
}
