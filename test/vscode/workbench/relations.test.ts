// What a user sees of runs that belong together: pieces folded into their run, a copy that is not plotted.
import assert from 'node:assert/strict';
import { cpSync } from 'node:fs';
import path from 'node:path';
import { EventLog } from '../../support/eventLog';
import { projectRoot } from '../../support/projectRoot';
import { TestWorkspace } from '../../support/testWorkspace';
import { startVscodeHost } from '../../support/vscodeHost/chooseHost';
import { DashboardView } from '../../support/vscodeHost/dashboardView';
import type { VscodeHost } from '../../support/vscodeHost/vscodeHost';
import type { Workbench } from '../../support/vscodeHost/workbench';

describe('runs that belong together', () => {
  let host: VscodeHost;
  let workspace: TestWorkspace;
  let workbench: Workbench;

  before(async () => {
    host = await startVscodeHost();
    workspace = new TestWorkspace();
    const exp = path.join(projectRoot, 'test/fixtures/relations/exp');
    cpSync(exp, workspace.path('logs', 'exp'), { recursive: true });
    cpSync(exp, workspace.path('logs', 'mirrored', 'exp'), { recursive: true });
    for (const split of ['train', 'validation']) {
      new EventLog(workspace.path('logs', 'keras', split)).append([[1, { epoch_loss: 0.5 }]]);
    }
    workbench = await host.open({
      workspace: workspace.folder,
      extension: { folder: projectRoot },
      label: 'relations',
    });
    await workbench.openContainer('Trackside');
  });

  after(async () => {
    await workbench.screenshot('relations.png');
    await host.dispose();
    workspace.dispose();
  });

  /** A row that is drawn anew just then, for its run moved on, misses what it is told. */
  async function unfolded(): ReturnType<typeof workbench.treeRowsWhen> {
    for (let attempt = 0; ; attempt++) {
      await workbench.treeRow('Runs', 'exp').first().click();
      await workbench.page.keyboard.press('ArrowRight');
      const open = workbench.treeRowsWhen('Runs', (found) => found.length > 8, 5000);
      if (attempt === 4) return open;
      const rows = await open.catch(() => null);
      if (rows) return rows;
    }
  }

  it('are one line each in the tree, and unfold', async () => {
    await workbench.treeRowsWhen('Runs', (rows) =>
      rows.some(({ description }) => description.startsWith('copy of')),
    );
    const rows = await unfolded();
    assert.deepEqual(
      rows.map(({ label, description, level, checked }) =>
        [' '.repeat(level) + label.replace(/ \d{4}-.*/, ''), description, checked].join(),
      ),
      [
        ' exp,lr 0.025 · step 3,true',
        '  grp/x y · s/1,1 · step 7,',
        '  grp/x y · ü,2 · step 7,',
        '  loss · train,0.5 · step 3,',
        '  loss · val,0.75 · step 3,',
        '  hparams,score 0.75 · step 0,',
        '  trial,score 0.5 · step 0,',
        ' keras,2,true',
        '  train,epoch_loss 0.5 · step 1,true',
        '  validation,epoch_loss 0.5 · step 1,true',
        ' mirrored/exp,copy of logs/exp · lr 0.025 · step 3,false',
      ],
    );
  });

  it('are named after their run in the legend, and go with it', async () => {
    const dashboard = await DashboardView.open(workbench);
    assert.equal(await dashboard.drawn('loss'), 8);
    const chips = dashboard.frame.locator('.chip:not(.off) .chip-name');
    const names = (await chips.allTextContents()).map((name) => name.replace(/ \d{4}-.*/, ''));
    assert.deepEqual(names, [
      'logs/exp',
      'logs/exp · hparams',
      'logs/exp · s/1',
      'logs/exp · ü',
      'logs/exp · train',
      'logs/exp · val',
      'logs/exp · trial',
      'logs/keras/train',
      'logs/keras/validation',
    ]);
    await workbench.treeRow('Runs', 'exp').first().getByRole('checkbox').first().click();
    await chips.nth(2).waitFor({ state: 'detached' });
    assert.deepEqual(await chips.allTextContents(), ['logs/keras/train', 'logs/keras/validation']);
  });
});
