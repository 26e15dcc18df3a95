/** The events of the site as calendars. */
import type { Entry } from './content.ts';
import { entries } from './content.ts';
import { calendarEntries, inMainFeed, type CalendarContext } from './event-calendar.ts';
import { writeCalendar, type CalendarEntry } from './ics.ts';
import { siteSettings } from './settings.ts';
import { absolute } from './urls.ts';

async function entriesOf(events: readonly Entry<'events'>[], cancelled: CalendarContext['cancelled']): Promise<CalendarEntry[]> {
  const titles = new Map((await entries('regions')).map(({ id, data }) => [id, data.title]));
  return events.flatMap(({ path, data }) => calendarEntries(data, { url: absolute(path), regionTitle: data.venue && titles.get(data.venue.region), cancelled }));
}

/** The feed of all events at the site path `self`, at an instant: cancelled ones are labelled until their last day is over. */
export async function getEventsFeed(self: string, now: number): Promise<string> {
  const { shortName } = siteSettings();
  const events = (await entries('events')).filter(({ data }) => inMainFeed(data, now));
  return writeCalendar({ name: `${shortName}活动`, description: `${shortName}的全部活动，有变化时自动更新。`, source: absolute(self) }, await entriesOf(events, 'labelled'));
}

/** One event as a file that is taken once: a cancelled one cancels what was imported before. */
export async function getEventFile(event: Entry<'events'>): Promise<string> {
  return writeCalendar({}, await entriesOf([event], 'strict'));
}
