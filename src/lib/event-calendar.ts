/** What an event of the site is in a calendar: one entry for each of its dates and for each deadline. Pure. */
import { ACCESS_STATES, EVENT_KINDS, occurrenceKey, REGISTRATION_KINDS, type Event } from '#/schemas/events.ts';
import { GRADES, TOPICS } from '#/schemas/vocabulary.ts';
import type { CancelledForm } from './calendar-feeds.ts';
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
  cancelled: CancelledForm;
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

/** UID of the first date, or of what `part` names: a further date by its key, `opens` and `closes` for the deadlines. */
export function uidOf(eventId: string, part = ''): string {
  return `${eventId}${part && `-${part}`}@${UID_DOMAIN}`;
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

/** What must be known before anything else. */
function warnings({ sample, status, statusReason }: Event): string[] {
  return [
    sample ? '示例条目：只用来展示版面，并没有这场活动。' : '',
    status === 'cancelled' ? '活动已取消。' : status === 'postponed' ? '活动延期，新日期待定；日历上仍是原来的时间。' : '',
    statusReason ? `变更原因：${statusReason}` : '',
  ];
}

const asText = (lines: readonly (string | undefined)[]): string => lines.filter(Boolean).join('\n');

function description(event: Event, url: string, notes: readonly (string | undefined)[]): string {
  const { previous, venue, onlineLink } = event;
  return asText([
    ...warnings(event),
    ...previous.map(({ start, end }) => `原定时间：${formatRange(start, end)}`),
    ...notes,
    event.summary,
    `主办：${event.organiser}`,
    `面向：${event.audience}`,
    `费用：${event.cost}`,
    registration(event.registration),
    onlineLink ? `线上地址：${onlineLink}` : '',
    venue ? access(venue) : '',
    `详情：${url}`,
  ]);
}

interface When {
  part: string;
  start: string;
  end?: string | undefined;
  note?: string | undefined;
  /** Only this date is off. */
  cancelled?: boolean | undefined;
}

/** What all entries of an event have in common. */
function shared(event: Event, { part, start, end, cancelled }: When, form: CancelledForm): Pick<CalendarEntry, 'uid' | 'start' | 'end' | 'sequence' | 'published' | 'updated' | 'status'> {
  const off = event.status === 'cancelled' || cancelled;
  const status = off ? (form === 'strict' ? 'CANCELLED' : undefined) : event.status === 'postponed' ? 'TENTATIVE' : 'CONFIRMED';
  return { uid: uidOf(event.id, part), start, end, sequence: sequenceOf(event), published: event.published, updated: event.updated, status };
}

function dateEntry(event: Event, when: When, { url, regionTitle, cancelled }: CalendarContext): CalendarEntry {
  const off = event.status === 'cancelled' || event.status === 'postponed' || when.cancelled;
  return {
    ...shared(event, when, cancelled),
    summary: when.cancelled && event.status !== 'cancelled' ? `【已取消】${announcedTitle(event)}` : announcedTitle(event),
    busy: !event.sample && !off && when.start.length > 10,
    description: description(event, url, [when.cancelled ? '这一场已取消，其他场次照常。' : undefined, when.note]),
    location: location(event, regionTitle),
    url,
    categories: [EVENT_KINDS[event.kind], ...(regionTitle ? [regionTitle] : []), ...event.topics.map((topic) => TOPICS[topic]), ...event.grades.map((grade) => GRADES[grade])],
    contact: [`主办：${event.organiser}`, event.registration.phone].filter(Boolean).join('，'),
  };
}

/** When registration opens and closes: moments of their own, so that nobody learns of them only at the event. */
function deadlines(event: Event, { url, cancelled }: CalendarContext): CalendarEntry[] {
  const { kind, opens, closes } = event.registration;
  if (kind === 'none') return [];
  const moments = [{ part: 'opens', word: '报名开始', start: opens }, { part: 'closes', word: '报名截止', start: closes }];
  return moments.flatMap(({ part, word, start }) => (start === undefined ? [] : [{
    ...shared(event, { part, start }, cancelled),
    summary: announcedTitle({ ...event, title: `${word}：${event.title}` }),
    busy: false,
    description: asText([...warnings(event), registration(event.registration), `活动时间：${event.status === 'postponed' ? '新日期待定' : formatRange(event.start, event.end)}`, `详情：${url}`]),
    url,
    categories: ['报名'],
  }]));
}

/** The entries of an event: the first date, its further ones, the deadlines of its registration. */
export function calendarEntries(event: Event, context: CalendarContext): CalendarEntry[] {
  const dates: When[] = [
    { part: '', start: event.start, end: event.end, cancelled: event.firstCancelled },
    ...event.occurrences.map((occurrence, index) => ({ ...occurrence, part: occurrenceKey(occurrence, index) })),
  ];
  return [...dates.map((when) => dateEntry(event, when, context)), ...deadlines(event, context)];
}

/**
 * Whether a feed for people still carries an entry: what is cancelled (labelled, so without a status) leaves when its day is over.
 */
export function inMainFeed(entry: Pick<CalendarEntry, 'start' | 'end' | 'status'>, now: number): boolean {
  return entry.status !== undefined || endInstant((entry.end ?? entry.start).slice(0, 10)) > now;
}
