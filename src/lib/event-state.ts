/**
 * What an event is at an instant: coming, under way, past; whether one can register; what changed.
 * Pure. Wall-clock strings are Asia/Shanghai, `now` is milliseconds since the epoch.
 */
import type { Event } from '#/schemas/events.ts';
import type { DateState } from './date-leaf.ts';
import { addDays, endInstant, formatDay, formatRange, formatTime, toDay, toInstant, weekday } from './dates.ts';
import { groupBy } from './ordering.ts';

/** One date of an event: from start to end, in wall-clock time or whole days. */
export interface Span {
  start: string;
  end: string;
  note?: string | undefined;
  /** Only this date is off; the others take place. */
  cancelled?: boolean | undefined;
}

/** What decides where an event stands in time. */
export type Timed = Pick<Event, 'start' | 'end' | 'occurrences' | 'status'> & Partial<Pick<Event, 'firstCancelled'>>;

/**
 * - `upcoming`: some date is still to come (also between the dates of a series, also when cancelled);
 * - `ongoing`: a date has begun and not ended, and the event is not cancelled;
 * - `past`: the last date is over;
 * - `undated`: postponed, and nobody knows until when; it never becomes past by itself.
 */
export type Phase = 'upcoming' | 'ongoing' | 'past' | 'undated';

/** All dates of an event in the order of time, the first one included. */
export function spansOf(event: Pick<Timed, 'start' | 'end' | 'occurrences' | 'firstCancelled'>): Span[] {
  return [{ start: event.start, end: event.end, ...(event.firstCancelled && { cancelled: true }) }, ...event.occurrences].sort((a, b) => toInstant(a.start) - toInstant(b.start));
}

/** The date that counts now: the first that takes place and is not over, else the last one that took place. */
export function currentSpan(event: Timed, now: number): Span {
  const spans = spansOf(event).filter(({ cancelled }) => !cancelled);
  return spans.find((span) => endInstant(span.end) > now) ?? spans.at(-1) ?? { start: event.start, end: event.end };
}

/** See {@link Phase}. An event is past from the minute of its end; a whole-day one from midnight. */
export function phaseOf(event: Timed, now: number): Phase {
  if (event.status === 'postponed') return 'undated';
  const span = currentSpan(event, now);
  if (endInstant(span.end) <= now) return 'past';
  return event.status !== 'cancelled' && toInstant(span.start) <= now ? 'ongoing' : 'upcoming';
}

/** State of the date block that stands for a date of the event. A postponed event's old date has no block: ask {@link phaseOf} first. */
export function dateState(event: Timed, span: Span, now: number): Exclude<DateState, 'open'> {
  if (event.status === 'cancelled' || span.cancelled) return 'cancelled';
  if (endInstant(span.end) <= now) return 'past';
  return toInstant(span.start) <= now ? 'ongoing' : 'default';
}

/** Months `YYYY-MM` that a date touches. One that ends at 00:00 does not touch the day that begins then. */
export function monthsOfSpan(span: Span): string[] {
  const lastDay = span.end.endsWith('T00:00') ? addDays(span.end.slice(0, 10), -1) : span.end;
  const last = lastDay.slice(0, 7);
  const months: string[] = [];
  for (let month = span.start.slice(0, 7); month <= last; month = addDays(`${month}-28`, 4).slice(0, 7)) months.push(month);
  return months.length > 0 ? months : [span.start.slice(0, 7)];
}

/** An event at one of its dates. */
export interface Dated<E> {
  entry: E;
  span: Span;
}

type TimedEntry = { id: string; data: Timed };

function byTime<E extends TimedEntry>(a: Dated<E>, b: Dated<E>): number {
  return toInstant(a.span.start) - toInstant(b.span.start) || (a.entry.id < b.entry.id ? -1 : 1);
}

/** Month → events that take place in it, each once with its first date there, in the order of time. Months ascend. */
export function byMonth<E extends TimedEntry>(entries: readonly E[]): Map<string, Dated<E>[]> {
  const all = entries.flatMap((entry) => {
    const seen = new Set<string>();
    return spansOf(entry.data).flatMap((span) => monthsOfSpan(span).filter((month) => !seen.has(month) && seen.add(month)).map((month) => ({ month, entry, span })));
  });
  const groups = groupBy(all.sort((a, b) => (a.month < b.month ? -1 : a.month > b.month ? 1 : byTime(a, b))), ({ month }) => [month]);
  return new Map([...groups].map(([month, list]) => [month, list.map(({ entry, span }) => ({ entry, span }))]));
}

export interface Agenda<E> {
  /** Under way, the one that ends first in front. */
  ongoing: Dated<E>[];
  /** To come, by the month of the next date. */
  months: { month: string; events: Dated<E>[] }[];
  /** Postponed. */
  undated: Dated<E>[];
}

