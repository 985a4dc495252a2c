// What VS Code hands to its own smoke tests inside its page. These functions run there, so they stand alone.

interface Uri {
  readonly path: string;
  with(change: { readonly path: string }): Uri;
}

interface Buffer {
  toString(): string;
}

interface SmokeTestDriver {
  whenWorkbenchRestored(): Promise<void>;
  readonly environmentService: { readonly userRoamingDataHome: Uri };
  readonly fileService: {
    readFile(file: Uri): Promise<{ readonly value: Buffer }>;
    writeFile(file: Uri, content: Buffer): Promise<unknown>;
  };
}

declare global {
  /** There when VS Code was started with `--enable-smoke-test-driver`. */
  var driver: SmokeTestDriver | undefined;
}

/** Resolves when the workbench has its editors and views back; the driver itself comes a little after the page. */
export async function whenRestored(): Promise<void> {
  for (let tries = 0; !globalThis.driver && tries < 600; tries++) {
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  if (!globalThis.driver) throw new Error('VS Code runs without its smoke test driver');
  await globalThis.driver.whenWorkbenchRestored();
}

/**
 * Changes some user settings through the workbench's own file service, which notices at once; its watching of
 * the file from outside cannot be relied on.
 */
export async function writeUserSettings(
  settings: Readonly<Record<string, unknown>>,
): Promise<void> {
  const driver = globalThis.driver;
  if (!driver) throw new Error('VS Code runs without its smoke test driver');
  const home = driver.environmentService.userRoamingDataHome;
  const file = home.with({ path: `${home.path}/settings.json` });
  const { value } = await driver.fileService.readFile(file);
  const old = JSON.parse(value.toString()) as Record<string, unknown>;
  const kind = value.constructor as unknown as { fromString(text: string): Buffer };
  const text = JSON.stringify({ ...old, ...settings }, null, 2);
  await driver.fileService.writeFile(file, kind.fromString(text));
}
