// Every command of Trackside, one line each. The manifest is compared with this table.

export interface CommandLine {
  readonly id: string;
  /** Key of the title in package.nls.json. */
  readonly title: string;
  /** False where the command makes sense only on what it is clicked on. */
  readonly palette: boolean;
}

export const commands = {
  openDashboard: command('openDashboard', true),
  openRunsTable: command('openRunsTable', true),
  filterRuns: command('filterRuns', true),
  clearRunFilter: command('clearRunFilter', true),
  plotMatching: command('plotMatching', true),
  diffRuns: command('diffRuns', true),
  deleteRuns: command('deleteRuns', true),
  refreshRuns: command('refreshRuns', true),
  addLogFolder: command('addLogFolder', true),
  removeLogFolder: command('removeLogFolder', true),
  stopLoading: command('stopLoading', true),
  continueLoading: command('continueLoading', true),
  openSampleRun: command('openSampleRun', true),
  plotAll: command('plotAll', true),
  plotNone: command('plotNone', true),
  expandAll: command('expandAll', false),
  clickRun: command('clickRun', false),
  openSelected: command('openSelected', false),
  openRun: command('openRun', false),
  openOnlyRun: command('openOnlyRun', false),
  plotOnlyRun: command('plotOnlyRun', false),
  revealRun: command('revealRun', true),
  copyRunPath: command('copyRunPath', true),
  showProblems: command('showProblems', true),
  openTrace: command('openTrace', true),
  chooseSource: command('chooseSource', true),
  renameRun: command('renameRun', true),
  editNote: command('editNote', true),
  editTags: command('editTags', true),
  starRun: command('starRun', true),
  unstarRun: command('unstarRun', true),
  setColour: command('setColour', true),
  archiveRun: command('archiveRun', true),
  unarchiveRun: command('unarchiveRun', true),
  undoAnnotation: command('undoAnnotation', true),
  exportRuns: command('exportRuns', true),
  groupRuns: command('groupRuns', true),
  showArchived: command('showArchived', true),
  hideArchived: command('hideArchived', true),
  launchTraining: command('launchTraining', true),
  stopRun: command('stopRun', true),
  showConsole: command('showConsole', true),
  resumeRun: command('resumeRun', true),
  launchTensorBoard: command('launchTensorBoard', true),
  stopTensorBoard: command('stopTensorBoard', true),
  restartEngine: command('restartEngine', true),
  showLog: command('showLog', true),
} as const;

export type CommandName = keyof typeof commands;

/** Those about programs, which a room of their own has. */
export type LaunchCommandName =
  | 'launchTraining'
  | 'stopRun'
  | 'showConsole'
  | 'resumeRun'
  | 'launchTensorBoard'
  | 'stopTensorBoard';

/** Does what the command says. Gets what it was clicked on and all that is selected, both unchecked. */
export type CommandHandler = (clicked: unknown, selected: unknown) => void | Promise<void>;

function command(name: string, palette: boolean): CommandLine {
  return { id: `trackside.${name}`, title: `command.${name}.title`, palette };
}
