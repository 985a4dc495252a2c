// Where the project lies. Bundles of tests lie elsewhere, so the place is written into them when they are made.
import process from 'node:process';

export const projectRoot = process.env['TRACKSIDE_ROOT'] ?? process.cwd();
