// What the dashboard is given by the door it comes through: the editor, or a file that stands alone.
import type { RpcEndpoint } from '../../../src/shared/rpc';
import type { VsCodeApi } from '../../bridge/vscodeApi';
import type { TileKinds } from './tile';

export interface DashboardDoor {
  readonly api: VsCodeApi;
  readonly host: RpcEndpoint;
  /** Who draws each kind of chart; kinds without are not shown. */
  readonly kinds: TileKinds;
  /** False in a file that stands alone: what would go to the editor is not offered. */
  readonly inEditor: boolean;
  onError(error: unknown): void;
}
