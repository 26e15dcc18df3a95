/** What can be asked of the events. What depends on the day is pure and stands in event-state.ts. */
import { EVENT_KINDS } from '#/schemas/events.ts';
import { TOPICS } from '#/schemas/vocabulary.ts';
import { entries, type Entry } from './content.ts';
import { byMonth, past, upcoming, type Dated } from './event-state.ts';
import { groupBy } from './ordering.ts';
import { getMeasuresNaming, type Measure } from './plan.ts';
import { relatedTo, resolver } from './relations.ts';
import { shelve, type Shelf } from './shelves.ts';

export type DatedEvent = Dated<Entry<'events'>>;

/** Cards on one page of a list. */
export const PAGE_SIZE = 24;

/** All events, ordered by id. */
export async function getEvents(): Promise<Entry<'events'>[]> {
  return await entries('events');
}

/** Events by topic; only topics that have any. */
export async function getEventTopics(): Promise<Shelf<Entry<'events'>>[]> {
  return shelve(await getEvents(), ({ data }) => data.topics, TOPICS, '/events/topics/');
}

/** Events by kind; only kinds that have any. */
export async function getEventKinds(): Promise<Shelf<Entry<'events'>>[]> {
  return shelve(await getEvents(), ({ data }) => [data.kind], EVENT_KINDS, '/events/kinds/');
}

/** Path that never changes, from the event's id: QR codes, calendars and posters carry it. */
export function permanentPath(id: string): string {
  return `/e/${id}/`;
}

/** Path of a month's page. */
export function monthPath(month: string): string {
  return `/events/months/${month}/`;
}

/** Path of a past year's page. */
export function pastYearPath(year: string): string {
  return `/events/past/${year}/`;
}

export interface EventMonth {
  /** `YYYY-MM`. */
  month: string;
  events: DatedEvent[];
  /** The nearest months before and after in which something takes place. */
  previous: string | undefined;
  next: string | undefined;
}

/** Every month in which something takes place, in the order of time. */
export async function getEventMonths(): Promise<EventMonth[]> {
  const months = [...byMonth(await getEvents())];
  return months.map(([month, events], index) => ({ month, events, previous: months[index - 1]?.[0], next: months[index + 1]?.[0] }));
}

/** What is over at `now`, by the year of its last date, the latest year and event first. */
export async function getPastYears(now: number): Promise<{ year: string; events: DatedEvent[] }[]> {
  const years = groupBy(past(await getEvents(), now), ({ span }) => [span.end.slice(0, 4)]);
  return [...years].map(([year, events]) => ({ year, events })).sort((a, b) => (a.year > b.year ? -1 : 1));
}

/** A mixed list (a topic, a region) as readers want it: what is on or to come first, then what is over, the latest first. */
export function timeline(events: readonly Entry<'events'>[], now: number): DatedEvent[] {
  return [...upcoming(events, now), ...past(events, now)];
}

/** What an event is about, for finding similar ones. */
export function eventFeatures({ data }: Entry<'events'>): Record<string, number> {
  return Object.fromEntries([
    ...data.topics.map((topic) => [`topic:${topic}`, 2] as const),
    ...data.science.map((article) => [`science:${article}`, 2] as const),
    ...data.grades.map((grade) => [`grade:${grade}`, 0.5] as const),
    ...(data.venue ? [[`region:${data.venue.region}`, 1.5] as const] : []),
    [`kind:${data.kind}`, 0.5] as const,
  ]);
}

/** Everything that an event's page shows beside its own fields. */
export interface EventPage {
  entry: Entry<'events'>;
  region: Entry<'regions'> | undefined;
  partners: Entry<'partners'>[];
  science: Entry<'science'>[];
  /** Measures of the plan that name it. */
  measures: Measure[];
  /** Similar events that are on or to come. */
  similar: DatedEvent[];
}

/** Each event with its relations, both ways. */
export async function getEventPages(now: number): Promise<EventPage[]> {
  const [events, regions, partners, science, measuresOf] = await Promise.all([getEvents(), entries('regions'), entries('partners'), entries('science'), getMeasuresNaming('events')]);
  const [regionsOf, partnersOf, scienceOf] = [resolver(regions), resolver(partners), resolver(science)];
  const coming = upcoming(events, now).filter(({ entry }) => entry.data.status !== 'cancelled');
  const dated = new Map(coming.map((each) => [each.entry.id, each]));
  const similar = relatedTo(coming.map(({ entry }) => entry), eventFeatures, { count: 3, least: 2 });
  return events.map((entry) => ({
    entry,
    region: entry.data.venue ? regionsOf([entry.data.venue.region])[0] : undefined,
    partners: partnersOf(entry.data.partners),
    science: scienceOf(entry.data.science),
    measures: measuresOf(entry.id),
    similar: similar(entry).flatMap(({ id }) => dated.get(id) ?? []),
  }));
}
