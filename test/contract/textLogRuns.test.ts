// Folders of real writers as the engine sees them: which runs there are, what belongs to each, and the same while they grow.
import assert from 'node:assert/strict';
import { cpSync, rmSync } from 'node:fs';
import path from 'node:path';
import type { RunSummary } from '../../src/shared/vocabulary';
import { useEngine, type EngineRig } from '../support/engineRig';
import { readTextLogs, textLogFolder, textLogWriters } from '../support/textLogFixtures';

/** Names of the scalar series of a run. */
function tagsOf(rig: EngineRig, run: string): string[] {
  return rig.listed(run).map((listed) => listed.replace('scalar ', ''));
}

async function factsOf(rig: EngineRig, run: string, section: string): Promise<unknown> {
  const { facts } = await rig.engine.answers.getFacts({ run: rig.run(run).id });
  const own = facts.filter((fact) => fact.section === section);
  return Object.fromEntries(own.map(({ path: keys, value }) => [keys.join('.'), value]));
}

function outline({ name, points, tags, sources, problems }: RunSummary): unknown {
  return [name, points, tags, sources.map(({ file }) => file), problems];
}

describe('folders of real writers', () => {
  const rig = useEngine();

  beforeEach(() => {
    for (const writer of textLogWriters()) {
      cpSync(textLogFolder(writer), rig().pathOf(writer), { recursive: true });
    }
  });

  it('hold these runs', async () => {
    const runs = (await rig().load()).map(({ name }) => name).sort();
    const wanted = new Set(
      readTextLogs().flatMap(({ golden, name }) => (golden ? [path.dirname(name)] : [])),
    );
    // What is spread over directories belongs to the one that they have in common.
    const home = (name: string): string =>
      name.replace(/\/(?:plots\/metrics(?:\/.*)?|vis_data|checkpoint-\d+)$/, '');
    // torchtune's other logger writes what it would print, which is a console file.
    const all = new Set([...Array.from(wanted, home), 'torchtune/logs']);
    assert.deepEqual(runs, [...all].sort());
  });

  it('hold runs with the series and facts of all their files', async () => {
    await rig().load();
    const mmengine = rig()
      .runs()
      .find(({ name }) => name.startsWith('mmengine'))!.name;
    const progressOf = (run: string): unknown => {
      const { progress } = rig().run(run);
      return [progress?.done, progress?.total, progress?.unit];
    };
    const endOf = (run: string): unknown => {
      const { state, evidence } = rig().run(run);
      return [state, evidence.kind === 'endRecord' && evidence.word];
    };
    const told = {
      dvclive: tagsOf(rig(), 'dvclive/dvclive'),
      dvcliveSummary: await factsOf(rig(), 'dvclive/dvclive', 'summary'),
      catboost: tagsOf(rig(), 'catboost/catboost_info'),
      deepspeed: tagsOf(rig(), 'deepspeed/job'),
      mmengine: tagsOf(rig(), mmengine),
      clearml: await factsOf(rig(), 'clearml/offline-1', 'config'),
      ray: await factsOf(rig(), 'ray/tiny/train_1', 'config'),
      sacred: ['1', '2'].map((run) => rig().run(`sacred/${run}`).state),
      sacredAlerts: await factsOf(rig(), 'sacred/2', 'alerts'),
      transformers: rig().run('transformers/saved').progress,
      timm: progressOf('timm/output/train/exp'),
      ultralytics: progressOf('ultralytics/runs/detect/train'),
      yolov5: progressOf('ultralytics/runs/train/exp'),
      llamafactory: endOf('llamafactory/saves/tiny'),
    };
    assert.deepEqual(told, {
      dvclive: ['accuracy', 'eval/loss', 'train/loss'],
      dvcliveSummary: {
        'train.loss': 0.9140320426022951,
        'eval.loss': 1.0054352468625247,
        accuracy: 0.7,
        'best.accuracy': 0.7,
        step: 4,
      },
      catboost: ['Passed', 'Remaining', 'learn/Logloss', 'test/AUC', 'test/Logloss'],
      deepspeed: ['Train/Eval/eval_loss', 'Train/Samples/lr', 'Train/Samples/train_loss'],
      mmengine: [
        ...['data_time', 'epoch', 'loss', 'lr', 'time', 'toy/distance'],
        ...['val/data_time', 'val/loss', 'val/time'],
      ],
      clearml: { 'General.layers': '3', 'General.lr': '0.1' },
      ray: { lr: 0.2, 'model.layers': [1, 2] },
      sacred: ['finished', 'failed'],
      sacredAlerts: { failure: 'ValueError: the disk is full' },
      transformers: { done: 8, total: 8, unit: 'step', elapsed: null, remaining: null },
      timm: [5, 5, 'epoch'],
      ultralytics: [3, 3, 'epoch'],
      yolov5: [4, 4, 'epoch'],
      llamafactory: ['finished', '100 %'],
    });
  });

  it('give the same while they are written bit by bit', async () => {
    const whole = (await rig().load()).map(outline);
    const files = readTextLogs();
    for (const { name } of files) rmSync(rig().pathOf(name));
    await rig().rescan();
    const parts = 5;
    for (let part = 0; part <= parts; part++) {
      for (const { name, bytes } of files) {
        const at = (end: number): number => Math.floor((bytes.length * end) / parts);
        if (part === 0) rig().write(name, new Uint8Array(0));
        else rig().append(name, bytes.subarray(at(part - 1), at(part)));
      }
      if (part === 0) await rig().rescan();
      await rig().poll();
    }
    assert.deepEqual(rig().runs().map(outline), whole);
  });
});
