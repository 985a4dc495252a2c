// A training outlives the window that launched it, and is known again by the next; nothing starts without trust.
import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import type { LaunchState } from '../../../src/core/launch/launchState';
import { projectRoot } from '../../support/projectRoot';
import { TestWorkspace } from '../../support/testWorkspace';
import { startVscodeHost } from '../../support/vscodeHost/chooseHost';
import type { VscodeHost } from '../../support/vscodeHost/vscodeHost';
import type { Workbench } from '../../support/vscodeHost/workbench';

const script = `
import sys, time
with open("toy/metrics.csv", "w", buffering=1) as log:
    log.write("step,loss\\n")
    for step in range(100000):
        log.write(f"{step},{1 / (step + 1)}\\n")
        print(f"\\x1b[32mstep\\x1b[0m {step}")
        time.sleep(0.05)
`;

describe('a training that was launched from a window', () => {
  let host: VscodeHost;
  let workspace: TestWorkspace;
  let workbench: Workbench;

  before(async () => {
    host = await startVscodeHost();
    workspace = new TestWorkspace();
    mkdirSync(workspace.path('toy'));
    mkdirSync(workspace.path('.trackside'));
    writeFileSync(workspace.path('toy.py'), script);
    const profiles = [{ name: 'toy', script: 'toy.py', args: ['toy'] }];
    writeFileSync(workspace.path('.trackside', 'profiles.json'), JSON.stringify({ profiles }));
    workbench = await open(true);
  });

  after(async () => {
    const state = stateThere();
    if (state?.phase === 'running') process.kill(-state.process!.pid, 'SIGKILL');
    await host.dispose();
    workspace.dispose();
  });

  afterEach(async function () {
    if (this.currentTest?.state !== 'failed') return;
    await workbench.screenshot(`failed-${this.currentTest.title.replace(/\W+/g, '-')}.png`);
  });

  function open(trusted: boolean): Promise<Workbench> {
    return host.open({
      workspace: workspace.folder,
      extension: { folder: projectRoot },
      label: trusted ? 'launch' : 'untrusted',
      trusted,
    });
  }

  const launches = (): string => workspace.path('.trackside', 'launches');

  /** A file of the only launch; empty where there is none. */
  function read(name: string): string {
    const ids = existsSync(launches()) ? readdirSync(launches()) : [];
    const id = ids.find((each) => !each.startsWith('.'));
    const file = path.join(launches(), id ?? '', name);
    return existsSync(file) ? readFileSync(file, 'utf8') : '';
  }

  function stateThere(): LaunchState | undefined {
    const text = read('state.json');
    return text === '' ? undefined : (JSON.parse(text) as LaunchState);
  }

  const printed = (): string => read('console.log');

  async function choose(text: string): Promise<void> {
    const row = workbench.page
      .locator('.quick-input-widget .monaco-list-row')
      .filter({ hasText: text })
      .first();
    await row.click();
  }

  it('shows its command line before, and what it prints after', async () => {
    await workbench.openContainer('Trackside');
    await workbench.runCommand('Trackside: Launch Training…');
    await choose('toy');
    const start = workbench.page
      .locator('.quick-input-widget .monaco-list-row')
      .filter({ hasText: 'Start' })
      .first();
    await start.waitFor();
    assert.match((await start.textContent()) ?? '', /python\S* \S*toy\.py toy/);
    await workbench.screenshot('launch-review.png');
    await start.click();
    await workbench.page.locator('.terminal-wrapper.active .xterm').waitFor();
    await workbench.treeRowsWhen('Runs', (rows) => rows.some(({ label }) => label === 'toy'));
    await workbench.screenshot('launch-console.png');
    assert.equal(stateThere()?.phase, 'running');
  });

  it('goes on when the extension host is killed', async () => {
    const { supervisor, process: program } = stateThere()!;
    const host = parentOf(supervisor.pid);
    assert.match(readFileSync(`/proc/${host}/cmdline`, 'utf8'), /extensionHost/);
    process.kill(host, 'SIGKILL');
    const before = printed().length;
    await workbench.page.waitForTimeout(1_000);
    assert.ok(printed().length > before, 'it printed nothing more');
    const alive = [supervisor, program!].map(({ pid }) => existsSync(`/proc/${pid}`));
    assert.deepEqual(alive, [true, true]);
  });

  it('goes on through a reload, and is stopped from the window that comes back', async () => {
    const before = stateThere();
    await workbench.reload();
    await workbench.openContainer('Trackside');
    await workbench.treeRowsWhen('Runs', (rows) => rows.some(({ label }) => label === 'toy'));
    const { phase, process: program, restarts } = stateThere()!;
    assert.deepEqual([phase, program, restarts], ['running', before?.process, 0]);
    await workbench.runCommand('Trackside: Stop Run…');
    for (const untilMs = Date.now() + 20_000; stateThere()?.phase !== 'ended';) {
      assert.ok(Date.now() < untilMs, 'it goes on');
      await workbench.page.waitForTimeout(100);
    }
    assert.equal(stateThere()?.stop?.signal, 'SIGINT');
  });

  it('does not start where the folder is not trusted', async () => {
    await workbench.close();
    const count = readdirSync(launches()).length;
    workbench = await open(false);
    await workbench.runCommand('Trackside: Launch Training…');
    const told = workbench.page.getByText('Nothing can be started here').first();
    await told.waitFor();
    assert.equal(readdirSync(launches()).length, count);
  });
});

/** The process that started another. */
function parentOf(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
  return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
}
