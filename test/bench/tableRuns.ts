// Writes many runs with wide configurations: a small log each, and a file of what it was started with.
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { seededNumbers } from '../support/seededNumbers';

/** JSON lines with the configuration in them, so that nothing else has to be read. */
export function writeTableRuns(folder: string, runs: number, columns: number): void {
  const numberBelow = seededNumbers(9);
  for (let run = 0; run < runs; run++) {
    const directory = path.join(folder, `group${run % 50}`, `run${run}`);
    mkdirSync(directory, { recursive: true });
    const config: Record<string, number | string> = { lr: (1 + numberBelow(100)) / 1000 };
    for (let at = 0; at < columns - 20; at++) {
      config[`option${at}`] =
        at % 4 === 3 ? `choice ${numberBelow(9)}` : numberBelow(1_000) / 1_000;
    }
    writeFileSync(path.join(directory, 'hparams.yaml'), JSON.stringify(config));
    const line = { step: 1, loss: numberBelow(1_000) / 1_000, acc: 0.5 };
    writeFileSync(path.join(directory, 'metrics.jsonl'), `${JSON.stringify(line)}\n`);
  }
}
