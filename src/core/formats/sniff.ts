// Tells what media bytes are from how they begin: what a log says about them is often not true.

interface Magic {
  readonly mime: string;
  readonly at: number;
  readonly bytes: string;
}

/** The first that fits. `RIFF` files say what they are after their length. */
const magics: readonly Magic[] = [
  { mime: 'image/png', at: 0, bytes: '\x89PNG\r\n\x1a\n' },
  { mime: 'image/gif', at: 0, bytes: 'GIF8' },
  { mime: 'image/jpeg', at: 0, bytes: '\xff\xd8\xff' },
  { mime: 'image/webp', at: 8, bytes: 'WEBP' },
  { mime: 'image/bmp', at: 0, bytes: 'BM' },
  { mime: 'image/avif', at: 4, bytes: 'ftypavif' },
  { mime: 'audio/wav', at: 8, bytes: 'WAVE' },
  { mime: 'audio/ogg', at: 0, bytes: 'OggS' },
  { mime: 'audio/flac', at: 0, bytes: 'fLaC' },
  { mime: 'audio/mpeg', at: 0, bytes: 'ID3' },
];

/** `application/octet-stream` where the bytes tell nothing. */
export function sniffMime(bytes: Uint8Array): string {
  const found = magics.find(({ at, bytes: magic }) => startsWith(bytes, at, magic));
  if (found) return found.mime;
  return isMpegFrame(bytes) ? 'audio/mpeg' : 'application/octet-stream';
}

function startsWith(bytes: Uint8Array, from: number, magic: string): boolean {
  for (let at = 0; at < magic.length; at++) {
    if (bytes[from + at] !== magic.charCodeAt(at)) return false;
  }
  return true;
}

/** MP3 without a tag in front: eleven bits set, then a version and a layer that exist. */
function isMpegFrame(bytes: Uint8Array): boolean {
  const second = bytes[1] ?? 0;
  return bytes[0] === 0xff && (second & 0xe0) === 0xe0 && (second & 0x06) !== 0;
}
