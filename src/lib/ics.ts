/**
 * iCalendar (RFC 5545) written to the letter. Pure: the same entries give the same bytes on any machine, in
 * any time zone. Knows nothing of events; lib/event-calendar.ts says what an event is in a calendar.
 */
import { TIME_ZONE } from '#/site.ts';
import { addDays, toInstant } from './dates.ts';

/** Most octets of a line without its CRLF (RFC 5545, 3.1). */
const LINE_OCTETS = 75;
/** How often a subscriber should look again. `P1H`-like values made one phone calendar refuse the whole file. */
const REFRESH = 'PT6H';
/** Used where content has no publication time yet: a fixed instant keeps the bytes the same. */
const EPOCH = '1970-01-01T08:00';

/** One VEVENT. Wall-clock strings are Asia/Shanghai. */
export interface CalendarEntry {
  /** Never changes as long as the thing is the same; never a path. */
  uid: string;
  summary: string;
  /** `YYYY-MM-DDTHH:mm`, or `YYYY-MM-DD` for both `start` and `end` when it lasts whole days. */
  start: string;
  /** For whole days the last day, included. Left out for a moment that takes no time, such as a deadline. */
  end?: string | undefined;
  /** Grows with each change. */
  sequence: number;
  published?: string | undefined;
  updated?: string | undefined;
  /** Left out: no STATUS line, for an entry that must stay visible in clients that hide cancelled ones. */
  status?: 'CONFIRMED' | 'TENTATIVE' | 'CANCELLED' | undefined;
  /** Whether the time counts as taken. */
  busy: boolean;
  description?: string | undefined;
  location?: string | undefined;
  /** Full address. */
  url?: string | undefined;
  categories: readonly string[];
  contact?: string | undefined;
}

/** What a whole calendar says of itself. */
export interface CalendarHead {
  /** Name under which the calendar appears; without one the entries go into the reader's own calendar. */
  name?: string | undefined;
  description?: string | undefined;
  /** Full address of the feed itself, or undefined for a file that is taken once. */
  source?: string | undefined;
}

/** Text value: backslash, semicolon, comma and line breaks escaped (3.3.11), control characters dropped. */
export function escapeText(text: string): string {
  return text
    .toWellFormed()
    .replace(/\r\n?|[\n\u0085\u2028\u2029]/g, '\n')
    .replace(/[\u0000-\u0008\u000b-\u001f\u007f]/g, '')
    .replace(/[\\;,]/g, '\\$&')
    .replaceAll('\n', '\\n');
}

/** A URI value: what is not ASCII or would end the line is percent-encoded. */
function uri(address: string): string {
  return encodeURI(address.toWellFormed()).replace(/%25(?=[0-9A-Fa-f]{2})/g, '%');
}

function octets(char: string): number {
  const code = char.codePointAt(0) ?? 0;
  return code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
}

/** A content line with CRLF, folded so that no line has more than 75 octets and no character is cut. */
export function foldLine(line: string): string {
  let out = '';
  let used = 0;
  for (const char of line) {
    const size = octets(char);
    if (used + size > LINE_OCTETS) {
      out += '\r\n ';
      used = 1; // the space that marks a continuation counts
    }
    out += char;
    used += size;
  }
  return `${out}\r\n`;
}

const digits = (value: string): string => value.replace(/[-:]/g, '');

/** `20260919T183000` as local time, `20260919` for a day. */
function localTime(wallClock: string): string {
  return wallClock.length === 10 ? digits(wallClock) : `${digits(wallClock)}00`;
}

/** UTC form `20260919T103000Z` of a wall-clock time. */
function utcTime(wallClock: string): string {
  return `${digits(new Date(toInstant(wallClock)).toISOString().slice(0, 19))}Z`;
}

function time(name: string, wallClock: string): string {
  return wallClock.length === 10 ? `${name};VALUE=DATE:${localTime(wallClock)}` : `${name};TZID=${TIME_ZONE}:${localTime(wallClock)}`;
}

