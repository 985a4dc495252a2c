// Configuration files as their writers write them, and as nobody should.
import assert from 'node:assert/strict';
import { isConfigFile, readConfigFile } from '../../../../../src/core/formats/config/configFile';
import { parseYaml } from '../../../../../src/core/formats/config/parseConfig';
import { parseJson } from '../../../../../src/core/formats/pythonJson';

describe('config files', () => {
  it('of Lightning may name classes, which are never made', () => {
    const text = [
      'lr: 1.0e-05',
      'act: !!python/name:torch.nn.modules.activation.ReLU',
      'betas: !!python/tuple',
      '- 0.9',
      '- 0.999',
      'cfg: !!python/object:model.Config',
      '  depth: 12',
      'odd: !!python/object/apply:os.system ["echo no"]',
      'name: !!str 5',
    ].join('\n');
    assert.deepEqual(readConfigFile('version_0', 'hparams.yaml', text), [
      {
        kind: 'set',
        section: 'config',
        path: [],
        value: {
          lr: 1e-5,
          act: 'torch.nn.modules.activation.ReLU',
          betas: [0.9, 0.999],
          cfg: { depth: 12 },
          odd: ['echo no'],
          name: '5',
        },
      },
    ]);
  });

  it('of W&B are unwrapped', () => {
    const text =
      'wandb_version: 1\nlr:\n  desc: null\n  value: 0.1\nopt:\n  value:\n    name: adam\n_wandb:\n  value: {}\n';
    assert.deepEqual(readConfigFile('files', 'config.yaml', text), [
      { kind: 'set', section: 'config', path: [], value: { lr: 0.1, opt: { name: 'adam' } } },
    ]);
  });

  it('of a model stand below its name, others do not', () => {
    const model = { model_type: 'llama', hidden_size: 8 };
    const [ofModel] = readConfigFile('out', 'config.json', JSON.stringify(model));
    const [ofRun] = readConfigFile('1', 'config.json', '{"seed": 7, "lr": NaN, "s": "NaN"}');
    assert.deepEqual(
      [ofModel, ofRun],
      [
        { kind: 'set', section: 'config', path: ['model'], value: model },
        { kind: 'set', section: 'config', path: [], value: { seed: 7, lr: NaN, s: 'NaN' } },
      ],
    );
  });

  it('are known by name and directory', () => {
    const places = ['.hydra/config.yaml', 'run/config.yaml', 'run/overrides.yaml', 'run/data.yaml'];
    assert.deepEqual(
      places.map((place) => isConfigFile(...(place.split('/') as [string, string]))),
      [true, true, false, false],
    );
  });

  it('say what is wrong with them', () => {
    assert.throws(() => parseYaml('a: [1,'), /unexpected|expected/i);
    assert.throws(() => parseJson('{"a": NaN, '), /JSON/);
    assert.throws(() => readConfigFile('x', 'params.json', '5'), /no keys/);
    const bomb = ['a: &a [1,1,1,1,1,1,1,1,1]'];
    for (let at = 1; at < 9; at++) {
      const above = String.fromCharCode(96 + at);
      const name = String.fromCharCode(97 + at);
      bomb.push(`${name}: &${name} [${Array(9).fill(`*${above}`).join(',')}]`);
    }
    assert.throws(() => parseYaml(bomb.join('\n')), /too large/);
    assert.throws(() => parseYaml('['.repeat(5_000)), /./);
    assert.equal(parseYaml('# nothing\n\n'), null);
  });
});
