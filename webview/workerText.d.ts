// What the build makes of a worker that is imported as text: see scripts/support/workerText.mjs.
declare module '*.worker?text' {
  /** The worker with all that it imports, as a classic script. */
  export const source: string;
}
