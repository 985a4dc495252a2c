// The environment of what is launched: that of the editor without what the editor needs for itself.

/** Set by VS Code for its own processes. A Python that starts Node or Electron would trip over them. */
const ownVariable = /^(?:ELECTRON_.+|VSCODE_.+|SNAP(?:_.*)?|GDK_PIXBUF_.+|NODE_OPTIONS)$/;

/** Without it Python keeps what a training prints for minutes. */
const defaults: Readonly<Record<string, string>> = { PYTHONUNBUFFERED: '1' };

/** @param added null removes a variable */
export function childEnvironment(
  base: Readonly<Record<string, string | undefined>>,
  added: Readonly<Record<string, string | null>>,
): Record<string, string> {
  const kept = Object.entries(base).filter(([name]) => !ownVariable.test(name));
  const all = Object.entries({ ...defaults, ...Object.fromEntries(kept), ...added });
  return Object.fromEntries(all.filter((each): each is [string, string] => each[1] != null));
}
