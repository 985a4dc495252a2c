// Opens VS Code on a workspace whose runs grow: the desktop form when there is one, else the server form.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { DemoWorkspace } from './demoWorkspace';
import { mustRun, runProgram } from './run';
import { startServerHost, VscodeServer } from './vscodeHost/serverHost';
import { ensureServer } from './vscodeHost/serverInstall';
import type { OpenOptions } from './vscodeHost/vscodeHost';

/** Opens VS Code for a person and returns when the person is done. */
export async function showDemo(vsix: string): Promise<void> {
  const workspace = new DemoWorkspace();
  try {
    if (await hasDesktop()) await showOnDesktop(vsix, workspace.folder);
    else await showInBrowser(vsix, workspace.folder);
  } finally {
    workspace.dispose();
  }
}

/** Takes a picture of the dashboard while the runs grow. */
export async function pictureDemo(vsix: string, file: string): Promise<void> {
  const workspace = new DemoWorkspace();
  const host = await startServerHost();
  try {
    const workbench = await host.open(optionsFor(vsix, workspace.folder));
    await workbench.openContainer('Trackside');
    await workbench.treeRowsWhen('Runs', (rows) => rows.length >= 5);
    await workbench.runCommand('Trackside: Open Dashboard');
    await workbench.webview('canvas');
    await workbench.page.waitForTimeout(4000);
    await workbench.screenshot(path.resolve(file));
  } finally {
    await host.dispose();
    workspace.dispose();
  }
}

function optionsFor(vsix: string, workspace: string): OpenOptions {
  return { workspace, extension: { vsix }, label: 'demo', size: { width: 1440, height: 900 } };
}

/** Whether `code` starts here and has a screen to show itself on, or a window that it can talk to. */
async function hasDesktop(): Promise<boolean> {
  const { DISPLAY: x11, WAYLAND_DISPLAY: wayland, VSCODE_IPC_HOOK_CLI: window } = process.env;
  if (process.platform === 'linux' && !x11 && !wayland && !window) return false;
  const asked = await runProgram(codeCommand, ['--version']).catch(() => null);
  return asked?.code === 0;
}

const codeCommand = process.platform === 'win32' ? 'code.cmd' : 'code';

/** Uses extensions and user data of its own, so that nothing of the demo stays behind. */
async function showOnDesktop(vsix: string, workspace: string): Promise<void> {
  const home = mkdtempSync(path.join(tmpdir(), 'trackside-vscode-'));
  const places = ['--user-data-dir', `${home}/user`, '--extensions-dir', `${home}/extensions`];
  try {
    await mustRun(codeCommand, [...places, '--install-extension', vsix]);
    console.log('VS Code opens; close its window to end the demo.');
    const shown = ['--new-window', '--wait', '--disable-workspace-trust', workspace];
    await mustRun(codeCommand, [...places, ...shown], { timeoutMs: 24 * 3600_000 });
  } finally {
    rmSync(home, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }
}

async function showInBrowser(vsix: string, workspace: string): Promise<void> {
  const options = optionsFor(vsix, workspace);
  const server = await VscodeServer.start(await ensureServer(), options);
  try {
    console.log(`\nOpen ${server.address(options)}\n\nCtrl-C ends the demo.`);
    await new Promise((resolve) => {
      for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, resolve);
    });
  } finally {
    await server.stop();
  }
}
