/** What the panels of the work flow share: times as people read them, where things are. */
import { BASE } from '#/cms/browser/api.ts';
import { formatDay, toWallClock } from '#/lib/dates.ts';

/** `2026年11月28日 14:05`, in Asia/Shanghai. */
export function when(instant: number): string {
  const clock = toWallClock(instant);
  return `${formatDay(clock)} ${clock.slice(11)}`;
}

/** The same for a wall-clock time. */
export const clock = (wallClock: string): string => `${formatDay(wallClock)} ${wallClock.slice(11)}`;

/** The entry's form. */
export const formOf = ({ collection, slug }: { collection: string; slug: string }): string => `${BASE}admin/#/collections/${collection}/entries/${slug}`;
