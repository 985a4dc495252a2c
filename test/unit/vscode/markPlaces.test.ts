// What a mark leads to: only what lies in a watched folder, and an alert among those of its run.
import assert from 'node:assert/strict';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { RunMark } from '../../../src/shared/runMarks';
import type { RunId } from '../../../src/shared/vocabulary';
import { describeAlerts } from '../../../src/vscode/alertTexts';
import { placeInside } from '../../../src/vscode/placeInside';
import { useTemporaryFolder } from '../../support/temporaryFolder';

describe('what a mark leads to', () => {
  const folder = useTemporaryFolder();

  it('is a checkpoint that lies in a watched folder, behind all links as well', async () => {
    const at = (name: string): string => path.join(folder(), name);
    mkdirSync(at('logs'));
    for (const file of ['logs/a.ckpt', 'secret.ckpt']) writeFileSync(at(file), '');
    symlinkSync(at('secret.ckpt'), at('logs/link.ckpt'));
    const inside = (file: string): Promise<string | null> =>
      placeInside([at('gone'), at('logs')], file);
    assert.deepEqual(
      await Promise.all(
        ['logs/a.ckpt', 'logs/link.ckpt', 'secret.ckpt', 'logs/gone.ckpt', 'logs'].map((file) =>
          inside(at(file)),
        ),
      ),
      [at('logs/a.ckpt'), null, null, null, null],
    );
  });

  it('is an alert with its level, among all of the run in the order of their steps', () => {
    const alert = (step: number, label: string, level?: string): RunMark => ({
      ...{ run: 'r' as RunId, step, kind: 'alert', label, id: String(step) },
      ...(level === undefined ? {} : { level }),
    });
    const chosen = alert(1200, 'Loss is high: above 3\nfor 10 steps', 'WARN');
    assert.deepEqual(describeAlerts('run', [chosen, alert(5, 'Started')], chosen), {
      text: [
        ...['# run', '', '- step 5', '  Started', ''],
        ...['- step 1,200, WARN', '  Loss is high: above 3', '  for 10 steps', ''],
      ].join('\n'),
      line: 5,
    });
  });
});
