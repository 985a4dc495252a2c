// Text from a file; bytes that are not UTF-8 become U+FFFD, and a leading byte order mark is part of the text.

const utf8 = new TextDecoder('utf-8', { ignoreBOM: true });

export function textOf(bytes: Uint8Array): string {
  return utf8.decode(bytes);
}
