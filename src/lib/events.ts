/** What can be asked of the events. What depends on the day is pure and stands in event-state.ts. */
import { daysFrom, mondayOf, weekOf } from './calendar-grid.ts';
import { entries, type Entry } from './content.ts';
import { addDays, toDay } from './dates.ts';
import { FACETS, FACET_VALUES, facetKeys, type Facet } from './event-facets.ts';
import { byMonth, past, spansOf, upcoming, type Dated } from './event-state.ts';
import { byOrder, groupBy } from './ordering.ts';
import { getMeasuresNaming, type Measure } from './plan.ts';
import { relatedTo, resolver, reverse } from './relations.ts';
import type { Shelf } from './shelves.ts';

export type DatedEvent = Dated<Entry<'events'>>;

/** Cards on one page of a list. */
export const PAGE_SIZE = 24;

/** All events, ordered by id. */
export async function getEvents(): Promise<Entry<'events'>[]> {
  return await entries('events');
}

/** A facet and its shelves of events: regions and 学段 all, because a reader looks for the own one; of the others those that hold any. */
export interface FacetShelves {
  facet: Facet;
  label: string;
  /** Site path of the facet's own page. */
  path: string;
  shelves: Shelf<Entry<'events'>>[];
}

/** All facets with their shelves, in the order of {@link FACETS}. */
export async function getEventFacets(): Promise<FacetShelves[]> {
  const [events, regions] = await Promise.all([getEvents(), entries('regions')]);
  const regionLabels = Object.fromEntries(byOrder(regions).map(({ id, data }) => [id, data.title]));
  return (Object.keys(FACETS) as Facet[]).map((facet) => {
    const labels = facet === 'region' ? regionLabels : FACET_VALUES[facet];
    const { label, path } = FACETS[facet];
    const full = facet === 'region' || facet === 'grade';
    const held = groupBy(events, ({ data }) => facetKeys(data)[facet]);
    const shelves = Object.entries(labels).map(([key, name]) => ({ key, label: name, path: `${path}${key}/`, entries: held.get(key) ?? [] }));
    return { facet, label, path, shelves: full ? shelves : shelves.filter((shelf) => shelf.entries.length > 0) };
  });
}

/** Path that never changes, from the event's id: QR codes, calendars and posters carry it. */
export function permanentPath(id: string): string {
  return `/e/${id}/`;
}

/** Path of the pack for schools, and of the printed sheets in it. */
export function packPath(event: Entry<'events'>, sheet?: 'poster' | 'worksheet'): string {
  return `${event.path}${sheet ?? 'pack'}/`;
}

/** Path of the page that other sites show in a frame. */
export function embedPath(id: string): string {
  return `/embed${permanentPath(id)}`;
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

/** Path of a week's page. */
export function weekPath(week: string): string {
  return `/events/weeks/${week}/`;
}

export interface EventWeek {
  /** `2026-W49`. */
  week: string;
  /** Its seven days from Monday on, each with what takes place on it. */
  days: { day: string; events: DatedEvent[] }[];
  /** The nearest weeks before and after in which something takes place. */
  previous: string | undefined;
  next: string | undefined;
}

/** Every week in which something takes place, and the present one, in the order of time. */
export async function getEventWeeks(now: number): Promise<EventWeek[]> {
  const byDay = new Map<string, DatedEvent[]>();
  for (const entry of await getEvents()) {
    if (entry.data.status === 'postponed') continue;
    for (const span of spansOf(entry.data)) {
      const last = span.end.endsWith('T00:00') ? addDays(span.end.slice(0, 10), -1) : span.end.slice(0, 10);
      for (let day = span.start.slice(0, 10); day <= last; day = addDays(day, 1)) byDay.set(day, [...(byDay.get(day) ?? []), { entry, span }]);
    }
  }
  const mondays = [...new Set([...byDay.keys(), toDay(now)].map(mondayOf))].sort();
  return mondays.map((monday, index) => {
    const name = (at: string | undefined): string | undefined => at && weekOf(at);
    const days = daysFrom(monday).map((day) => ({ day, events: (byDay.get(day) ?? []).sort((a, b) => (a.span.start < b.span.start ? -1 : 1)) }));
    return { week: weekOf(monday), days, previous: name(mondays[index - 1]), next: name(mondays[index + 1]) };
  });
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
  /** What came instead of it. */
  replacement: Entry<'events'> | undefined;
  /** What it stands in for. */
  replaces: Entry<'events'>[];
  /** Similar events that are on or to come. */
  similar: DatedEvent[];
}

/** Each event with its relations, both ways. */
export async function getEventPages(now: number): Promise<EventPage[]> {
  const [events, regions, partners, science, measuresOf] = await Promise.all([getEvents(), entries('regions'), entries('partners'), entries('science'), getMeasuresNaming('events')]);
  const [regionsOf, partnersOf, scienceOf, eventsOf] = [resolver(regions), resolver(partners), resolver(science), resolver(events)];
  const replacedBy = reverse(events, ({ data }) => (data.replacedBy ? [data.replacedBy] : []));
  const coming = upcoming(events, now).filter(({ entry }) => entry.data.status !== 'cancelled');
  const dated = new Map(coming.map((each) => [each.entry.id, each]));
  const similar = relatedTo(coming.map(({ entry }) => entry), eventFeatures, { count: 3, least: 2 });
  return events.map((entry) => ({
    entry,
    region: entry.data.venue ? regionsOf([entry.data.venue.region])[0] : undefined,
    partners: partnersOf(entry.data.partners),
    science: scienceOf(entry.data.science),
    measures: measuresOf(entry.id),
    replacement: entry.data.replacedBy ? eventsOf([entry.data.replacedBy])[0] : undefined,
    replaces: replacedBy(entry.id),
    similar: similar(entry).flatMap(({ id }) => dated.get(id) ?? []),
  }));
}
