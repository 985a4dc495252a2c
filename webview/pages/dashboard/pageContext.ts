// What all charts of the page share: where points come from, and what they do together.
import { dashboardMessages } from '../../../src/shared/dashboardContract';
import type { Owned } from '../../../src/base/lifecycle';
import type { RpcEndpoint } from '../../../src/shared/rpc';
import { pageClock } from '../../bridge/pageClock';
import type { ChartContext, PointSource } from '../../charts/chartSettings';
import { DrawScheduler } from '../../charts/drawScheduler';
import { LinkedCrosshair } from '../../charts/linkedCrosshair';
import { LinkedSelection } from '../../charts/linkedSelection';
import type { LinkedZoom } from '../../charts/linkedZoom';
import { ScrollHaste } from '../../charts/scrollHaste';
import { SurfacePool } from '../../charts/surfacePool';

/** @param own keeps what must be disposed with the page */
export function newChartContext(
  host: RpcEndpoint,
  zoom: LinkedZoom,
  own: <T extends Owned>(thing: T) => T,
  onError: (error: unknown) => void,
): ChartContext {
  return {
    clock: pageClock,
    source: pointSource(host),
    zoom,
    crosshair: own(new LinkedCrosshair(onError)),
    selection: own(new LinkedSelection(onError)),
    scheduler: new DrawScheduler(),
    haste: own(newHaste(onError)),
    pool: new SurfacePool(),
    onError,
  };
}

function newHaste(onError: (error: unknown) => void): ScrollHaste {
  const haste = new ScrollHaste(pageClock, onError);
  document.addEventListener('scroll', () => haste.note(), { passive: true, capture: true });
  return haste;
}

function pointSource(host: RpcEndpoint): PointSource {
  return {
    getFrame: (query) => host.call(dashboardMessages.getFrame, query),
    getNearest: (query) => host.call(dashboardMessages.getNearest, query),
    getLineStatistics: (query) => host.call(dashboardMessages.getLineStatistics, query),
  };
}
