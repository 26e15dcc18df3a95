/** The calendar writer before three readers that know nothing of it: ical.js, node-ical and libical. */
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import ICAL from 'ical.js';
import ical from 'node-ical';
import { describe, expect, test } from 'vitest';
import { addDays, toDay, toInstant, toWallClock } from '#/lib/dates.ts';
import { calendarEntries } from '#/lib/event-calendar.ts';
import { writeCalendar, type CalendarEntry } from '#/lib/ics.ts';
import { events, EVENT_KINDS, EVENT_STATUS, type Event } from '#/schemas/events.ts';
import { CACHE } from '#tests/site.ts';

/** What a judge read of one VEVENT. Times are Unix seconds, days `YYYYMMDD`. */
interface Read {
  uid: string;
  start: string;
  end: string;
  sequence: number;
  status: string;
  summary: string;
  description: string;
  location: string;
}

const compact = (day: string): string => day.replaceAll('-', '');
const seconds = (wallClock: string): string => String(toInstant(wallClock) / 1000);
function expected({ uid, start, end, sequence, status, summary, description = '', location = '' }: CalendarEntry): Read {
  const allDay = start.length === 10;
  const finish = end === undefined ? '-' : allDay ? compact(addDays(end, 1)) : seconds(end);
  return { uid, start: allDay ? compact(start) : seconds(start), end: finish, sequence, status: status ?? '-', summary, description, location };
}
const byUid = (list: Read[]): Read[] => list.sort((a, b) => (a.uid < b.uid ? -1 : 1));

function icalJs(text: string): Read[] {
  const root = new ICAL.Component(ICAL.parse(text) as unknown[]);
  const zone = new ICAL.Timezone(root.getFirstSubcomponent('vtimezone') ?? expect.fail('no VTIMEZONE'));
  return root.getAllSubcomponents('vevent').map((each) => {
    const word = (name: string): string => String(each.getFirstPropertyValue(name) ?? '');
    const when = (name: string): string => {
      const time = each.getFirstPropertyValue(name) as ICAL.Time | null;
      if (!time) return '-';
      if (time.isDate) return compact(time.toString());
      time.zone = zone;
      return String(time.toUnixTime());
    };
    return { uid: word('uid'), start: when('dtstart'), end: when('dtend'), sequence: Number(word('sequence')), status: word('status') || '-', summary: word('summary'), description: word('description'), location: word('location') };
  });
}

function nodeIcal(text: string): Read[] {
  return Object.values(ical.sync.parseICS(text)).flatMap((each): Read[] => {
    if (each?.type !== 'VEVENT') return [];
    const word = (value: unknown): string => (typeof value === 'string' ? value : typeof value === 'object' && value !== null && 'val' in value ? String(value.val) : '');
    const day = (date: Date): string => `${date.getFullYear()}${String(date.getMonth() + 1).padStart(2, '0')}${String(date.getDate()).padStart(2, '0')}`;
    const when = (date: Date | undefined): string => (date === undefined ? '-' : each.datetype === 'date' ? day(date) : String(date.getTime() / 1000));
    return [{ uid: each.uid, start: when(each.start), end: when(each.end), sequence: Number(each.sequence), status: each.status ?? '-', summary: word(each.summary), description: word(each.description), location: word(each.location) }];
  });
}

/** Compiles the judge of libical, once; undefined where there is no compiler or no libical. */
function libicalJudge(): string | undefined {
  mkdirSync(CACHE, { recursive: true });
  const program = path.join(CACHE, 'libical-judge');
  const made = spawnSync('cc', ['-O1', '-Wall', '-Werror', '-o', program, path.resolve('tests/unit/libical-judge.c'), '-lical'], { encoding: 'utf8' });
  return made.status === 0 && existsSync(program) ? program : undefined;
}
const judge = libicalJudge();
if (judge === undefined) console.warn('没有 C 编译器或 libical-dev：日历没有经过 libical 检查');

function libical(program: string, texts: readonly string[]): { read: Read[]; errors: number; violations: number }[] {
  const out = execFileSync(program, { input: texts.map((text) => `${text}\0`).join(''), encoding: 'utf8', maxBuffer: 1 << 28 });
  const word = (hex = '-'): string => (hex === '-' ? '' : Buffer.from(hex, 'hex').toString('utf8'));
  const calendars: ReturnType<typeof libical> = [];
  let read: Read[] = [];
  for (const row of out.split('\n').filter(Boolean)) {
    const end = /^END (\d+) (\d+)$/.exec(row);
    if (end) {
      calendars.push({ read, errors: Number(end[1]), violations: Number(end[2]) });
      read = [];
      continue;
    }
    const [uid = '', start = '', finish = '', sequence = '', status = '', summary, description, location] = row.split('\t');
    read.push({ uid, start, end: finish, sequence: Number(sequence), status, summary: word(summary), description: word(description), location: word(location) });
  }
  return calendars;
}

