/**
 * When the site next says something else although nobody changed a word: an event begins or ends, its
 * registration opens or closes, an entry's time of publication comes, a day begins. Pure.
 */
import type { Event } from '#/schemas/events.ts';
import { addDays, endInstant, toDay, toInstant } from './dates.ts';

/** What of an entry depends on the time; an entry's data is one. Wall-clock strings are Asia/Shanghai. */
export type Timed = { published?: string | undefined } & Partial<Pick<Event, 'start' | 'end' | 'occurrences' | 'registration'>>;

/** The instants at which an entry reads differently, in no order. Ends are the first instant that is past (midnight for whole days). */
function boundariesOf({ published, start, end, occurrences = [], registration }: Timed): number[] {
  const spans = start !== undefined && end !== undefined ? [{ start, end }, ...occurrences] : [];
  const moments = [published, registration?.opens, registration?.closes].filter((moment) => moment !== undefined);
  return [...moments.map(toInstant), ...spans.flatMap((span) => [toInstant(span.start), endInstant(span.end)])];
}

/**
 * The first instant after `now` (milliseconds since the epoch) at which the site must be built again. Never
 * later than the next midnight in Asia/Shanghai: lists by day, the question of the day and feeds turn then.
 */
export function nextBoundary(entries: Iterable<Timed>, now: number): number {
  let next = toInstant(addDays(toDay(now), 1));
  for (const entry of entries) for (const instant of boundariesOf(entry)) if (instant > now && instant < next) next = instant;
  return next;
}
