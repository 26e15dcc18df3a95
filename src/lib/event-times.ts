/**
 * The dates of an event as one word in the page, from which the browser works out what is true today:
 * `scheduled|2026-12-05T09:00/2026-12-05T11:30|…`, a date that is off with `!` in front. Pure.
 */
import type { Event } from '#/schemas/events.ts';
import type { Timed } from './event-state.ts';

/** The word for an event. */
export function writeTimes(event: Timed): string {
  const dates = [{ start: event.start, end: event.end, cancelled: event.firstCancelled }, ...event.occurrences];
  return [event.status, ...dates.map(({ start, end, cancelled }) => `${cancelled ? '!' : ''}${start}/${end}`)].join('|');
}

/** The event behind the word. Throws on what {@link writeTimes} cannot have written. */
export function readTimes(word: string): Timed {
  const [status = '', ...dates] = word.split('|');
  const [first, ...occurrences] = dates.map((date) => {
    const [, off, start = '', end = ''] = /^(!?)([\dT:-]+)\/([\dT:-]+)$/.exec(date) ?? [];
    if (!start) throw new Error(`不是活动的时间：${word}`);
    return { start, end, ...(off && { cancelled: true }) };
  });
  if (!first) throw new Error(`不是活动的时间：${word}`);
  return { status: status as Event['status'], start: first.start, end: first.end, ...(first.cancelled && { firstCancelled: true }), occurrences };
}
