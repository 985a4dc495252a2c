// Images and sounds in both forms; what they are is told by their bytes (trap 29).
import assert from 'node:assert/strict';
import { dtypes, imageValue, value } from '../../../../../support/eventFiles';
import {
  contentOf,
  doubleTensor,
  stringTensor,
  tensorContent,
} from '../../../../../support/itemBytes';
import { sniffMime } from '../../../../../../src/core/formats/sniff';

const ascii = (text: string): Uint8Array => Uint8Array.from(text, (one) => one.charCodeAt(0));

const png = ascii('\x89PNG\r\n\x1a\n....');
const gif = ascii('GIF89a....');
const wav = ascii('RIFF....WAVEfmt ');

describe('what media are', () => {
  for (const [mime, start] of [
    ['image/png', '\x89PNG\r\n\x1a\n'],
    ['image/gif', 'GIF87a'],
    ['image/jpeg', '\xff\xd8\xff\xe0..JFIF'],
    ['image/webp', 'RIFF....WEBPVP8 '],
    ['image/bmp', 'BM......'],
    ['audio/wav', 'RIFF....WAVEfmt '],
    ['audio/ogg', 'OggS.'],
    ['audio/flac', 'fLaC.'],
    ['audio/mpeg', 'ID3\x04'],
    ['audio/mpeg', '\xff\xfb\x90\x00'],
    ['application/octet-stream', ''],
    ['application/octet-stream', 'RIFF'],
    ['application/octet-stream', '<svg xmlns'],
  ] as const) {
    it(`is told by ${JSON.stringify(start)}: ${mime}`, () => {
      assert.equal(sniffMime(ascii(start)), mime);
    });
  }
});

describe('an image', () => {
  it('of the legacy form has the size that the log says', () => {
    const bytes = value('tag', (writer) => {
      writer.uint32(0x22).fork().uint32(0x08).int32(5).uint32(0x10).int32(6);
      return writer.uint32(0x18).int32(3).uint32(0x22).bytes(gif).ldelim();
    });
    assert.deepEqual(contentOf('image', bytes), {
      kind: 'image',
      width: 6,
      height: 5,
      samples: [{ mime: 'image/gif', bytes: gif, label: null }],
    });
  });

  it('may not say its size, nor be one', () => {
    const bytes = imageValue('tag', ascii('what is this'));
    const samples = [
      { mime: 'application/octet-stream', bytes: ascii('what is this'), label: null },
    ];
    assert.deepEqual(contentOf('image', bytes), {
      ...{ kind: 'image', width: null, height: null },
      samples,
    });
  });

  it('of a tensor has any number of samples', () => {
    const many = stringTensor([5], '20', '10', png, gif, png);
    const none = stringTensor([2], '-1', 'wide');
    const sample = (mime: string, bytes: Uint8Array): unknown => ({ mime, bytes, label: null });
    assert.deepEqual(
      [tensorContent('image', many), tensorContent('image', none)],
      [
        {
          kind: 'image',
          width: 20,
          height: 10,
          samples: [sample('image/png', png), sample('image/gif', gif), sample('image/png', png)],
        },
        { kind: 'image', width: null, height: null, samples: [] },
      ],
    );
  });

  it('that is none says so', () => {
    assert.throws(() => tensorContent('image', stringTensor([1], png)), /no width and height/);
    assert.throws(() => tensorContent('image', doubleTensor([2], 1, 2)), /holds float64 values/);
    assert.throws(
      () =>
        contentOf(
          'image',
          value('tag', () => undefined),
        ),
      /no tensor/,
    );
  });
});

describe('a sound', () => {
  it('of the legacy form has its sample rate', () => {
    const bytes = value('tag', (writer) => {
      writer.uint32(0x32).fork().uint32(0x0d).float(44_100).uint32(0x10).int64(1);
      return writer.uint32(0x22).bytes(wav).uint32(0x2a).string('audio/mp3').ldelim();
    });
    assert.deepEqual(contentOf('audio', bytes), {
      kind: 'audio',
      sampleRate: 44_100,
      samples: [{ mime: 'audio/wav', bytes: wav, label: null }],
    });
  });

  it('of a tensor may have labels', () => {
    const labelled = stringTensor([2, 2], wav, '*first*', wav, '');
    const bare = stringTensor([2], wav, wav);
    const sample = (label: string | null): unknown => ({ mime: 'audio/wav', bytes: wav, label });
    assert.deepEqual(
      [tensorContent('audio', labelled), tensorContent('audio', bare)],
      [
        { kind: 'audio', sampleRate: null, samples: [sample('*first*'), sample(null)] },
        { kind: 'audio', sampleRate: null, samples: [sample(null), sample(null)] },
      ],
    );
  });

  it('of a tensor may have no samples', () => {
    const content = tensorContent('audio', { dtype: dtypes.string, shape: [0, 2] });
    assert.deepEqual(content, { kind: 'audio', sampleRate: null, samples: [] });
  });
});
