// Secrets that ride along in configurations are masked; what only sounds like one is shown.
import assert from 'node:assert/strict';
import { mask, maskSecrets } from '../../../../src/core/model/secrets';
import type { FactValue } from '../../../../src/shared/facts';

function masked(key: string, value: FactValue): FactValue {
  return maskSecrets(key.split('.'), value);
}

describe('secrets', () => {
  it('are known by the names of their keys', () => {
    const keys = [
      ...['api_key', 'apiKey', 'WANDB_API_KEY', 'openai-api-key', 'aws_secret_access_key'],
      ...['hf_token', 'hfToken', 'hub_token', 'auth.password', 'DB_PASSWORD', 'client_secret'],
      ...['email', 'user.e-mail', 'credentials.user', 'Authorization'],
    ];
    assert.deepEqual(
      keys.filter((key) => masked(key, 'abc123') !== mask),
      [],
    );
    const tokens = ['a1b2c3d4e5f6', 'Zx9Kq2Lm8PwR4t', '550e8400-e29b-41d4-a716-446655440000'];
    assert.deepEqual(
      tokens.filter((token) => masked('token', token) !== mask),
      [],
    );
  });

  it('are known by their looks', () => {
    const texts = [
      'hf_AbCdEfGhIjKlMnOpQrSt',
      'sk-proj-abcdefghijklmnop1234',
      'ghp_abcdefghijklmnopqrst1234',
      'AKIAIOSFODNN7EXAMPLE',
      'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.sig',
      'somebody@example.com',
    ];
    assert.deepEqual(
      texts.map((text) => masked('anything', `before ${text} after`)),
      texts.map(() => `before ${mask} after`),
    );
    assert.equal(
      masked('url', 'postgres://me:hunter2@db.example/runs'),
      `postgres://me:${mask}@db.example/runs`,
    );
  });

  it('are found in command lines, as text and as lists', () => {
    assert.equal(
      masked('command', 'train.py --lr 0.1 --api-key abc --wandb_token=xyz PASSWORD=hunter2'),
      `train.py --lr 0.1 --api-key ${mask} --wandb_token=${mask} PASSWORD=${mask}`,
    );
    assert.deepEqual(masked('args', ['--lr', '0.1', '--api-key', 'abc', '--hf_token=xyz', '-v']), [
      ...['--lr', '0.1', '--api-key', mask, `--hf_token=${mask}`, '-v'],
    ]);
  });

  it('are found in JSON, which stays JSON', () => {
    const text = '{"lr": 0.1, "hub_token": "abc", "api_key":"x", "eos_token": "<s>"}';
    assert.deepEqual(JSON.parse(masked('args', text) as string), {
      ...{ lr: 0.1, hub_token: mask, api_key: mask, eos_token: '<s>' },
    });
  });

  it('are found in what Python prints of its objects, and in objects of a list', () => {
    assert.equal(
      masked('args', "{'lr': '0.1', 'password': 'hunter2', 'api_key':'x'}"),
      `{'lr': '0.1', 'password': '${mask}', 'api_key':'${mask}'}`,
    );
    assert.deepEqual(masked('loggers', [{ name: 'wandb', api_key: 'abc', seeds: [1] }, null]), [
      { name: 'wandb', api_key: mask, seeds: [1] },
      null,
    ]);
  });

  it('are not what only sounds like one', () => {
    const shown: readonly (readonly [string, FactValue])[] = [
      ['max_tokens', 512],
      ['eos_token', '<|endoftext|>'],
      ['mask_token', '[MASK]'],
      ['prompt_key', 'question'],
      ['text_key', 'input_text_v2_clean'],
      ['image_key', 'observation.images.top_480p'],
      ['metric_key', 'validation_top1_accuracy'],
      ['tokenizer', 'meta-llama/Llama-3-8B'],
      ['hub_token', null],
      ['hub_token', '<HUB_TOKEN>'],
      ['use_auth_token', 'None'],
      ['num_key_value_heads', 8],
      ['keys', ['image', 'label']],
      ['text', 'the password is checked: yes'],
      ['path', '/home/me/keys/data'],
    ];
    for (const [key, value] of shown) assert.deepEqual(masked(key, value), value, key);
  });

  it('are searched in no more than linear time', () => {
    const started = performance.now();
    for (const unit of ['a', 'a@', '--', 'a=', 'eyJ', '-----BEGIN ', 'http://', '(', ' ']) {
      maskSecrets(['text'], unit.repeat(Math.ceil(16_384 / unit.length)));
    }
    assert.ok(performance.now() - started < 1_000);
  });
});
