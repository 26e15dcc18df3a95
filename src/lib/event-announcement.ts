/**
 * What an event says of itself outside its own page: on posters, share pictures, embeds and in texts to
 * forward. None of it changes with the day, because nobody can correct a printed sheet; and a change
 * (取消, 改期 …) comes before everything else in each. Pure.
 */
import { EVENT_KINDS, EVENT_STATUS, REGISTRATION_KINDS, type Event } from '#/schemas/events.ts';
import { formatDay, formatRange, formatTime, weekday } from './dates.ts';
import { formatMoment, spansOf, statusNotice } from './event-state.ts';

export interface Announcement {
  title: string;
  kind: string;
  /** `活动已取消`, `活动改期` …; undefined when it takes place as announced. */
  change: { word: string; tone: 'info' | 'warning' | 'danger'; lines: string[] } | undefined;
  /** 示例: not a real event. */
  sample: boolean;
  /** The date that a date block shows, or undefined when nobody knows it. */
  date: { start: string; end: string } | undefined;
  /** Its time in full. */
  when: string;
  /** Venue with its region, or 线上. */
  where: string;
  audience: string;
  cost: string;
  registration: string;
  organiser: string;
}

/** `测试图书馆（集安市）`; 线上 when there is nothing to go to. A region that the venue's name tells already is not told again. */
export function whereOf({ venue, status, onlineLink }: Pick<Event, 'venue' | 'status' | 'onlineLink'>, regionTitle: string | undefined): string {
  if (!venue || status === 'online') return '线上';
  const region = regionTitle && !venue.name.includes(regionTitle) ? `（${regionTitle}）` : '';
  return `${venue.name}${region}${onlineLink ? '，同时线上' : ''}`;
}

function whenOf(event: Event): string {
  if (event.status === 'postponed') return '新日期待定';
  const spans = spansOf(event);
  const first = spans[0] ?? event;
  if (spans.length === 1) return formatRange(first.start, first.end);
  const hours = first.start.length > 10 && first.start.slice(0, 10) === first.end.slice(0, 10) ? ` ${formatTime(first.start)}—${formatTime(first.end)}` : '';
  return `${formatDay(first.start)}（${weekday(first.start)}）${hours.trim()} 起，共 ${spans.length} 场`;
}

function registrationOf(event: Event): string {
  const { kind, phone, opens, closes } = event.registration;
  if (event.status === 'cancelled') return '不再接受报名';
  if (event.status === 'postponed') return '以新的通知为准';
  const window = [opens && `${formatMoment(opens)} 开始`, closes && `${formatMoment(closes)} 截止`].filter(Boolean).join('，');
  return `${REGISTRATION_KINDS[kind]}${kind === 'phone' && phone ? ` ${phone}` : ''}${window && kind !== 'none' ? `（${window}）` : ''}`;
}

/** The announcement of an event; `regionTitle` is the name of the venue's region. */
export function announcementOf(event: Event, regionTitle: string | undefined): Announcement {
  const notice = statusNotice(event);
  return {
    title: event.title,
    kind: EVENT_KINDS[event.kind],
    change: notice && { word: event.status === 'postponed' ? '延期，日期待定' : event.status === 'online' ? EVENT_STATUS.online : `已${EVENT_STATUS[event.status]}`, tone: notice.tone, lines: notice.lines },
    sample: event.sample,
    date: event.status === 'postponed' ? undefined : spansOf(event)[0],
    when: whenOf(event),
    where: whereOf(event, regionTitle),
    audience: event.audience,
    cost: event.cost,
    registration: registrationOf(event),
    organiser: event.organiser,
  };
}
