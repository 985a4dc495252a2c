// Where windows leave what happened in them: out/vscode/<label>/.
import { createWriteStream, mkdirSync, rmSync, type WriteStream } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { projectRoot } from '../projectRoot';

const begun = new Set<string>();

/** The log folder of a window; emptied when a label is first used in this process. */
export function logFolder(label: string): string {
  const folder = path.join(projectRoot, 'out/vscode', label.replace(/[^\w.-]+/g, '-'));
  if (!begun.has(folder)) {
    begun.add(folder);
    rmSync(folder, { recursive: true, force: true });
  }
  mkdirSync(folder, { recursive: true });
  return folder;
}

/** Writes the console of a page to `console.log` of its window. */
export class PageLog {
  readonly #sink: WriteStream;

  constructor(page: Page, label: string) {
    this.#sink = createWriteStream(path.join(logFolder(label), 'console.log'), { flags: 'a' });
    page.on('console', (message) => this.#sink.write(`${message.type()}: ${message.text()}\n`));
    page.on('pageerror', (error) =>
      this.#sink.write(`uncaught: ${error.stack ?? error.message}\n`),
    );
  }

  close(): void {
    this.#sink.end();
  }
}
