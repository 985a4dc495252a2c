// The walls between rooms as a table, and the check that holds files to it. docs/architecture.md tells why.
import { builtinModules } from 'node:module';
import path from 'node:path';
import { importsOf } from './imports';
import type { Sources } from './project';

/** `vscode/*` and `webview/pages/*` stand for one room per folder; `vscode` alone for the single files in it. */
interface Wall {
  readonly room: string;
  /** Rooms, or single modules written as `room:file`. A room may always import itself. */
  readonly mayImport: readonly string[];
  /** Whether Node's own modules may be imported. */
  readonly node?: true;
}

const neutral = ['base', 'shared'] as const;
const facts = [...neutral, 'core/model'] as const;
const core = [
  ...[
    'model',
    'formats',
    'ingest',
    'store',
    'query',
    'checkpoints',
    'launch',
    'resume',
    'diagnosis',
    'recovery',
  ],
  ...['alerts', 'resources', 'companions', 'report', 'scaffold', 'engine', 'annotations'],
].map((room) => `core/${room}`);

/** The rooms that the engine joins. */
const joined = [
  ...['ingest', 'formats', 'store', 'query', 'companions', 'checkpoints', 'diagnosis'],
].map((room) => `core/${room}`);

export const walls: readonly Wall[] = [
  { room: 'base', mayImport: [] },
  { room: 'shared', mayImport: ['base'] },
  {
    room: 'core/model',
    mayImport: ['base', 'shared:vocabulary', 'shared:content', 'shared:facts'],
  },
  {
    room: 'core/formats',
    mayImport: ['base', 'core/model', 'shared:vocabulary', 'shared:content', 'shared:facts'],
  },
  { room: 'core/store', mayImport: ['base', 'core/model', 'shared:vocabulary'] },
  { room: 'core/query', mayImport: [...facts, 'core/store'] },
  { room: 'core/diagnosis', mayImport: facts },
  { room: 'core/alerts', mayImport: facts },
  { room: 'core/scaffold', mayImport: facts },
  { room: 'core/report', mayImport: [...facts, 'core/query'] },
  { room: 'core/ingest', mayImport: [...facts, 'core/formats'], node: true },
  { room: 'core/checkpoints', mayImport: facts, node: true },
  { room: 'core/launch', mayImport: facts, node: true },
  // To go on is to start a program from what was saved.
  {
    room: 'core/recovery',
    // How the words of a command are read, changed and printed.
    mayImport: [...facts, 'core/launch:trainingCommand', 'core/launch:commandLine'],
  },
  { room: 'core/resume', mayImport: [...facts, 'core/checkpoints', 'core/launch'], node: true },
  { room: 'core/resources', mayImport: facts, node: true },
  { room: 'core/companions', mayImport: facts, node: true },
  { room: 'core/annotations', mayImport: neutral, node: true },
  {
    room: 'core/engine',
    mayImport: [...facts, ...joined],
    // The joining of two doors (decision 2), and doors may.
    node: true,
  },
  { room: 'doors', mayImport: [...neutral, ...core, 'cli'], node: true },
  // The commands behind the command line's door.
  { room: 'cli', mayImport: [...neutral, ...core], node: true },
  // The single files are where the editor meets the machine: one of them starts the engine's thread.
  { room: 'vscode', mayImport: [...neutral, ...core], node: true },
  { room: 'vscode/*', mayImport: [...neutral, ...core, 'vscode'] },
  {
    room: 'extension',
    mayImport: [...neutral, ...core, 'doors', 'vscode', 'vscode/*'],
    node: true,
  },
  { room: 'webview/bridge', mayImport: neutral },
  { room: 'webview/charts', mayImport: neutral },
  { room: 'webview/components', mayImport: neutral },
  {
    room: 'webview/cards',
    mayImport: [
      ...neutral,
      'webview/components',
      // Theme and ticks of charts, and their way of asking for the newest alone.
      ...['chartTheme', 'latestCall', 'ticks'].map((file) => `webview/charts:${file}`),
    ],
  },
  {
    room: 'webview/spaces',
    mayImport: [
      ...neutral,
      'webview/components',
      // The theme and the ticks that charts have, and mathematics that the engine has.
      ...['chartTheme', 'ticks'].map((file) => `webview/charts:${file}`),
      ...['correlation', 'importance', 'neighbours', 'principalComponents'].map(
        (file) => `core/query:${file}`,
      ),
    ],
  },
  {
    // A saved dashboard is its own host: the same store and the same answers as in the engine.
    room: 'webview/pages/snapshot',
    mayImport: [
      ...[...facts, 'core/store', 'core/query', 'webview/pages/dashboard'],
      ...['bridge', 'charts', 'components'].map((room) => `webview/${room}`),
    ],
  },
  {
    room: 'webview/pages/*',
    mayImport: [
      ...neutral,
      ...['bridge', 'cards', 'charts', 'components', 'spaces'].map((room) => `webview/${room}`),
    ],
  },
];

