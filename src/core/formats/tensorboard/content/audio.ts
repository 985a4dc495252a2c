// Sounds: the legacy message, or a tensor of strings [k, 2] of sounds with their labels, or [k] of sounds.
// Source: tensorboard/plugins/audio/summary_v2.py; tensorboard/data_compat.py for the legacy form.
import type { AudioContent, MediaSample } from '../../../../shared/content';
import { textOf } from '../../text';
import { readRange } from '../wire';
import { bytesOf, walkMessages } from './message';
import { sniffMime } from '../../sniff';
import { stringsOf, type StoredValue } from './storedValue';

/** Field keys of Summary.Audio. */
const audioKeys = { sampleRate: 0x0d, encoded: 0x22 } as const;

const noLabel: Uint8Array = new Uint8Array(0);

export function readAudio(value: StoredValue): AudioContent {
  if (value.form === 'audio') return readLegacy(value);
  const { shape, strings } = stringsOf(value);
  const stride = shape.length === 2 && shape[1]! > 0 ? shape[1]! : 1;
  const samples: MediaSample[] = [];
  for (let at = 0; at < strings.length; at += stride) {
    samples.push(sampleOf(strings[at]!, stride > 1 ? strings[at + 1]! : noLabel));
  }
  return { kind: 'audio', sampleRate: null, samples };
}

function readLegacy(value: StoredValue): AudioContent {
  let sampleRate = 0;
  let encoded = noLabel;
  walkMessages(value.ranges, (reader, key) => {
    if (key === audioKeys.sampleRate) sampleRate = reader.float();
    else if (key === audioKeys.encoded) encoded = bytesOf(readRange(reader));
    else return false;
    return true;
  });
  return {
    kind: 'audio',
    sampleRate: sampleRate > 0 ? sampleRate : null,
    samples: [sampleOf(encoded, noLabel)],
  };
}

function sampleOf(bytes: Uint8Array, label: Uint8Array): MediaSample {
  return { mime: sniffMime(bytes), bytes, label: label.length > 0 ? textOf(label) : null };
}
