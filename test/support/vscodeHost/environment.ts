// The environment that a VS Code under test is started with.
import process from 'node:process';

/** Our environment without the variables by which an outer VS Code would steer the inner one. */
export function cleanEnvironment(added: Readonly<Record<string, string>>): Record<string, string> {
  const inherited = Object.entries(process.env).filter(
    (entry): entry is [string, string] =>
      entry[1] !== undefined && !/^(?:VSCODE_|ELECTRON_|NODE_OPTIONS$)/.test(entry[0]),
  );
  return { ...Object.fromEntries(inherited), ...added };
}
