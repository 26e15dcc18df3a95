/**
 * The clock seam: nobody else asks the machine what time it is. SITE_NOW fixes it, for tests and
 * for builds that must come out the same a day later.
 */
import { fixedNow } from '#/site.ts';
import { noteRead } from './page-reads.ts';

/** Milliseconds since the epoch. Throws a Chinese sentence when SITE_NOW is not an instant with offset. */
export function now(): number {
  noteRead((reads) => { reads.clock = true; });
  return clockTime();
}

/** The same for the content's door, whose answer is noted by itself: which entries it gave out. */
export function clockTime(): number {
  const fixed = fixedNow();
  if (fixed === undefined) return Date.now();
  const time = Date.parse(fixed);
  if (Number.isNaN(time) || !/(?:Z|[+-]\d{2}:\d{2})$/.test(fixed)) {
    throw new Error(`SITE_NOW 要写成带时区的时刻，例如 2026-11-23T09:00:00+08:00；现在是 ${fixed}`);
  }
  return time;
}
