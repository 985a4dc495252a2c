// Saves the table as it is shown to a file that the user chooses.
import * as vscode from 'vscode';
import { tableToCsv, tableToJson } from '../../core/report/tableText';
import { engineMessages } from '../../shared/engineContract';
import { HeldColumn } from '../../shared/heldColumn';
import type { TableQuery } from '../../shared/tableContract';
import type { EngineClient } from '../engineClient';

export async function saveTable(
  engine: Pick<EngineClient, 'call'>,
  query: TableQuery,
  form: 'csv' | 'json',
): Promise<void> {
  const home = vscode.workspace.workspaceFolders?.[0]?.uri;
  const uri = await vscode.window.showSaveDialog({
    title: vscode.l10n.t('Export the table'),
    filters: form === 'csv' ? { CSV: ['csv'] } : { JSON: ['json'] },
    ...(home ? { defaultUri: vscode.Uri.joinPath(home, `runs.${form}`) } : {}),
  });
  if (!uri) return;
  const text = await printTable(engine, query, form);
  await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
}

async function printTable(
  engine: Pick<EngineClient, 'call'>,
  query: TableQuery,
  form: 'csv' | 'json',
): Promise<string> {
  const { directory, cells, order } = await engine.call(engineMessages.getTable, {
    ...query,
    known: null,
  });
  const columns = query.columns.flatMap(({ key }) => {
    const column = directory?.find((one) => one.key === key);
    const told = cells.find((one) => one.key === key);
    if (!column || !told) return [];
    const held = new HeldColumn();
    held.take(told);
    return [{ column, held }];
  });
  const table = {
    columns: columns.map(({ column }) => column),
    rows: Array.from(order, (row) => columns.map(({ held }) => held.cell(row))),
  };
  return form === 'csv' ? tableToCsv(table) : tableToJson(table);
}
