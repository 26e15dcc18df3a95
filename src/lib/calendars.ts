/** The events of the site as calendars. */
import { calendarFeeds, describeFeed, matchesFeed, type CalendarFeed, type CancelledForm } from './calendar-feeds.ts';
import { entries, type Entry } from './content.ts';
import { calendarEntries, inMainFeed } from './event-calendar.ts';
import { writeCalendar, type CalendarEntry } from './ics.ts';
import { byOrder } from './ordering.ts';
import { ALL_FIELDS, noteField } from './page-reads.ts';
import { siteSettings } from './settings.ts';
import { absolute } from './urls.ts';

/** All feeds one can subscribe to, with their Chinese names; regions in the plan's order. Full addresses: `absolute(feed.path)`. */
export async function getCalendarFeeds(): Promise<CalendarFeed[]> {
  return calendarFeeds(byOrder(await entries('regions')).map(({ id, data }) => ({ id, title: data.title })));
}

/** Entries already made, by the data they came from: an event stands in some ten feeds. */
const made = new WeakMap<object, { from: string } & Partial<Record<CancelledForm, CalendarEntry[]>>>();

async function entriesOf(events: readonly Entry<'events'>[], form: CancelledForm): Promise<CalendarEntry[]> {
  const titles = new Map((await entries('regions')).map(({ id, data }) => [id, data.title]));
  return events.flatMap((event) => {
    // The entries are made once, and every calendar with them reads what they were made of.
    noteField('events', ALL_FIELDS);
    const context = { url: absolute(event.path), regionTitle: event.data.venue && titles.get(event.data.venue.region) };
    const from = JSON.stringify(context);
    const old = made.get(event.data);
    const known = old?.from === from ? old : { from };
    made.set(event.data, known);
    return (known[form] ??= calendarEntries(event.data, { ...context, cancelled: form }));
  });
}

/** One feed at an instant. In feeds for people, cancelled events are labelled until their day is over. */
export async function getFeed(feed: CalendarFeed, now: number): Promise<string> {
  const { shortName } = siteSettings();
  const held = (await entries('events')).filter(({ data }) => matchesFeed(data, feed.filter));
  const list = await entriesOf(held, feed.cancelled);
  return writeCalendar(
    { name: `${shortName}：${feed.name}`, description: describeFeed(feed, shortName), source: absolute(feed.path) },
    feed.cancelled === 'strict' ? list : list.filter((entry) => inMainFeed(entry, now)),
  );
}

/** One event as a file that is taken once: a cancelled one cancels what was imported before. */
export async function getEventFile(event: Entry<'events'>): Promise<string> {
  return writeCalendar({}, await entriesOf([event], 'strict'));
}
