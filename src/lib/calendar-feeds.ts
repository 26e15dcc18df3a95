/**
 * Which calendars one can subscribe to, and which events each carries. Pure. Every address stands for good:
 * a feed exists for each region, 学段, topic, kind and region × 学段, also while nothing is in it, because a
 * phone that once subscribed never asks again why a feed has gone.
 */
import { EVENT_KINDS, type Event } from '#/schemas/events.ts';
import { GRADES, TOPICS, type Grade } from '#/schemas/vocabulary.ts';

/** How a cancelled event appears in a feed; see `CalendarContext.cancelled` in event-calendar.ts. */
export type CancelledForm = 'labelled' | 'strict';

export type FeedGroup = 'all' | 'regions' | 'grades' | 'topics' | 'kinds' | 'region-grades' | 'strict';

/** Headings for lists of feeds, in the order in which readers look for them. */
export const FEED_GROUPS: Readonly<Record<FeedGroup, string>> = {
  all: '全部活动',
  regions: '按市县',
  grades: '按学段',
  'region-grades': '市县 × 学段',
  topics: '按主题',
  kinds: '按类型',
  strict: '给程序用',
};

/** What an event must be for a feed to carry it. An empty one takes all. */
export interface FeedFilter {
  /** Id of a region; events without a venue (online) are in none. */
  region?: string;
  grade?: Grade;
  topic?: string;
  kind?: string;
}

export interface CalendarFeed {
  /** Site path, which never changes: `/calendars/regions/jian.ics`. */
  path: string;
  /** What distinguishes it, for lists and buttons: `集安市`, `集安市 · 5—6 年级`. */
  label: string;
  /** What the calendar is called on a phone, without the site's name: `集安市的活动`. */
  name: string;
  group: FeedGroup;
  filter: FeedFilter;
  cancelled: CancelledForm;
}

/** A region as feeds need it. */
export interface FeedRegion {
  id: string;
  title: string;
}

export const ALL_EVENTS_FEED = '/events.ics';
export const STRICT_FEED = '/calendars/strict.ics';

const feed = (group: FeedGroup, path: string, label: string, filter: FeedFilter, name = `${label}的活动`, cancelled: CancelledForm = 'labelled'): CalendarFeed => ({ path, label, name, group, filter, cancelled });

/** All feeds of the site, in the order of {@link FEED_GROUPS}. `regions` in the order in which readers see them. */
export function calendarFeeds(regions: readonly FeedRegion[]): CalendarFeed[] {
  const grades = Object.entries(GRADES) as [Grade, string][];
  return [
    feed('all', ALL_EVENTS_FEED, '全部活动', {}, '全部活动'),
    ...regions.map(({ id, title }) => feed('regions', `/calendars/regions/${id}.ics`, title, { region: id })),
    ...grades.map(([grade, label]) => feed('grades', `/calendars/grades/${grade}.ics`, label, { grade }, `面向${label}的活动`)),
    ...regions.flatMap(({ id, title }) => grades.map(([grade, label]) => feed('region-grades', `/calendars/regions/${id}/${grade}.ics`, `${title} · ${label}`, { region: id, grade }, `${title}面向${label}的活动`))),
    ...Object.entries(TOPICS).map(([topic, label]) => feed('topics', `/calendars/topics/${topic}.ics`, label, { topic }, `${label}活动`)),
    ...Object.entries(EVENT_KINDS).map(([kind, label]) => feed('kinds', `/calendars/kinds/${kind}.ics`, label, { kind }, label)),
    feed('strict', STRICT_FEED, '全部活动（严格）', {}, '全部活动（严格）', 'strict'),
  ];
}

type Filtered = Pick<Event, 'grades' | 'topics' | 'kind' | 'venue'>;

/** Whether an event is one of those that a filter asks for. */
export function matchesFeed(event: Filtered, { region, grade, topic, kind }: FeedFilter): boolean {
  const has = (list: readonly string[], wanted: string | undefined): boolean => wanted === undefined || list.includes(wanted);
  return (region === undefined || event.venue?.region === region) && has(event.grades, grade) && has(event.topics, topic) && (kind === undefined || event.kind === kind);
}

/** The feeds for people that carry an event, the narrowest (region × 学段) left to those who choose them. */
export function feedsOf(event: Filtered, feeds: readonly CalendarFeed[]): CalendarFeed[] {
  return feeds.filter(({ group, filter }) => group !== 'strict' && group !== 'region-grades' && matchesFeed(event, filter));
}

/** One sentence on what a feed holds, for the calendar itself and for lists. */
export function describeFeed({ name, cancelled }: CalendarFeed, site: string): string {
  const form = cancelled === 'strict' ? '取消的活动带 STATUS:CANCELLED，长期保留，供程序读取。' : '取消的活动标“已取消”，当天结束后移出。';
  return `${site}：${name}。有变化时自动更新；${form}`;
}
