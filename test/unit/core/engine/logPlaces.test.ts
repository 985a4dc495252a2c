// What is known of the places of logs, as it comes to be known.
import assert from 'node:assert/strict';
import path from 'node:path';
import { LogPlaces } from '../../../../src/core/engine/logPlaces';
import { FactSheet } from '../../../../src/core/model/factSheet';

const root = path.resolve('/logs');
const tracked = path.join(root, 'wandb', 'run-20260102_120000-abc');
const trainers = ['first', 'second'].map((name) => path.join(root, name));

function placesWithLogs(): LogPlaces {
  const places = new LogPlaces();
  noteLogs(places);
  return places;
}

function noteLogs(places: LogPlaces): void {
  places.note({ directory: tracked, root, logFiles: ['run-abc.wandb', 'train.jsonl'] });
  for (const directory of trainers) {
    places.note({ directory, root, logFiles: ['events.out.tfevents.100.host'] });
  }
}

/** What a log says whose trainer writes there. */
function sheetOf(directory: string): FactSheet {
  const sheet = new FactSheet();
  const config = { section: 'config', path: ['output_dir'] } as const;
  sheet.apply([{ kind: 'set', ...config, value: directory }]);
  return sheet;
}

describe('places of logs', () => {
  it('stay where they are when two logs of a directory say otherwise in turns', () => {
    const places = placesWithLogs();
    const tell = (): void => {
      places.noteTold(path.join(tracked, 'train.jsonl'), sheetOf(trainers[1]!));
      places.noteTold(path.join(tracked, 'run-abc.wandb'), sheetOf(trainers[0]!));
    };
    tell();
    places.settle();
    tell();
    assert.deepEqual(
      [places.needsSettling, places.homeOf(tracked), places.settle()],
      [false, trainers[0], []],
    );
  });

  it('are known again when the folders are searched anew', () => {
    const places = placesWithLogs();
    places.noteTold(path.join(tracked, 'run-abc.wandb'), sheetOf(trainers[0]!));
    places.settle();
    places.clear();
    noteLogs(places);
    assert.deepEqual([places.settle(), places.homeOf(tracked)], [[], trainers[0]]);
  });
});