const PIECES = ['科', '学', '通化', 'é', 'a', 'Z', ' ', ';', ',', '\\', ':', '"', '👩‍🔬', '🧪', '𠮷', '—', '\\n', '\\;', '%', '=', 'BEGIN:VEVENT', "'", '^n', '&', '<b>', '\u3000'];
/** A title of 4 to 150 characters as the form lets it through. */
const title = fc.array(fc.constantFrom(...PIECES), { minLength: 4, maxLength: 80 }).map((parts) => `题${parts.join('')}目题目`.slice(0, 150).toWellFormed().replaceAll('\ufffd', '学').trim());
const paragraph = fc.array(fc.constantFrom(...PIECES, '\n', '\n\n'), { minLength: 10, maxLength: 60 }).map((parts) => `摘要写满二十个字才能通过检查所以多写一些${parts.join('')}完`.slice(0, 160).toWellFormed().replaceAll('\ufffd', '学'));
const MINUTE = 60_000;
const moment = fc.integer({ min: toInstant('2026-01-01T00:00') / MINUTE, max: toInstant('2029-12-31T23:59') / MINUTE });
const span = fc.oneof(
  fc.tuple(moment, fc.integer({ min: 1, max: 4000 })).map(([start, length]) => ({ start: toWallClock(start * MINUTE), end: toWallClock((start + length) * MINUTE) })),
  // Midnight on either side.
  fc.tuple(moment, fc.integer({ min: 1, max: 3 })).map(([start, days]) => ({ start: `${toDay(start * MINUTE)}T00:00`, end: `${addDays(toDay(start * MINUTE), days)}T00:00` })),
);
const days = fc.tuple(moment, fc.integer({ min: 0, max: 70 })).map(([start, length]) => ({ start: toDay(start * MINUTE), end: addDays(toDay(start * MINUTE), length) }));

/** The first characters of a text, none cut in half. */
const cut = (text: string, length: number): string => text.slice(0, length).toWellFormed().replaceAll('\ufffd', '学');

const anyEvent: fc.Arbitrary<Event> = fc.record({ name: title, summary: paragraph, allDay: fc.boolean(), timed: fc.array(span, { minLength: 1, maxLength: 4 }), whole: fc.array(days, { minLength: 1, maxLength: 4 }), status: fc.constantFrom(...Object.keys(EVENT_STATUS)), kind: fc.constantFrom(...Object.keys(EVENT_KINDS)), off: fc.boolean(), opens: moment, note: title, updated: fc.nat(500_000) })
  .map(({ name, summary, allDay, timed, whole, status, kind, off, opens, note, updated }) => {
    const [first, ...more] = allDay ? whole : timed;
    return events.parse({
      id: 'kx7m2p9q', title: name, urlName: 'x', kind, summary, status, statusReason: '场馆停电；改期，见通知', allDay, ...first,
      occurrences: more.map((each, index) => ({ ...each, note: cut(note, 60), cancelled: off && index === 0 })),
      previous: status === 'rescheduled' ? [{ start: '2025-12-01T09:00', end: '2025-12-01T10:00' }] : [],
      venue: { name: cut(note, 80), region: 'jian', stepFree: 'yes', note: summary }, onlineLink: 'https://example.org/a?b=c;d,e', organiser: cut(note, 80), audience: '公众', grades: ['g5-6', 'public'], topics: ['ginseng'], cost: '免费',
      registration: { kind: 'link', link: 'https://example.org/', opens: toWallClock(opens * MINUTE), closes: toWallClock((opens + 60) * MINUTE) },
      published: '2026-01-01T09:00', updated: toWallClock(toInstant('2026-01-01T09:00') + updated * MINUTE),
    });
  });

const entriesOf = (event: Event): CalendarEntry[] => calendarEntries(event, { url: 'https://example.org/e/kx7m2p9q/', regionTitle: '集安市', cancelled: 'strict' });
const write = (entries: readonly CalendarEntry[]): string => writeCalendar({ name: '日历，“名”;\\', source: 'https://example.org/events.ics' }, entries);

describe('any event, as the form lets it through', () => {
  test('is read by ical.js as it was meant', () => {
    fc.assert(fc.property(anyEvent, (event) => {
      const entries = entriesOf(event);
      expect(byUid(icalJs(write(entries)))).toEqual(byUid(entries.map(expected)));
    }), { numRuns: 200 });
  });

  test('is read by node-ical as it was meant', () => {
    fc.assert(fc.property(anyEvent, (event) => {
      const entries = entriesOf(event);
      // Its own ways: a moment without an end gets its start as one, and a backslash before an n reads as one before a line break.
      const blur = ({ description, summary, location, ...each }: Read): object => ({ ...each, texts: [description, summary, location].map((text) => text.replace(/\\+(?:n|\n)/gi, '¶')) });
      const meant = entries.map(expected).map((each) => (each.end === '-' ? { ...each, end: each.start } : each));
      expect(byUid(nodeIcal(write(entries))).map(blur)).toEqual(byUid(meant).map(blur));
    }), { numRuns: 200 });
  });

  test.skipIf(judge === undefined)('is read by libical as it was meant, without an error or a violated restriction', () => {
    const sample = fc.sample(anyEvent, { numRuns: 400, seed: 20_261_123 }).map(entriesOf);
    const read = libical(judge ?? '', sample.map(write));
    expect(read).toHaveLength(sample.length);
    read.forEach((each, at) => {
      expect({ ...each, read: byUid(each.read) }).toEqual({ errors: 0, violations: 0, read: byUid((sample[at] ?? []).map(expected)) });
    });
  });

  test.skipIf(judge === undefined)('libical notices what is wrong', () => {
    const [entry] = entriesOf(fc.sample(anyEvent, { numRuns: 1, seed: 1 })[0] ?? expect.fail());
    const text = write(entry ? [entry] : []);
    const [method] = libical(judge ?? '', [text.replace('CALSCALE:GREGORIAN\r\n', 'CALSCALE:GREGORIAN\r\nMETHOD:PUBLISH\r\n')]);
    expect(method?.violations).toBe(1);
    const [broken] = libical(judge ?? '', [text.replace(/DTSTART[^\r]*/g, 'DTSTART:tomorrow')]);
    expect((broken?.errors ?? 0) + (broken?.violations ?? 0)).toBeGreaterThan(0);
  });
});
