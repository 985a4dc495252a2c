// A real VS Code for tests, the demo and the tour: one interface, whichever form of it this machine can have.
import type { Workbench } from './workbench';

export interface OpenOptions {
  /** Absolute path of the folder to open; null for a window without one. */
  readonly workspace: string | null;
  /** The extension to run: a folder under development, or a package that is installed first. Default: none. */
  readonly extension?: { readonly folder: string } | { readonly vsix: string };
  /** User settings, over the quiet ones that every test window has. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** False asks the user whether to trust the workspace, which leaves it in restricted mode. Default: true. */
  readonly trusted?: boolean;
  /** A module whose exported `run()` the extension host calls when the window is ready. */
  readonly tests?: string;
  /** Added to the environment of the extension host. */
  readonly env?: Readonly<Record<string, string>>;
  readonly size?: Size;
  /** Names the folder under out/vscode that receives logs and pictures. */
  readonly label: string;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

export interface VscodeHost {
  readonly kind: 'server' | 'electron';
  /** Opens a window with fresh user data; the caller closes it. Resolves when the workbench shows. */
  open(options: OpenOptions): Promise<Workbench>;
  /** Closes everything that is still open. */
  dispose(): Promise<void>;
}

/** Settings of every window: nothing that moves, asks, fetches or covers what is tested. */
export function userSettings({ settings, trusted = true }: OpenOptions): Record<string, unknown> {
  return {
    'workbench.startupEditor': 'none',
    'workbench.tips.enabled': false,
    'workbench.secondarySideBar.defaultVisibility': 'hidden',
    'workbench.enableExperiments': false,
    'workbench.reduceMotion': 'on',
    'chat.disableAIFeatures': true,
    'telemetry.telemetryLevel': 'off',
    'update.mode': 'none',
    'extensions.autoUpdate': false,
    'extensions.autoCheckUpdates': false,
    'extensions.ignoreRecommendations': true,
    'git.enabled': false,
    'git.openRepositoryInParentFolders': 'never',
    'security.workspace.trust.enabled': !trusted,
    'security.workspace.trust.startupPrompt': 'never',
    'window.dialogStyle': 'custom',
    'window.titleBarStyle': 'custom',
    'window.commandCenter': false,
    'window.title': '${rootName}',
    ...settings,
  };
}

export const defaultSize: Size = { width: 1280, height: 800 };
