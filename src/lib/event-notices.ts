/** What readers of an event's page are told about its days. The rules are pure and stand in event-clashes.ts. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { schoolDays, type SchoolDays } from '#/schemas/school-days.ts';
import { contentFolder } from '#/site.ts';
import { entries, type Entry } from './content.ts';
import { endInstant } from './dates.ts';
import { clashingOf, eventNotices, type EventNotice } from './event-clashes.ts';
import { parseYaml } from './front-matter.ts';

/** The calendar as it was read last: every event's page asks, and it changes once a year. */
let known: { text: string; calendar: SchoolDays } | undefined;

function readCalendar(): SchoolDays {
  const file = path.resolve(contentFolder(), 'settings', 'school-days.yml');
  const text = existsSync(file) ? readFileSync(file, 'utf8') : '';
  if (known?.text !== text) known = { text, calendar: schoolDays.parse(text === '' ? {} : parseYaml(text).data) };
  return known.calendar;
}

/**
 * The notices on an event's dates that are not over at `now` (milliseconds since the epoch), in the order of days.
 * `others` of a clash are events that readers see; `other` is their entry id. Nothing is said of days that are not known.
 */
export async function noticesFor(event: Entry<'events'>, now: number): Promise<EventNotice[]> {
  const own = clashingOf(event.id, event.data);
  // Nothing is said of what is over, so most pages need not look at other events at all.
  if (!own?.spans.some(({ end }) => endInstant(end) > now)) return [];
  const others = own.region === undefined ? [] : (await entries('events')).filter(({ data }) => data.venue?.region === own.region);
  return eventNotices(own, others.flatMap(({ id, data }) => clashingOf(id, data) ?? []), readCalendar(), now).filter(({ kind }) => kind !== 'unknown');
}
