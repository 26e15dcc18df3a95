/** Which entries readers may see, and since when. Pure but for the clock; the only rule for drafts, samples and entries of the future. */
import { fixedNow } from '#/site.ts';
import { clockTime } from './clock.ts';
import { toInstant } from './dates.ts';

/** What the rule looks at. */
export interface Publishable {
  draft: boolean;
  sample?: boolean;
  published?: string | undefined;
}

/** Whether readers may see an entry at this instant (milliseconds since the epoch). */
export function isVisible(data: Publishable, instant: number, samples: boolean): boolean {
  if (data.draft || (data.sample && !samples)) return false;
  return data.published === undefined || toInstant(data.published) <= instant;
}

/** The first instant after this one at which time alone makes another of them visible; Infinity when none is to come. */
export function visibleUntil(list: Iterable<Publishable>, instant: number): number {
  let until = Infinity;
  for (const { published } of list) {
    const from = published === undefined ? -Infinity : toInstant(published);
    if (from > instant && from < until) until = from;
  }
  return until;
}

/** The instant that a build shows. To the minute where no instant is fixed: entries are published at whole minutes. */
export function shownInstant(): number {
  return fixedNow() === undefined ? Math.floor(clockTime() / 60_000) * 60_000 : clockTime();
}