/** What is on and what is to come. */
export function agenda<E extends TimedEntry>(entries: readonly E[], now: number): Agenda<E> {
  const phases = groupBy(entries.map((entry) => ({ entry, span: currentSpan(entry.data, now) })), ({ entry }) => [phaseOf(entry.data, now)]);
  const thisMonth = toDay(now).slice(0, 7);
  // A cancelled event that would be under way stands in the present month, not in the one it began in.
  const monthOf = ({ span }: Dated<E>): string => (span.start.slice(0, 7) < thisMonth ? thisMonth : span.start.slice(0, 7));
  const coming = (phases.get('upcoming') ?? []).sort(byTime);
  return {
    ongoing: (phases.get('ongoing') ?? []).sort((a, b) => endInstant(a.span.end) - endInstant(b.span.end) || byTime(a, b)),
    months: [...groupBy(coming, (item) => [monthOf(item)])].map(([month, events]) => ({ month, events })),
    undated: (phases.get('undated') ?? []).sort(byTime),
  };
}

/** Under way, to come, without a date: in the order in which a reader wants them. */
export function upcoming<E extends TimedEntry>(entries: readonly E[], now: number): Dated<E>[] {
  const { ongoing, months, undated } = agenda(entries, now);
  return [...ongoing, ...months.flatMap(({ events }) => events), ...undated];
}

/** What is over, the latest first. */
export function past<E extends TimedEntry>(entries: readonly E[], now: number): Dated<E>[] {
  return entries
    .filter((entry) => phaseOf(entry.data, now) === 'past')
    .map((entry) => ({ entry, span: currentSpan(entry.data, now) }))
    .sort((a, b) => byTime(b, a));
}

/** `2026年9月19日（星期六）18:30` of a wall-clock time. */
export function formatMoment(wallClock: string): string {
  return `${formatDay(wallClock)}（${weekday(wallClock)}）${formatTime(wallClock)}`;
}

export interface StatusNotice {
  tone: 'info' | 'warning' | 'danger';
  title: string;
  /** Sentences below the title: reason, dates before the change. */
  lines: string[];
}

/** What a reader must be told first when an event does not take place as announced; undefined when it does. */
export function statusNotice(event: Pick<Event, 'status' | 'statusReason' | 'previous' | 'start' | 'end'>): StatusNotice | undefined {
  const before = event.previous.map(({ start, end }) => `原定时间：${formatRange(start, end)}。`).reverse();
  const reason = event.statusReason ? [`原因：${event.statusReason}`] : [];
  switch (event.status) {
    case 'scheduled':
      return undefined;
    case 'cancelled':
      return { tone: 'danger', title: '活动已取消', lines: [...reason, `原定时间：${formatRange(event.start, event.end)}。`] };
    case 'postponed':
      return { tone: 'warning', title: '活动延期，新日期待定', lines: [...reason, ...(before.length > 0 ? before : [`原定时间：${formatRange(event.start, event.end)}。`])] };
    case 'rescheduled':
      return { tone: 'warning', title: '活动改期', lines: [`现在的时间：${formatRange(event.start, event.end)}。`, ...before, ...reason] };
    case 'online':
      return { tone: 'info', title: '活动改为线上', lines: [...reason, ...before] };
  }
}

export interface Registration {
  state: 'none' | 'before' | 'open' | 'closed' | 'full' | 'waitlist' | 'over' | 'void';
  /** What to say to the reader. */
  text: string;
  /** How to register, only while that is possible. */
  link?: string;
  phone?: string;
}

/** Whether and how one can register now. What ends it (cancelled, over, closed) weighs more than the way. */
export function registrationState(event: Timed & Pick<Event, 'registration'>, now: number): Registration {
  const { kind, link, phone, opens, closes } = event.registration;
  const ways = { ...(link && { link }), ...(phone && { phone }) };
  const until = closes ? `，${formatMoment(closes)} 截止` : '';
  if (event.status === 'cancelled') return { state: 'void', text: '活动已取消，不再接受报名' };
  if (event.status === 'postponed') return { state: 'void', text: '活动延期，报名安排以新的通知为准' };
  if (phaseOf(event, now) === 'past') return { state: 'over', text: '活动已结束' };
  if (kind === 'none') return { state: 'none', text: '无需报名' };
  if (closes && toInstant(closes) <= now) return { state: 'closed', text: `报名已在 ${formatMoment(closes)} 截止` };
  if (kind === 'full') return { state: 'full', text: '名额已满' };
  if (opens && toInstant(opens) > now) return { state: 'before', text: `${formatMoment(opens)} 开始报名${until}` };
  if (kind === 'waitlist') return { state: 'waitlist', text: `名额已满，可以候补登记${until}`, ...ways };
  return { state: 'open', text: `${kind === 'phone' ? '电话报名' : '网上报名'}${until}`, ...ways };
}

/** What to say of a material that is not there yet; '' once it is linked. `today` is a day `YYYY-MM-DD`. */
export function materialNote({ link, promised }: Pick<Event['materials'][number], 'link' | 'promised'>, today: string): string {
  if (link) return '';
  if (!promised) return '提供时间待核实';
  return promised < today ? `原定 ${formatDay(promised)}提供，尚未提供` : `将在 ${formatDay(promised)}提供`;
}
