// What is said of launches, in words.
import * as vscode from 'vscode';
import type { KnownLaunch } from '../../core/launch/launchOfRun';
import type { TensorBoardFailure } from '../../core/launch/tensorBoard';

export function describeLaunchEnd({ condition, state }: KnownLaunch): string {
  if (state?.startError != null) {
    return vscode.l10n.t('It could not be started: {0}', state.startError);
  }
  if (condition === 'lost' || !state?.exit) {
    return vscode.l10n.t('Its process is gone, and nobody saw how it ended.');
  }
  const { code, signal } = state.exit;
  if (signal !== null) return vscode.l10n.t('It was ended by {0}.', signal);
  return vscode.l10n.t('It ended with exit code {0}.', code ?? '?');
}

export function describeLaunchNow(launch: KnownLaunch, nowMs: number): string {
  const { state, condition } = launch;
  if (condition === 'unsupervised') {
    return vscode.l10n.t('running, but nobody keeps what it prints any more');
  }
  if (state?.stop) {
    const { signal, nextAtMs } = state.stop;
    if (nextAtMs === null || signal === null) return vscode.l10n.t('stopping');
    const seconds = Math.max(0, Math.ceil((nextAtMs - nowMs) / 1000));
    return vscode.l10n.t('stopping: {0} sent, the next signal in {1} s', signal, seconds);
  }
  return vscode.l10n.t('running, process {0}', state?.process?.pid ?? '?');
}

/** What went wrong and what helps. */
export function describeTensorBoardFailure(failure: TensorBoardFailure): string {
  switch (failure.kind) {
    case 'noPython':
      return vscode.l10n.t('There is no Python at {0}.', failure.python);
    case 'notInstalled':
      return vscode.l10n.t('TensorBoard is not installed for {0}.', failure.python);
    case 'brokenInstall':
      return describeBroken(failure.module, failure.text);
    case 'ended':
      return vscode.l10n.t('TensorBoard ended with {0}: {1}', failure.code ?? '?', failure.text);
    case 'silent':
      return vscode.l10n.t('TensorBoard did not say where it serves: {0}', failure.text);
  }
}

function describeBroken(module: 'setuptools' | 'protobuf' | 'numpy', text: string): string {
  switch (module) {
    case 'setuptools':
      return vscode.l10n.t(
        'This TensorBoard needs pkg_resources, which newer setuptools do not have any more: {0}',
        text,
      );
    case 'protobuf':
      return vscode.l10n.t('This TensorBoard does not go with the installed protobuf: {0}', text);
    case 'numpy':
      return vscode.l10n.t('This TensorBoard does not go with the installed NumPy: {0}', text);
  }
}

/** What `pip` would have to install; null where that would not help. */
export function remedyOf(failure: TensorBoardFailure): readonly string[] | null {
  if (failure.kind === 'notInstalled') return ['tensorboard'];
  if (failure.kind !== 'brokenInstall') return null;
  if (failure.module === 'setuptools') return ['setuptools<81'];
  return ['--upgrade', 'tensorboard', failure.module];
}
