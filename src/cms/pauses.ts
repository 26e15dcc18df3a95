/** How long the form waits after the last key, in milliseconds, before it asks the server. The benchmark counts them in. */
export const PAUSES = {
  /** Until the gate is asked what it says. */
  check: 500,
  /** Until the page is drawn anew. */
  preview: 600,
} as const;
