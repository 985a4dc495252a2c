// Finding the next good record after damage.
import { dataChecks, footerBytes, headerBytes, recordLength } from './framing';
import type { Source } from '../source';

/** Records longer than this are found by their header alone, and never held in memory as a whole. */
export const longRecordBytes = 64 * 1024;

export interface Finding {
  /** Index of the record, or the first index that is not decided: no record begins before it. */
  readonly at: number;
  /** 0 if a record was found; else how many bytes from `at` on are needed to go on. */
  readonly needs: number;
}

/**
 * Searches [from, end) for a record that begins before `stop`: a header that checks, and data that checks. A header
 * checks by accident once in 2^32 offsets, the data again once in 2^32.
 */
export function findRecord(source: Source, from: number, stop: number, end: number): Finding {
  const { bytes } = source;
  let at = from;
  while (at < stop && at + headerBytes <= end) {
    // Bytes 4 to 7 of a header are zero (a length below 2^32). A byte that is not, at 7, rules out four offsets.
    if (bytes[at + 7] !== 0) {
      at += 4;
      continue;
    }
    const zeros = zeroRunEnd(bytes, at, end) - at;
    if (zeros >= headerBytes) {
      // The first offset whose header has a byte that is not zero (or might have one behind `end`).
      at += zeros - headerBytes + 1;
      continue;
    }
    const length = recordLength(source, at);
    if (length >= 0) {
      const size = headerBytes + length + footerBytes;
      if (length > longRecordBytes) return { at, needs: 0 };
      if (at + size > end) return { at, needs: size };
      if (dataChecks(source, at + headerBytes, length)) return { at, needs: 0 };
    }
    at++;
  }
  return { at, needs: headerBytes };
}

/**
 * Searches [from, end) for a record that is there as a whole and checks in every way. Where one lies inside of what claims
 * to be a longer record, that one was cut off: no writer puts framed records into a record. With `atEnd` an incomplete
 * one does not hide the next; if none is found, `at` is then the first that may yet become whole.
 */
export function findWholeRecord(
  source: Source,
  from: number,
  end: number,
  atEnd: boolean,
): Finding {
  let incomplete = -1;
  for (let at = from; ;) {
    const found = findRecord(source, at, end, end).at;
    if (found + headerBytes > end) {
      return { at: incomplete < 0 ? found : incomplete, needs: headerBytes };
    }
    const data = found + headerBytes;
    const length = recordLength(source, found);
    const size = headerBytes + length + footerBytes;
    if (length >= 0 && found + size <= end) {
      if (dataChecks(source, data, length)) return { at: found, needs: 0 };
    } else if (length >= 0 && length <= longRecordBytes) {
      if (!atEnd) return { at: found, needs: size };
      if (incomplete < 0) incomplete = found;
    }
    at = found + 1;
  }
}

/** The first index from `from` on whose byte is not zero, or `end`. Reads a gigabyte of zeros in about 0.2 s. */
export function zeroRunEnd(bytes: Uint8Array, from: number, end: number): number {
  let at = from;
  // Byte by byte up to where a view of words may begin; most runs end here.
  while (at < end && bytes[at] === 0 && (bytes.byteOffset + at) % 4 !== 0) at++;
  if (at >= end || bytes[at] !== 0) return at;
  const words = new Int32Array(bytes.buffer, bytes.byteOffset + at, (end - at) >> 2);
  let word = 0;
  // Eight words at a time, then the rest byte by byte.
  for (; word + 8 <= words.length; word += 8) {
    const low = words[word]! | words[word + 1]! | words[word + 2]! | words[word + 3]!;
    const high = words[word + 4]! | words[word + 5]! | words[word + 6]! | words[word + 7]!;
    if ((low | high) !== 0) break;
  }
  at += word * 4;
  while (at < end && bytes[at] === 0) at++;
  return at;
}
