// Sounds with a picture of their wave, and films: the browser's own players on bytes of the log.
import { Disposable } from '../../src/base/lifecycle';
import type { MediaSample } from '../../src/shared/content';
import { l10n } from '../../src/shared/language';
import { formatBytes } from '../../src/shared/text';
import { arrangeChildren, element } from '../components/element';
import { BlobAddress } from './blobAddress';
import type { CardSettings, Lane } from './cardParts';
import { LaneGrid, type LaneBody } from './laneGrid';
import { drawWave, readWave } from './wave';

export function createAudioView(): LaneGrid {
  const makeBody = (): LaneBody => new MediaBody((lane) => new Sound(lane));
  return new LaneGrid({ className: 'sound-lanes', controls: [], makeBody });
}

interface Player extends Disposable {
  readonly element: HTMLElement;
  show(sample: MediaSample, words: string, settings: CardSettings, colour: string): void;
}

/** Players of all samples of one value. */
export class MediaBody extends Disposable implements LaneBody {
  readonly element = element('div', 'media');
  readonly #makePlayer: (lane: Lane) => Player;
  readonly #players: Player[] = [];

  constructor(makePlayer: (lane: Lane) => Player) {
    super();
    this.#makePlayer = makePlayer;
  }

  show(lane: Lane, settings: CardSettings): void {
    const samples = samplesOf(lane);
    while (this.#players.length > samples.length) this.#players.pop()?.dispose();
    while (this.#players.length < samples.length) this.#players.push(this.#makePlayer(lane));
    samples.forEach((sample, at) => {
      const isOne = samples.length === 1;
      const name = l10n.t('{0}, {1}', lane.tag, lane.title);
      const words = isOne ? name : l10n.t('{0}, sample {1} of {2}', name, at + 1, samples.length);
      this.#players[at]!.show(sample, words, settings, lane.look.colour);
    });
    arrangeChildren(
      this.element,
      this.#players.map((player) => player.element),
    );
  }

  override dispose(): void {
    for (const player of this.#players) player.dispose();
    super.dispose();
  }
}

function samplesOf({ shown }: Lane): readonly MediaSample[] {
  const content = shown?.content;
  return content?.kind === 'audio' || content?.kind === 'file' ? content.samples : [];
}

const waveHeight = 48;

class Sound extends Disposable implements Player {
  readonly element = element('figure', 'sound');
  readonly #wave = element('canvas', 'wave');
  readonly #player = element('audio');
  readonly #label = element('figcaption', 'dim');
  readonly #address = this.own(new BlobAddress());
  #shown: MediaSample | null = null;

  constructor({ tag }: Lane) {
    super();
    this.element.dataset['tag'] = tag;
    this.#player.controls = true;
    this.#player.preload = 'metadata';
    this.#wave.ariaHidden = 'true';
    this.element.append(this.#wave, this.#player, this.#label);
  }

  show(sample: MediaSample, words: string, settings: CardSettings, colour: string): void {
    this.#player.ariaLabel = words;
    this.#label.textContent = sample.label ?? '';
    this.#label.hidden = !sample.label;
    const address = this.#address.of(sample);
    if (this.#player.src !== address) this.#player.src = address;
    if (this.#shown === sample) return;
    this.#shown = sample;
    const wave = readWave(sample.bytes, 600);
    this.#wave.hidden = wave === null;
    if (wave) drawWave(this.#wave, wave, { colour, axis: settings.theme.axis, height: waveHeight });
  }

  override dispose(): void {
    this.#player.pause();
    this.#player.removeAttribute('src');
    super.dispose();
  }
}

/** A film, or words for bytes that no player can take. */
export class Film extends Disposable implements Player {
  readonly element = element('figure', 'film');
  readonly #address = this.own(new BlobAddress());
  #shown: MediaSample | null = null;

  show(sample: MediaSample, words: string): void {
    if (this.#shown === sample) return;
    this.#shown = sample;
    const address = this.#address.of(sample);
    if (sample.mime.startsWith('video/')) this.#play(address, words, sample);
    else if (sample.mime.startsWith('image/')) {
      const picture = element('img');
      picture.alt = words;
      picture.src = address;
      this.element.replaceChildren(picture);
    } else {
      const what = l10n.t(
        '{0}, {1}: not shown here',
        sample.mime,
        formatBytes(sample.bytes.length),
      );
      this.element.replaceChildren(element('p', 'lane-note', what));
    }
  }

  /** Which films can be decoded is the editor's to say: some are built without the codecs that cost licences. */
  #play(address: string, words: string, { mime, bytes }: MediaSample): void {
    const player = filmOf(address, words);
    const giveUp = (): void => {
      if (player.parentElement !== this.element) return;
      const why = l10n.t(
        'This film ({0}, {1}) cannot be played here: the editor has no decoder for its format.',
        mime,
        formatBytes(bytes.length),
      );
      player.removeAttribute('src');
      this.element.replaceChildren(element('p', 'lane-note', why));
    };
    player.addEventListener('error', giveUp);
    // A container that is known with pictures that are not: there is sound at most.
    player.addEventListener('loadedmetadata', () => {
      if (player.videoWidth === 0) giveUp();
    });
    this.element.replaceChildren(player);
  }

  override dispose(): void {
    this.element.replaceChildren();
    super.dispose();
  }
}

function filmOf(address: string, words: string): HTMLVideoElement {
  const player = element('video');
  player.controls = true;
  player.muted = true;
  player.loop = true;
  player.preload = 'metadata';
  player.ariaLabel = words;
  player.src = address;
  return player;
}
