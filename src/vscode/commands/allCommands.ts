// Every command with what it does, made of the rooms' parts.
import * as vscode from 'vscode';
import type { Clock } from '../../base/clock';
import type { EngineClient } from '../engineClient';
import type { LogFolders } from '../logFolders';
import type { RunModel } from '../runModel';
import type { RunQueries } from '../runQueries';
import type { UserChoices } from '../userChoices';
import { annotationCommands } from './annotationCommands';
import { exportCommands } from './exportCommands';
import { filterCommands } from './filterCommands';
import { folderCommands } from './folderCommands';
import { listCommands } from './listCommands';
import { plotCommands, type PlotSurfaces } from './plotCommands';
import { runCommands } from './runCommands';
import { sourceCommands } from './sourceCommands';
import type { CommandHandler, CommandName, LaunchCommandName } from './table';
import { tableCommands } from './tableCommands';
import { traceCommands } from './traceCommands';

/** What commands work with. */
export interface CommandParts {
  readonly model: RunModel;
  readonly choices: UserChoices;
  readonly engine: EngineClient;
  readonly folders: LogFolders;
  readonly queries: RunQueries;
  readonly clock: Clock;
  readonly surfaces: PlotSurfaces & {
    openTable(): void;
    expandAll(): Promise<void>;
    showLog(): void;
  };
  /** Brings the known runs up to date. */
  readonly refresh: () => Promise<void>;
  /** Looks for new runs now. */
  readonly rescan: () => Promise<void>;
}

/** All but those about programs. */
export function allCommands(
  parts: CommandParts,
): Readonly<Record<Exclude<CommandName, LaunchCommandName>, CommandHandler>> {
  const { model, choices, engine, folders, queries, surfaces, refresh, rescan, clock } = parts;
  const { plotted, annotations, list, sources } = choices;
  const showRuns = (): Thenable<void> => vscode.commands.executeCommand('trackside.runs.focus');
  return {
    ...plotCommands(model, plotted, surfaces, refresh, clock),
    ...runCommands(model, refresh, engine),
    ...traceCommands(model, refresh),
    ...annotationCommands(model, annotations, refresh, () => surfaces.selectedNodes()),
    ...exportCommands(model, plotted, engine, refresh),
    ...listCommands(list),
    ...filterCommands(queries.filter, plotted, model, refresh),
    ...tableCommands(model, engine, queries.texts, () => surfaces.openTable(), refresh),
    ...sourceCommands(model, sources, engine, refresh),
    ...folderCommands(folders, rescan, showRuns, () => surfaces.openDashboard()),
    expandAll: () => surfaces.expandAll(),
    restartEngine: () => engine.restart(),
    showLog: () => surfaces.showLog(),
  };
}
