// Bytes that text has no room for, by their fingerprint.

/** Node's own module takes long to start, and most calls of the command line have nothing for it. */
export function sha256(bytes: Uint8Array): string {
  return process.getBuiltinModule('node:crypto').createHash('sha256').update(bytes).digest('hex');
}
