// The door of a dashboard that was saved as a file: joins the points in the document, what answers from them, and the page.
import { speakPageLanguage } from '../../bridge/pageLanguage';
import { l10n } from '../../../src/shared/language';
import { RpcEndpoint } from '../../../src/shared/rpc';
import { columnsElement, snapshotElement, type Snapshot } from '../../../src/shared/snapshot';
import { Dashboard } from '../dashboard/dashboard';
import { BarTile } from '../dashboard/barTile';
import { LineTile } from '../dashboard/lineTile';
import { pairedPorts, SnapshotHost } from './snapshotHost';
import { snapshotHeader } from './snapshotHeader';
import { fillStore } from './snapshotStore';
import { followTheme } from './snapshotTheme';
import './snapshot.css';

const onError = (error: unknown): void => console.error('trackside:', error);

function textOf(id: string): string {
  return document.getElementById(id)?.textContent ?? '';
}

async function readColumns(): Promise<ArrayBuffer> {
  const packed = Uint8Array.from(atob(textOf(columnsElement)), (letter) => letter.charCodeAt(0));
  const plain = new Blob([packed]).stream().pipeThrough(new DecompressionStream('gzip'));
  return new Response(plain).arrayBuffer();
}

async function open(): Promise<void> {
  speakPageLanguage();
  followTheme();
  const snapshot = JSON.parse(textOf(snapshotElement)) as Snapshot;
  const store = fillStore(snapshot.columns, await readColumns());
  const [hostEnd, pageEnd] = pairedPorts();
  new SnapshotHost(snapshot, store, hostEnd, onError);
  const api = {
    postMessage: () => undefined,
    getState: () => null,
    setState: () => undefined,
  };
  const host = new RpcEndpoint(pageEnd, onError);
  const kinds = {
    scalar: (...parts: ConstructorParameters<typeof LineTile>) => new LineTile(...parts),
    bars: (...parts: ConstructorParameters<typeof BarTile>) => new BarTile(...parts),
  };
  document.body.append(snapshotHeader(snapshot));
  new Dashboard({ api, host, kinds, inEditor: false, onError }).start(document.body);
}

open().catch((error: unknown) => {
  onError(error);
  document.body.append(l10n.t('This file is damaged and cannot be shown.'));
});
