/** What an event of the site is in a calendar: one entry for each of its dates. Pure. */
import { ACCESS_STATES, EVENT_KINDS, REGISTRATION_KINDS, type Event } from '#/schemas/events.ts';
import { GRADES, TOPICS } from '#/schemas/vocabulary.ts';
import { endInstant, formatRange, toInstant } from './dates.ts';
import { formatMoment } from './event-state.ts';
import type { CalendarEntry } from './ics.ts';

/** Makes UIDs unique in the world. A constant, not the address of the site, which may change; `.invalid` belongs to nobody. */
export const UID_DOMAIN = 'tonghua-science.invalid';

export interface CalendarContext {
  /** Full address of the event's page. */
  url: string;
  /** Name of the venue's region. */
  regionTitle?: string | undefined;
  /**
   * How a cancelled event appears. `labelled`: 【已取消】 in front and no STATUS, because some calendars drop
   * an entry with STATUS:CANCELLED without a word; for feeds that people read. `strict`: STATUS:CANCELLED as
   * well; for programs, and for a file that replaces what was imported before.
   */
  cancelled: 'labelled' | 'strict';
}

const PREFIX: Record<Event['status'], string> = { scheduled: '', rescheduled: '【改期】', online: '【改为线上】', postponed: '【延期】', cancelled: '【已取消】' };

/** The title with what a reader must know first: 【示例】, 【已取消】, 【改期】, 【延期】, 【改为线上】. For calendars and feeds, which have no other place for it. */
export function announcedTitle(event: Pick<Event, 'title' | 'status' | 'sample'>): string {
  return `${event.sample ? '【示例】' : ''}${PREFIX[event.status]}${event.title}`;
}

/**
 * SEQUENCE that only grows, from content alone. The server moves `updated` forward with each publication,
 * so twice the minutes since the first one grow by 2 or more, which outweighs the status going back to
 * 如期举行 (−1); previous dates are only ever added. Changes made by hand without moving `updated` still
 * count through status and previous dates. Fits 32 bits for two thousand years.
 */
export function sequenceOf(event: Pick<Event, 'published' | 'updated' | 'previous' | 'status'>): number {
  const { published, updated, previous, status } = event;
  const minutes = published && updated ? Math.max(0, Math.round((toInstant(updated) - toInstant(published)) / 60_000)) : 0;
  return 2 * minutes + 2 * previous.length + (status === 'scheduled' ? 0 : 1);
}

/** UID of the first date, or of further date `number` (2, 3, …). Further dates are added at the end, never taken out of the middle. */
export function uidOf(eventId: string, number = 1): string {
  return `${eventId}${number > 1 ? `-${number}` : ''}@${UID_DOMAIN}`;
}

/** `场地 · 市县 · 地址`, or the words 线上. */
function location(event: Event, regionTitle: string | undefined): string {
  const { venue, status, onlineLink } = event;
  if (!venue || status === 'online') return onlineLink ? `线上：${onlineLink}` : '线上';
  const parts = [venue.name, venue.address, regionTitle].filter((part) => part !== undefined);
  return parts.join('，');
}

function access(venue: NonNullable<Event['venue']>): string {
  const facts = [
    ['无台阶通道', venue.stepFree],
    ['无障碍卫生间', venue.toilet],
    ['字幕或手语', venue.hearing],
    ['停车位', venue.parking],
  ] as const;
  return `无障碍：${facts.map(([label, state]) => `${label}${ACCESS_STATES[state]}`).join('，')}${venue.note ? `。${venue.note}` : ''}`;
}

function registration({ kind, phone, link, opens, closes }: Event['registration']): string {
  const when = [opens && `${formatMoment(opens)} 开始`, closes && `${formatMoment(closes)} 截止`].filter(Boolean).join('，');
  return `报名：${[REGISTRATION_KINDS[kind], phone, link].filter(Boolean).join(' ')}${when ? `（${when}）` : ''}`;
}

function description(event: Event, url: string, note: string | undefined): string {
  const { status, statusReason, previous, venue, onlineLink } = event;
  const lines = [
    event.sample ? '示例条目：只用来展示版面，并没有这场活动。' : '',
    status === 'cancelled' ? '活动已取消。' : status === 'postponed' ? '活动延期，新日期待定；日历上仍是原来的时间。' : '',
    statusReason ? `变更原因：${statusReason}` : '',
    ...previous.map(({ start, end }) => `原定时间：${formatRange(start, end)}`),
    note ?? '',
    event.summary,
    `主办：${event.organiser}`,
    `面向：${event.audience}`,
    `费用：${event.cost}`,
    registration(event.registration),
    onlineLink ? `线上地址：${onlineLink}` : '',
    venue ? access(venue) : '',
    `详情：${url}`,
  ];
  return lines.filter((line) => line !== '').join('\n');
}

function statusOf(event: Event, cancelled: CalendarContext['cancelled']): CalendarEntry['status'] {
  if (event.status === 'cancelled') return cancelled === 'strict' ? 'CANCELLED' : undefined;
  return event.status === 'postponed' ? 'TENTATIVE' : 'CONFIRMED';
}

/** The entries of an event: the first date, then its further ones. */
export function calendarEntries(event: Event, { url, regionTitle, cancelled }: CalendarContext): CalendarEntry[] {
  const dates = [{ start: event.start, end: event.end, note: undefined }, ...event.occurrences];
  return dates.map(({ start, end, note }, index) => ({
    uid: uidOf(event.id, index + 1),
    summary: announcedTitle(event),
    start,
    end,
    sequence: sequenceOf(event),
    published: event.published,
    updated: event.updated,
    status: statusOf(event, cancelled),
    busy: !event.sample && event.status !== 'cancelled' && event.status !== 'postponed' && start.length > 10,
    description: description(event, url, note),
    location: location(event, regionTitle),
    url,
    categories: [EVENT_KINDS[event.kind], ...event.topics.map((topic) => TOPICS[topic]), ...event.grades.map((grade) => GRADES[grade])],
    contact: [`主办：${event.organiser}`, event.registration.phone].filter(Boolean).join('，'),
  }));
}

/** Whether the main feed still carries an event: a cancelled one leaves it when its last day is over. */
export function inMainFeed(event: Pick<Event, 'status' | 'start' | 'end' | 'occurrences'>, now: number): boolean {
  if (event.status !== 'cancelled') return true;
  return [event, ...event.occurrences].some(({ end }) => endInstant(end.slice(0, 10)) > now);
}
