// The file by which a supervisor is asked for something, looked at again and again: files work on every system alike.
import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { parseControl, type Control } from './launchFolder';
import { launchFiles } from './launchSpec';

export class ControlFile {
  readonly #file: string;
  #mark = '';

  constructor(folder: string) {
    this.#file = path.join(folder, launchFiles.control);
  }

  /** What is asked for since the last look; undefined where nothing is. */
  read(): Control | undefined {
    try {
      const about = statSync(this.#file);
      const mark = `${about.ino} ${about.mtimeMs} ${about.size}`;
      if (mark === this.#mark) return undefined;
      this.#mark = mark;
      // Nobody else may stop a training, wherever the folder lies.
      const owner = process.getuid?.();
      if (owner !== undefined && about.uid !== owner) return undefined;
      return parseControl(readFileSync(this.#file, 'utf8'));
    } catch {
      return undefined;
    }
  }
}
