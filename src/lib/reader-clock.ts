/** The reader's clock, in the browser; the build's is clock.ts. */

/** Milliseconds since the epoch. */
export function readerNow(): number {
  return Date.now();
}