/** China's only zone: no summer time since 1991, so one rule says all. */
const ZONE = ['BEGIN:VTIMEZONE', `TZID:${TIME_ZONE}`, 'BEGIN:STANDARD', 'DTSTART:19700101T000000', 'TZOFFSETFROM:+0800', 'TZOFFSETTO:+0800', 'TZNAME:CST', 'END:STANDARD', 'END:VTIMEZONE'];

function eventLines(entry: CalendarEntry): string[] {
  const { uid, start, end, published, updated } = entry;
  const changed = updated ?? published;
  const text = (name: string, value: string | undefined): string[] => (value ? [`${name}:${escapeText(value)}`] : []);
  const allDay = start.length === 10;
  return [
    'BEGIN:VEVENT',
    `UID:${escapeText(uid)}`,
    `DTSTAMP:${utcTime(changed ?? EPOCH)}`,
    ...(published ? [`CREATED:${utcTime(published)}`] : []),
    ...(changed ? [`LAST-MODIFIED:${utcTime(changed)}`] : []),
    `SEQUENCE:${entry.sequence}`,
    time('DTSTART', start),
    // DTEND is exclusive: a whole-day event ends on the day after its last one.
    ...(end === undefined ? [] : [time('DTEND', allDay ? addDays(end, 1) : end)]),
    ...text('SUMMARY', entry.summary),
    ...(entry.status ? [`STATUS:${entry.status}`] : []),
    `TRANSP:${entry.busy ? 'OPAQUE' : 'TRANSPARENT'}`,
    ...text('LOCATION', entry.location),
    ...text('DESCRIPTION', entry.description),
    ...text('CONTACT', entry.contact),
    ...(entry.categories.length > 0 ? [`CATEGORIES:${entry.categories.map(escapeText).join(',')}`] : []),
    ...(entry.url ? [`URL:${uri(entry.url)}`] : []),
    'END:VEVENT',
  ];
}

/** Folded lines of entries, which stand in several calendars of one build. */
const written = new WeakMap<CalendarEntry, string>();

function eventText(entry: CalendarEntry): string {
  const text = written.get(entry) ?? eventLines(entry).map(foldLine).join('');
  written.set(entry, text);
  return text;
}

/**
 * A calendar file: CRLF line ends, UTF-8 without a byte-order mark. Entries come out ordered by start, then
 * uid. Throws when two entries share a uid, because clients would drop one of them silently. There is no
 * METHOD: it would make the file a scheduling message, which needs an ORGANIZER with an address (RFC 5546, 3.2.1).
 */
export function writeCalendar(head: CalendarHead, entries: readonly CalendarEntry[]): string {
  const seen = new Set<string>();
  for (const { uid } of entries) {
    if (seen.has(uid)) throw new Error(`日历里有两条相同的 UID：${uid}`);
    seen.add(uid);
  }
  const key = (entry: CalendarEntry): string => `${entry.start.padEnd(16, 'T00:00')} ${entry.uid}`;
  const ordered = [...entries].sort((a, b) => (key(a) < key(b) ? -1 : 1));
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Tonghua Science//Events//ZH',
    'CALSCALE:GREGORIAN',
    ...(head.name ? [`NAME:${escapeText(head.name)}`, `X-WR-CALNAME:${escapeText(head.name)}`] : []),
    ...(head.description ? [`DESCRIPTION:${escapeText(head.description)}`, `X-WR-CALDESC:${escapeText(head.description)}`] : []),
    `X-WR-TIMEZONE:${TIME_ZONE}`,
    ...(head.source ? [`SOURCE;VALUE=URI:${uri(head.source)}`, `REFRESH-INTERVAL;VALUE=DURATION:${REFRESH}`, `X-PUBLISHED-TTL:${REFRESH}`] : []),
    ...ZONE,
  ];
  return [...lines.map(foldLine), ...ordered.map(eventText), foldLine('END:VCALENDAR')].join('');
}
