/** The reader's own list as a calendar: judged by the parsers that judge the feeds. */
import ICAL from 'ical.js';
import { expect, it } from 'vitest';
import { calendarExcerpt } from '#/lib/calendar-excerpt.ts';
import { uidOf } from '#/lib/event-calendar.ts';
import { writeCalendar, type CalendarEntry } from '#/lib/ics.ts';

const entry = (uid: string, start: string): CalendarEntry => ({ uid, summary: `长标题：${'通化的八个地方、八个问题；'.repeat(8)}`, start, end: start.replace('T09', 'T11'), sequence: 0, busy: true, description: 'BEGIN:VEVENT\nUID:evil@x', categories: ['讲座'] });
const FEED = writeCalendar({ name: '通化科普：全部活动', description: `说明${'很长'.repeat(60)}`, source: 'https://kepu.example.org/events.ics' }, [
  entry(uidOf('ev000001'), '2026-12-05T09:00'),
  entry(uidOf('ev000001', '2'), '2026-12-12T09:00'),
  entry(uidOf('ev0000011'), '2026-12-06T09:00'),
  entry(uidOf('ev000002'), '2026-12-07T09:00'),
]);

it('takes the entries of an event, further dates included, and nothing of others', () => {
  const { calendar, entries } = calendarExcerpt(FEED, ['ev000001']);
  expect(entries).toBe(2);
  const parsed = new ICAL.Component(ICAL.parse(calendar) as [string, unknown[], unknown[]]);
  expect(parsed.getAllSubcomponents('vevent').map((each) => each.getFirstPropertyValue('uid'))).toEqual([uidOf('ev000001'), uidOf('ev000001', '2')]);
  expect(parsed.getAllSubcomponents('vtimezone')).toHaveLength(1);
  expect(parsed.getFirstProperty('x-wr-calname')).toBeNull();
  expect(parsed.getFirstProperty('refresh-interval')).toBeNull();
});

it('keeps the bytes of each entry', () => {
  const { calendar } = calendarExcerpt(FEED, ['ev000002']);
  const piece = FEED.slice(FEED.lastIndexOf('BEGIN:VEVENT'), FEED.lastIndexOf('END:VEVENT'));
  expect(calendar).toContain(piece);
  expect(calendar.startsWith('BEGIN:VCALENDAR\r\n')).toBe(true);
  expect(calendar.endsWith('END:VCALENDAR\r\n')).toBe(true);
});

it('is an empty calendar for events that are not there', () => {
  expect(calendarExcerpt(FEED, ['ev999999']).entries).toBe(0);
});
