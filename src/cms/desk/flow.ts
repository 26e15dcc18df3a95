/** What the panels of the work flow share: the stages' names, times as people read them, where things are. */
import { BASE } from '#/cms/browser/api.ts';
import { formatDay, toWallClock } from '#/lib/dates.ts';

export const STAGES: Readonly<Record<string, string>> = { draft: '草稿', pending_review: '待审', pending_publish: '就绪' };

/** `2026年11月28日 14:05`, in Asia/Shanghai. */
export function when(instant: number): string {
  const clock = toWallClock(instant);
  return `${formatDay(clock)} ${clock.slice(11)}`;
}

/** The same for a wall-clock time. */
export const clock = (wallClock: string): string => `${formatDay(wallClock)} ${wallClock.slice(11)}`;

/** The entry's form. */
export const formOf = ({ collection, slug }: { collection: string; slug: string }): string => `${BASE}admin/#/collections/${collection}/entries/${slug}`;
