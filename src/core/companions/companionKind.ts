// Which files beside the event files belong to a run, told by their names and the directories they lie in.
import type { CompanionKind } from '../../shared/vocabulary';

/** Where TensorBoard's profiler puts a session: `<run>/plugins/profile/<time>/<host>.xplane.pb`. */
const profileSession = /[\\/]plugins[\\/]profile[\\/][^\\/]+$/;
/** What `torch.profiler.tensorboard_trace_handler` writes, anywhere: `<worker>.<ms>.pt.trace.json[.gz]`. */
const torchTrace = /\.pt\.trace\.json(?:\.gz)?$/;
const chromeTrace = /\.trace\.json(?:\.gz)?$/;
const xplane = '.xplane.pb';
/** The one name that TensorBoard's projector looks for. */
const projectorConfig = 'projector_config.pbtxt';

/** @param directory absolute */
export function companionKindOf(directory: string, fileName: string): CompanionKind | null {
  if (fileName === projectorConfig) return 'projector';
  if (torchTrace.test(fileName)) return 'trace';
  if (!profileSession.test(directory)) return null;
  if (fileName.endsWith(xplane)) return 'profile';
  return chromeTrace.test(fileName) ? 'trace' : null;
}

/** The directory whose run is meant by what lies in `directory`: a profiler session belongs to the one above `plugins`. */
export function homeOf(directory: string): string {
  return directory.replace(profileSession, '');
}

/** What to call a companion in a list: without what its kind says already. */
export function labelOf(kind: CompanionKind, path: string): string {
  const name = path.slice(path.lastIndexOf('/') + 1);
  switch (kind) {
    case 'projector':
      return path;
    case 'profile':
      return `${sessionOf(path)}${name.replace(xplane, '')}`;
    case 'trace':
      return `${sessionOf(path)}${name.replace(torchTrace, '').replace(chromeTrace, '')}`;
  }
}

/** Hosts write the same names in every session. */
function sessionOf(path: string): string {
  const session = /(?:^|\/)plugins\/profile\/([^/]+)\//.exec(path)?.[1];
  return session === undefined ? '' : `${session} `;
}
