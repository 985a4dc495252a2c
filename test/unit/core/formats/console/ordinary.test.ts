// Logs that are no logs of a training: nothing is made of them.
import assert from 'node:assert/strict';
import { consoleFormat } from '../../../../../src/core/formats/console/format';
import { readConsole } from '../../../../support/consoleText';

const ordinary: Readonly<Record<string, string>> = {
  'pip install': `Collecting torch==2.13.0
  Downloading torch-2.13.0-cp311-cp311-manylinux_2_28_x86_64.whl.metadata (29 kB)
Requirement already satisfied: filelock in /usr/lib/python3 (from torch==2.13.0) (3.13.1)
\r     ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━ 1.2/2.3 MB 3.4 MB/s eta 0:00:01\r     ━━━━━━━━━━━━━━ 2.3/2.3 MB 3.4 MB/s eta 0:00:00
Installing collected packages: mpmath, sympy, torch
Successfully installed mpmath-1.3.0 sympy-1.13.1 torch-2.13.0
`,
  pytest: `============================= test session starts ==============================
platform linux -- Python 3.11.7, pytest-8.3.4, pluggy-1.5.0
collected 12 items
tests/test_loss.py::test_loss[step: 10 loss: 0.5] PASSED                  [  8%]
tests/test_acc.py ........F..                                            [100%]
E       assert {'loss': 0.5, 'epoch': 1} == {'loss': 0.25, 'epoch': 1}
E         {'epoch': 1} != {'epoch': 2}
src/train.py       45     12    73%|
======================== 1 failed, 11 passed in 1.23s ==========================
`,
  docker: `#7 [2/5] RUN apt-get update && apt-get install -y git
#7 0.412 Get:1 http://deb.debian.org/debian bookworm InRelease [151 kB]
#7 4.013 Fetched 8,788 kB in 2s (4,394 kB/s)
#7 sha256:4d2 12.58MB / 29.15MB 0.3s
Step 3/5 : COPY . /app
 ---> 8a1b2c3d4e5f
Step 4 | RUN make
Successfully built 8a1b2c3d4e5f
`,
  kernel: `[ 3146.835021] python invoked oom-killer: gfp_mask=0xcc0(GFP_KERNEL), order=0, oom_score_adj=0
[ 3146.835218] CPU: 0 UID: 0 PID: 10740 Comm: python Not tainted 6.18.44 #1 PREEMPT(none)
[ 3146.836321]  out_of_memory+0x214/0x500
[    0.000000] BIOS-e820: [mem 0x0000000000000000-0x000000000009fbff] usable
[    1.234567] iteration 100/ 500 of memtest, error rate: 0
`,
  traceback: `Traceback (most recent call last):
  File "/home/ml/project/train.py", line 41, in <module>
    print(f"iter {step}: loss {loss:.4f}, time {ms:.2f}ms, mfu {mfu:.2f}%")
  File "/home/ml/project/train.py", line 12, in step
    logger.info(f"step: {step}  loss: {loss}  grad_norm: {norm}")
ValueError: step: 10  loss: expected 0.5, got: nan
RuntimeError: CUDA out of memory. Tried to allocate 2.00 GiB. GPU 0 has a total capacity of 79.15 GiB
`,
  configuration: `Namespace(epochs=10, lr=0.001, loss='mse', step=5, batch_size=32)
{'optimizer': 'adam', 'lr': 0.001, 'epoch': 10, 'loss': 'mse'}
learning_rate: 0.001
max_steps: 1000
epoch: 10
loss: 0.5
| key | value |
| --- | --- |
| loss | 0.5 |
`,
  downloads: `\rmodel.safetensors:  45%|████▌     | 450M/1.00G [00:02<00:03, 170MB/s]\rmodel.safetensors: 100%|██████████| 1.00G/1.00G [00:05<00:00, 170MB/s]
\rMap:  45%|████▌     | 450/1000 [00:01<00:02, 345.20 examples/s]\rMap: 100%|██████████| 1000/1000 [00:03<00:00, 345.20 examples/s]
\r 10%|█  | 1/10 [00:01<00:09, 1.0it/s, errors=3, upgraded=1]\r 20%|█  | 2/10 [00:02<00:08, 1.0it/s, errors=4, upgraded=2]
\r 30%|█  | 3/10 [00:03<00:07, 1.0it/s, errors=5, upgraded=3]\r 40%|█  | 4/10 [00:04<00:06, 1.0it/s, errors=6, upgraded=4]
  % Total    % Received % Xferd  Average Speed   Time    Time     Time  Current
100  1256  100  1256    0     0   5432      0 --:--:-- --:--:-- --:--:--  5437
2026-11-22 10:11:12 (3.42 MB/s) - 'data.zip' saved [1234567/1234567]
`,
  server: `10.0.0.1 - - [22/Nov/2026:10:11:12 +0000] "GET /loss?step=10 HTTP/1.1" 200 512 "-" "curl/8.5"
2026-11-22 10:11:12,123 INFO  [main] com.acme.Server: request 12 took 12.4 ms status=200 | error rate: 0.5
level=info ts=2026-11-22T10:11:12.123Z caller=main.go:123 msg="step done" step=5 duration=1.5s error=0
[1]\tinfo-server: started
`,
};

describe('an ordinary log', () => {
  for (const [name, text] of Object.entries(ordinary)) {
    it(`of ${name} is no log of a training`, () => {
      assert.deepEqual(readConsole(text.repeat(20)), { isLog: false, curves: {} });
    });
  }

  it('is told from others by its lines alone, not by its name', () => {
    const names = [
      'train.log',
      'slurm-12.out',
      'job.err',
      'nohup.out',
      'output.log',
      'stdout',
      'log.txt',
      'logs-rank0.txt',
    ];
    assert.deepEqual(
      names.filter((name) => !consoleFormat.matches(name)),
      [],
    );
    assert.deepEqual(
      ['readme.txt', 'blog', 'log.csv', 'catalog'].filter((name) => consoleFormat.matches(name)),
      [],
    );
  });
});
