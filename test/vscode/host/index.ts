// Called by VS Code inside the extension host: runs the facts beside this file and reports them through a file.
import { globSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import type { HostReport, HostTest } from '../../support/vscodeHost/hostReport';

/** Keeps the report on disk up to date test by test, so that a host that dies has still told what it did. */
class FileReport {
  readonly #file: string;
  readonly #tests: HostTest[] = [];

  constructor(file: string) {
    this.#file = file;
  }

  add(test: HostTest): void {
    this.#tests.push(test);
    this.write(false);
  }

  write(ended: boolean): void {
    const report: HostReport = { ended, tests: this.#tests };
    writeFileSync(`${this.#file}.new`, JSON.stringify(report));
    renameSync(`${this.#file}.new`, this.#file);
  }
}

export async function run(): Promise<void> {
  const { TRACKSIDE_HOST_REPORT: file = '', TRACKSIDE_HOST_GREP: grep } = process.env;
  const report = new FileReport(file);
  const { default: Mocha } = await import('mocha');
  const mocha = new Mocha({ ui: 'bdd', timeout: 60_000, reporter: 'min' });
  if (grep) mocha.grep(grep);
  for (const test of globSync(path.join(__dirname, '*.test.js')).sort()) mocha.addFile(test);
  await new Promise<void>((resolve) => {
    const runner = mocha.run(() => resolve());
    runner.on('pass', (test) => {
      report.add({ title: test.fullTitle(), error: null });
    });
    runner.on('fail', (test, error: Error) => {
      report.add({ title: test.fullTitle(), error: error.stack ?? error.message });
    });
    runner.on('pending', (test) => {
      report.add({ title: test.fullTitle(), error: 'pending: it did not run' });
    });
  });
  report.write(true);
}
