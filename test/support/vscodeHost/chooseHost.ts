// Picks the form of VS Code that this machine can have.
import process from 'node:process';
import { canHaveElectron, ensureElectron, startElectronHost } from './electronHost';
import { startServerHost } from './serverHost';
import { ensureServer } from './serverInstall';
import type { VscodeHost } from './vscodeHost';

/** The desktop form where it can be had, else the server form; `$TRACKSIDE_TEST_HOST` (server, electron) decides first. */
async function wantsDesktop(): Promise<boolean> {
  const wanted = process.env['TRACKSIDE_TEST_HOST'];
  return wanted === 'electron' || (wanted !== 'server' && (await canHaveElectron()));
}

/** Installs VS Code when it is not in the cache yet (minutes). */
export async function ensureVscode(): Promise<void> {
  await ((await wantsDesktop()) ? ensureElectron() : ensureServer());
}

/** A VS Code to open windows in, installed first when it is missing. */
export async function startVscodeHost(): Promise<VscodeHost> {
  return (await wantsDesktop()) ? startElectronHost() : startServerHost();
}
