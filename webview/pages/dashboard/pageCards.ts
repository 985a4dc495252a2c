// What the page gives to all cards of values without columns.
import { Disposable } from '../../../src/base/lifecycle';
import { dashboardMessages } from '../../../src/shared/dashboardContract';
import type { Projector, ProjectorQuery } from '../../../src/shared/projector';
import type { RpcEndpoint } from '../../../src/shared/rpc';
import { pageClock } from '../../bridge/pageClock';
import type { CardContext } from '../../cards/cardParts';
import { ContentCache } from '../../cards/contentCache';
import { LinkedStep } from '../../cards/linkedStep';
import type { LiveRegion } from '../../components/liveRegion';
import type { ProjectorSource } from './tile';

export class PageCards extends Disposable implements CardContext, ProjectorSource {
  readonly clock = pageClock;
  readonly contents: ContentCache;
  readonly step: LinkedStep;
  readonly onError: (error: unknown) => void;
  readonly #host: RpcEndpoint;
  readonly #live: LiveRegion;

  constructor(host: RpcEndpoint, live: LiveRegion, onError: (error: unknown) => void) {
    super();
    this.#host = host;
    this.#live = live;
    this.onError = onError;
    this.step = this.own(new LinkedStep(onError));
    this.contents = new ContentCache({
      getItems: (query) => host.call(dashboardMessages.getItems, query),
      getContent: (query) => host.call(dashboardMessages.getContent, query),
    });
  }

  getProjector(query: ProjectorQuery): Promise<Projector> {
    return this.#host.call(dashboardMessages.getProjector, query);
  }

  openLink(address: string): void {
    this.#host.notify(dashboardMessages.openLink, { address });
  }

  say(words: string): void {
    this.#live.say(words);
  }
}
