// What is known of a run beside its values: from its logs and from the configuration files around them.
import assert from 'node:assert/strict';
import { readFileSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { mask } from '../../../../src/core/model/secrets';
import { event, record, scalarRecord, tensorValue } from '../../../support/eventFiles';
import { EngineRig } from '../../../support/engineRig';
import { stringTensor } from '../../../support/itemBytes';
import { projectRoot } from '../../../support/projectRoot';
import { useTemporaryFolder } from '../../../support/temporaryFolder';

describe('engine, facts of a run', () => {
  const folder = useTemporaryFolder();
  let rig: EngineRig;

  beforeEach(() => {
    rig = new EngineRig(folder());
  });
  afterEach(() => rig.engine.dispose());

  function write(file: string, text: string): void {
    rig.write(file, new TextEncoder().encode(text));
  }

  function writeRun(name: string): void {
    rig.write(`${name}/events.out.tfevents.1`, scalarRecord('loss', 0, 1, 1_700_000_000));
  }

  async function facts(name: string): Promise<unknown[]> {
    const runs = await rig.load();
    const { id } = runs.find((run) => run.name === name)!;
    const told = await rig.engine.answers.getFacts({ run: id });
    assert.deepEqual(told.unread, []);
    return told.facts.map(({ section, path, value, origin }) => [
      ...[section, path.join('.'), value, origin],
    ]);
  }

  it('come from configuration files beside its logs, with secrets masked', async () => {
    writeRun('version_0');
    write('version_0/hparams.yaml', 'lr: 0.1\nhub:\n  hf_token: abc\nmodel: !!python/name:Net\n');
    write('version_0/results.txt', 'lr: 7');
    assert.deepEqual(await facts('version_0'), [
      ['config', 'lr', 0.1, 'hparams.yaml'],
      ['config', 'hub.hf_token', mask, 'hparams.yaml'],
      ['config', 'model', 'Net', 'hparams.yaml'],
    ]);
  });

  it('come from Hydra’s directory beside the run or above it', async () => {
    writeRun('outputs/10-00/lightning_logs/version_0');
    write('outputs/10-00/.hydra/config.yaml', 'seed: 7\n');
    write('outputs/10-00/.hydra/overrides.yaml', '- seed=7\n');
    const above = '../../.hydra';
    assert.deepEqual(await facts('outputs/10-00/lightning_logs/version_0'), [
      ['about', 'overrides', ['seed=7'], `${above}/overrides.yaml`],
      ['config', 'seed', 7, `${above}/config.yaml`],
    ]);
  });

  it('come from the texts in which a trainer logs its configuration', async () => {
    const text = (tag: string, value: string): Uint8Array => {
      const values = [tensorValue(tag, stringTensor([1], value), { plugin: 'text' })];
      return record(event({ wallTime: 1_700_000_000, step: 0, values }));
    };
    rig.write(
      'a/events.out.tfevents.1',
      text('args/text_summary', '{"lr": 0.5, "eps": NaN}'),
      text('model_config/text_summary', '{"layers": 2}'),
      text('notes', '{"no": "configuration"}'),
    );
    write('a/params.json', '{"lr": 0.5, "eps": 1}');
    const log = 'events.out.tfevents.1';
    assert.deepEqual(await facts('a'), [
      ['config', 'lr', 0.5, log],
      ['config', 'eps', NaN, log],
      ['config', 'eps', 1, 'params.json'],
      ['config', 'model.layers', 2, log],
    ]);
  });

  it('and the texts that hold them are shown without secrets', async () => {
    const value = tensorValue('args/text_summary', stringTensor([1], '{"hub_token": "abc"}'), {
      plugin: 'text',
    });
    const at = event({ wallTime: 1_700_000_000, step: 0, values: [value] });
    rig.write('a/events.out.tfevents.1', record(at));
    const [run] = await rig.load();
    const query = { run: run!.id, kind: 'text', tag: 'args/text_summary' } as const;
    const { fileNames, numbers } = rig.engine.answers.getItems(query);
    const place = { ...query, file: fileNames[0]!, number: numbers[0]! };
    const content = await rig.engine.answers.getContent(place);
    assert.deepEqual(content.kind === 'text' && content.texts, [`{"hub_token": "${mask}"}`]);
    assert.deepEqual(await facts('a'), [['config', 'hub_token', mask, 'events.out.tfevents.1']]);
  });

  it('of a run of W&B say whether it went to its server', async () => {
    const log = new Uint8Array(
      readFileSync(path.join(projectRoot, 'test/fixtures/wandb/run-steps.wandb')),
    );
    const places = ['run-20260102_120000-a', 'offline-run-20260102_120000-b', 'other'] as const;
    for (const [at, place] of places.entries()) rig.write(`${place}/run-${at}.wandb`, log);
    const syncOf = async (name: string): Promise<unknown> => {
      const told = (await facts(name)) as unknown[][];
      return told.filter(([, key]) => String(key).startsWith('sync')).map((one) => one.slice(1));
    };
    assert.deepEqual(await syncOf(places[0]), [['sync', 'online', 'run-0.wandb']]);
    assert.deepEqual(await syncOf(places[1]), [['sync', 'offline', 'run-1.wandb']]);
    assert.deepEqual(await syncOf(places[2]), []);
    write(`${places[1]}/run-1.wandb.synced`, '');
    write(`${places[1]}/run-1.wandb.syncstate`, '{"starting_step":12}');
    assert.deepEqual(await syncOf(places[1]), [
      ['sync', 'synced', 'run-1.wandb.synced'],
      ['syncedFromStep', 12, 'run-1.wandb.synced'],
    ]);
  });

  it('say which file could not be read, and never leave the folder', async () => {
    writeRun('a');
    write('a/params.json', '{"lr": ');
    write('a/hparams.yaml', 'x'.repeat(2 << 20));
    symlinkSync('/etc/hostname', rig.pathOf('a/args.yaml'));
    const [run] = await rig.load();
    const { facts: told, unread } = await rig.engine.answers.getFacts({ run: run!.id });
    assert.deepEqual(told, []);
    assert.deepEqual(
      unread.map(({ file }) => file),
      ['args.yaml', 'hparams.yaml', 'params.json'],
    );
    assert.equal(unread[0]?.reason, 'It leads out of the log folder.');
  });

  it('of a run that is gone are an error in words', async () => {
    await rig.load();
    await assert.rejects(rig.engine.answers.getFacts({ run: 'gone' as never }), /The run is gone/);
  });
});