/** The program doors beside `extension.ts`. */
const doors = new Set(['engine', 'parse', 'cli', 'supervisor'].map((door) => `src/${door}.ts`));

/** Files of the product that the walls are about; ambient declarations belong to no room. */
export const walled = /^(?:src|webview)\/.*(?<!\.d)\.(?:ts|mts|tsx|mjs|js)$/;

/** The room of a file of the product, or undefined when it stands in none. */
export function roomOf(file: string): string | undefined {
  if (file === 'src/extension.ts') return 'extension';
  if (doors.has(file)) return 'doors';
  const [top, first, second, ...rest] = file.split('/');
  if (top === 'webview' && first === 'pages')
    return rest.length > 0 ? `webview/pages/${second}` : undefined;
  if (top === 'webview') return second === undefined ? undefined : `webview/${first}`;
  if (top !== 'src' || second === undefined) return undefined;
  if (first === 'base' || first === 'shared' || first === 'cli') return first;
  if (first === 'vscode') return rest.length > 0 ? `vscode/${second}` : 'vscode';
  return first === 'core' && rest.length > 0 ? `core/${second}` : undefined;
}

export function wallOf(room: string): Wall | undefined {
  return (
    walls.find((wall) => wall.room === room) ?? walls.find((wall) => isInstance(room, wall.room))
  );
}

function isInstance(room: string, pattern: string): boolean {
  return pattern.endsWith('/*') && room.startsWith(pattern.slice(0, -1));
}

export function isNodeModule(specifier: string): boolean {
  return specifier.startsWith('node:') || builtinModules.includes(specifier);
}

/** One line per import that a wall forbids, such as `src/base/a.ts:3 (base) imports ../core/b (core/model)`. */
export function findWallViolations(sources: Sources): string[] {
  return [...sources].flatMap(([file, text]) => {
    const room = roomOf(file);
    const wall = room === undefined ? undefined : wallOf(room);
    if (room === undefined || !wall) return [`${file} stands in no room of the table`];
    return importsOf(file, text)
      .map(({ specifier, line }) => ({
        line,
        specifier,
        fault: faultOf(file, room, wall, specifier),
      }))
      .filter(({ fault }) => fault !== null)
      .map(
        ({ line, specifier, fault }) => `${file}:${line} (${room}) imports ${specifier} (${fault})`,
      );
  });
}

/** What is wrong with an import, or null. Packages are not judged here but by the doors. */
function faultOf(file: string, room: string, wall: Wall, specifier: string): string | null {
  if (isNodeModule(specifier)) return wall.node ? null : "Node's own module";
  if (!specifier.startsWith('.')) return null;
  const target = path.posix.join(path.posix.dirname(file), specifier);
  const targetRoom = roomOf(`${target.replace(/\.(?:ts|js|mjs)$/, '')}.ts`);
  if (targetRoom === undefined) return 'no room';
  if (targetRoom === room) return null;
  const names = [targetRoom, `${targetRoom}:${path.posix.basename(target)}`];
  const allowed = wall.mayImport.some(
    (entry) => names.includes(entry) || isInstance(targetRoom, entry),
  );
  return allowed ? null : targetRoom;
}
