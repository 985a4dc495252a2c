// Which class of failure a text is of.
import type { Raised } from '../traceback';
import { deviceSignatures, numberSignatures, processSignatures } from './devices';
import { memorySignatures } from './memory';
import type { Signature } from './signature';
import { accessSignatures, checkpointSignatures, diskSignatures, usageSignatures } from './storage';

/** The first that fits wins. */
export const signatures: readonly Signature[] = [
  ...memorySignatures,
  ...numberSignatures,
  ...processSignatures,
  ...deviceSignatures,
  ...diskSignatures,
  ...checkpointSignatures,
  ...accessSignatures,
];
const lineSignatures = [...signatures, ...usageSignatures].filter(({ isLine }) => isLine);

/** Null for an exception that is none of those that are known. */
export function classifyException({ type, detail }: Raised): Signature | null {
  if (type === null) return null;
  const text = detail === '' ? type : `${type}: ${detail}`;
  // Terminals break long lines.
  return (
    classifyText(text) ?? (detail.includes('\n') ? classifyText(text.replaceAll('\n', '')) : null)
  );
}

/** @param text `Type: message`, perhaps of several lines */
export function classifyText(text: string): Signature | null {
  return signatures.find(({ pattern }) => pattern.test(text)) ?? null;
}

/** For a line with no exception around it. */
export function classifyLine(text: string): Signature | null {
  return lineSignatures.find(({ pattern }) => pattern.test(text)) ?? null;
}
