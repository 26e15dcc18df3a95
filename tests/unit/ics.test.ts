/** The calendar writer against RFC 5545 and, as judge, ical.js. */
import { execFileSync } from 'node:child_process';
import ICAL from 'ical.js';
import { describe, expect, test } from 'vitest';
import { calendarEntries, inMainFeed, sequenceOf, UID_DOMAIN } from '#/lib/event-calendar.ts';
import { escapeText, foldLine, writeCalendar, type CalendarEntry } from '#/lib/ics.ts';
import { events, type Event } from '#/schemas/events.ts';

const event = (fields: Record<string, unknown> = {}): Event =>
  events.parse({
    id: 'kx7m2p9q',
    title: '山葡萄里的糖从哪里来',
    urlName: 'shan-putao',
    kind: 'lecture',
    summary: '讲座从一杯糖水讲起，说明冬天的葡萄为什么更甜，适合全家来听。',
    start: '2026-12-05T18:30',
    end: '2026-12-05T20:00',
    venue: { name: '少年宫', address: '东路1号', region: 'jian', stepFree: 'yes', toilet: 'no' },
    organiser: '科学技术协会',
    audience: '公众',
    grades: ['g5-6', 'public'],
    topics: ['agriculture'],
    cost: '免费',
    registration: { kind: 'link', link: 'https://example.org/a;b,c', closes: '2026-12-04T12:00' },
    published: '2026-11-23T09:00',
    ...fields,
  });

const context = { url: 'https://example.org/events/shan-putao/', regionTitle: '集安市', cancelled: 'strict' } as const;
const head = { name: '通化科普活动', source: 'https://example.org/events.ics' };
const calendar = (...list: Event[]): string => writeCalendar(head, list.flatMap((each) => calendarEntries(each, context)));

/** The VEVENTs as ical.js reads them. */
function all(text: string): ICAL.Component[] {
  const root = new ICAL.Component(ICAL.parse(text) as unknown[]);
  return root.getAllSubcomponents('vevent');
}
/** The VEVENTs that stand for dates, without the deadlines of the registration. */
const judge = (text: string): ICAL.Component[] => all(text).filter((each) => !/-(?:opens|closes)@/.test(value(each, 'uid')));
const value = (component: ICAL.Component | undefined, name: string): string => String(component?.getFirstPropertyValue(name));

/** Every physical line of a file, checked for CRLF and length in octets. */
function soundLines(text: string): string[] {
  expect(text.endsWith('\r\n')).toBe(true);
  const lines = text.slice(0, -2).split('\r\n');
  for (const line of lines) {
    expect(line).not.toMatch(/[\r\n]/);
    expect(line).not.toBe('');
    const bytes = Buffer.from(line, 'utf8');
    expect(bytes.length, line).toBeLessThanOrEqual(75);
    expect(bytes.toString('utf8')).toBe(line);
    expect(line, 'a character was cut').not.toMatch(/\ufffd/);
  }
  return lines;
}

/** Deterministic random numbers (mulberry32): a failing case can be run again. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const ALPHABET = ['科', '学', '通', '化', 'é', 'a', 'Z', '0', ' ', ';', ',', '\\', '\n', ':', '"', '👩‍🔬', '🧪', '𠮷', '—', '（', '\\n', '\\;', '%', '=', 'ß', '‰'];

describe('lines', () => {
  test('are folded at 75 octets, continuation space included', () => {
    expect(foldLine('a'.repeat(75))).toBe(`${'a'.repeat(75)}\r\n`);
    expect(foldLine('a'.repeat(76))).toBe(`${'a'.repeat(75)}\r\n a\r\n`);
    expect(foldLine('a'.repeat(150))).toBe(`${'a'.repeat(75)}\r\n ${'a'.repeat(74)}\r\n a\r\n`);
    expect(foldLine(`${'a'.repeat(73)}科`)).toBe(`${'a'.repeat(73)}\r\n 科\r\n`);
    expect(foldLine(`${'a'.repeat(72)}🧪`)).toBe(`${'a'.repeat(72)}\r\n 🧪\r\n`);
  });

  test('escape what RFC 5545 names and drop what it forbids', () => {
    expect(escapeText('a\\b;c,d\ne\r\nf\rg')).toBe('a\\\\b\\;c\\,d\\ne\\nf\\ng');
    expect(escapeText('铃\u0007声\u0000\t止：冒号"引号"')).toBe('铃声\t止：冒号"引号"');
    expect(escapeText('半个\ud83d字')).toBe('半个\ufffd字');
  });

  test('500 random titles come back as they went in', () => {
    const next = random(20_261_123);
    for (let run = 0; run < 500; run++) {
      const length = 1 + Math.floor(next() * 150);
      const title = Array.from({ length }, () => ALPHABET[Math.floor(next() * ALPHABET.length)]).join('').trim() || '题';
      const entry: CalendarEntry = { uid: `r${run}@${UID_DOMAIN}`, summary: title, description: `${title}\n${title}`, location: title, start: '2026-12-05T18:30', end: '2026-12-05T20:00', sequence: run, published: '2026-11-23T09:00', busy: true, categories: [`${title}类`, '讲座'], contact: title, url: 'https://example.org/e/' };
      const text = writeCalendar({ ...head, name: title }, [entry]);
      soundLines(text);
      const [read] = judge(text);
      expect(value(read, 'summary')).toBe(title);
      expect(value(read, 'location')).toBe(title);
      expect(value(read, 'contact')).toBe(title);
      expect(value(read, 'description')).toBe(`${title}\n${title}`);
      // 类: ical.js reads a backslash before the comma that parts two values as if it escaped the comma.
      expect(read?.getFirstProperty('categories')?.getValues()).toEqual([`${title}类`, '讲座']);
    }
  });
});

describe('an event', () => {
  test('says when, where and for whom', () => {
    const text = calendar(event());
    soundLines(text);
    expect(text).toContain('DTSTART;TZID=Asia/Shanghai:20261205T183000\r\n');
    expect(text).toContain('DTEND;TZID=Asia/Shanghai:20261205T200000\r\n');
    expect(text).toContain('DTSTAMP:20261123T010000Z\r\n');
    const [read] = judge(text);
    expect(value(read, 'uid')).toBe(`kx7m2p9q@${UID_DOMAIN}`);
    expect(value(read, 'status')).toBe('CONFIRMED');
    expect(value(read, 'location')).toBe('少年宫，东路1号，集安市');
    expect(value(read, 'url')).toBe(context.url);
    expect(read?.getFirstProperty('categories')?.getValues()).toEqual(['讲座', '集安市', '农业与食品', '5—6 年级', '公众']);
    const description = value(read, 'description');
    for (const words of ['主办：科学技术协会', '费用：免费', '无台阶通道有', '无障碍卫生间无', '字幕或手语未核实', '2026年12月4日（星期五）12:00 截止', context.url]) expect(description).toContain(words);
  });

  test('stands at the right instant by the file’s own VTIMEZONE', () => {
    const root = new ICAL.Component(ICAL.parse(calendar(event())) as unknown[]);
    const zone = new ICAL.Timezone(root.getFirstSubcomponent('vtimezone') ?? expect.fail('no VTIMEZONE'));
    const start = judge(calendar(event()))[0]?.getFirstPropertyValue('dtstart') as ICAL.Time;
    start.zone = zone;
    expect(start.toUnixTime() * 1000).toBe(Date.parse('2026-12-05T18:30:00+08:00'));
  });

  test('at midnight and past it', () => {
    const text = calendar(event({ start: '2026-12-31T23:30', end: '2027-01-01T00:00' }));
    expect(text).toContain('DTSTART;TZID=Asia/Shanghai:20261231T233000\r\n');
    expect(text).toContain('DTEND;TZID=Asia/Shanghai:20270101T000000\r\n');
  });

  test('of whole days ends, exclusively, on the day after', () => {
    const text = calendar(event({ allDay: true, start: '2028-02-27', end: '2028-02-29' }));
    expect(text).toContain('DTSTART;VALUE=DATE:20280227\r\n');
    expect(text).toContain('DTEND;VALUE=DATE:20280301\r\n');
    const read = new ICAL.Event(judge(text)[0] ?? expect.fail('no VEVENT'));
    expect(read.duration.toSeconds()).toBe(3 * 86_400);
  });

  test('with further dates is one VEVENT each, with a UID of its own', () => {
    const text = calendar(event({ occurrences: [{ start: '2026-12-12T18:30', end: '2026-12-12T20:00', note: '第二讲' }, { start: '2026-12-19T18:30', end: '2026-12-19T20:00' }] }));
    const read = judge(text);
    expect(read.map((each) => value(each, 'uid'))).toEqual([`kx7m2p9q@${UID_DOMAIN}`, `kx7m2p9q-2@${UID_DOMAIN}`, `kx7m2p9q-3@${UID_DOMAIN}`]);
    expect(value(read[1], 'description')).toContain('第二讲');
  });

  test('with one date of a series off says so of that date only', () => {
    const series = event({ occurrences: [{ start: '2026-12-12T18:30', end: '2026-12-12T20:00', note: '大雪', cancelled: true }, { start: '2026-12-19T18:30', end: '2026-12-19T20:00' }] });
    const read = judge(calendar(series));
    expect(read.map((each) => value(each, 'status'))).toEqual(['CONFIRMED', 'CANCELLED', 'CONFIRMED']);
    expect(value(read[1], 'summary')).toBe('【已取消】山葡萄里的糖从哪里来');
    expect(value(read[1], 'description')).toContain('这一场已取消，其他场次照常。\n大雪');
    expect(value(read[2], 'summary')).toBe('山葡萄里的糖从哪里来');
    const labelled = calendarEntries(series, { ...context, cancelled: 'labelled' }).filter((entry) => inMainFeed(entry, Date.parse('2026-12-13T00:00:00+08:00')));
    expect(labelled.map(({ start }) => start)).toEqual(['2026-12-05T18:30', '2026-12-19T18:30', '2026-12-04T12:00']);
    const first = judge(calendar(event({ ...series, firstCancelled: true })));
    expect(first.map((each) => value(each, 'status'))).toEqual(['CANCELLED', 'CANCELLED', 'CONFIRMED']);
    expect(() => event({ firstCancelled: true })).toThrow('请把“状态”改为取消');
  });

  test('keeps the UIDs of its dates when one is taken out of the middle', () => {
    const dates = [{ start: '2026-12-12T18:30', end: '2026-12-12T20:00', key: '2' }, { start: '2026-12-19T18:30', end: '2026-12-19T20:00', key: '20261219t1830' }];
    const uids = judge(calendar(event({ occurrences: dates.slice(1) }))).map((each) => value(each, 'uid'));
    expect(uids).toEqual([`kx7m2p9q@${UID_DOMAIN}`, `kx7m2p9q-20261219t1830@${UID_DOMAIN}`]);
    expect(() => event({ occurrences: [{ start: '2026-12-12T18:30', end: '2026-12-12T20:00' }, { start: '2026-12-19T18:30', end: '2026-12-19T20:00', key: '2' }] })).toThrow('用了两次');
  });

  test('has its deadlines as entries that take no time', () => {
    const text = calendar(event({ registration: { kind: 'phone', phone: '0435-1', opens: '2026-11-30T08:00', closes: '2026-12-04T12:00' } }));
    const read = all(text);
    expect(read.map((each) => value(each, 'summary'))).toEqual(['报名开始：山葡萄里的糖从哪里来', '报名截止：山葡萄里的糖从哪里来', '山葡萄里的糖从哪里来']);
    expect(read.map((each) => value(each, 'uid'))).toEqual(['-opens', '-closes', ''].map((part) => `kx7m2p9q${part}@${UID_DOMAIN}`));
    expect(text).toContain('DTSTART;TZID=Asia/Shanghai:20261204T120000\r\n');
    expect(read[1]?.getFirstProperty('dtend')).toBeNull();
    expect(value(read[1], 'transp')).toBe('TRANSPARENT');
    expect(value(read[1], 'description')).toContain('0435-1');
    expect(all(calendar(event({ registration: { kind: 'none', closes: '2026-12-04T12:00' } })))).toHaveLength(1);
    const [, closes] = calendarEntries(event({ status: 'cancelled', statusReason: '停电' }), context);
    expect(closes).toMatchObject({ summary: '【已取消】报名截止：山葡萄里的糖从哪里来', status: 'CANCELLED' });
  });

  test.each([
    ['scheduled', '', 'CONFIRMED'],
    ['rescheduled', '【改期】', 'CONFIRMED'],
    ['online', '【改为线上】', 'CONFIRMED'],
    ['postponed', '【延期】', 'TENTATIVE'],
    ['cancelled', '【已取消】', 'CANCELLED'],
  ])('that is %s says so', (status, prefix, icsStatus) => {
    const changed = event({ status, statusReason: '场馆停电', onlineLink: 'https://example.org/live', previous: [{ start: '2026-11-28T18:30', end: '2026-11-28T20:00' }] });
    const [read] = judge(calendar(changed));
    expect(value(read, 'summary')).toBe(`${prefix}山葡萄里的糖从哪里来`);
    expect(value(read, 'status')).toBe(icsStatus);
    expect(value(read, 'description')).toContain('变更原因：场馆停电');
    expect(value(read, 'description')).toContain('原定时间：2026年11月28日（星期六）18:30—20:00');
    expect(value(read, 'location')).toBe(status === 'online' ? '线上：https://example.org/live' : '少年宫，东路1号，集安市');
  });

  test('that is cancelled stays visible in a labelled feed until its last day is over', () => {
    const cancelled = event({ status: 'cancelled', statusReason: '场馆停电' });
    const [entry] = calendarEntries(cancelled, { ...context, cancelled: 'labelled' });
    expect(entry).toMatchObject({ summary: '【已取消】山葡萄里的糖从哪里来', status: undefined, busy: false });
    const [sound] = calendarEntries(event(), { ...context, cancelled: 'labelled' });
    if (!entry || !sound) expect.fail('no entry');
    expect(inMainFeed(entry, Date.parse('2026-12-05T23:59:00+08:00'))).toBe(true);
    expect(inMainFeed(entry, Date.parse('2026-12-06T00:00:00+08:00'))).toBe(false);
    expect(inMainFeed(sound, Date.parse('2030-01-01T00:00:00+08:00'))).toBe(true);
  });

  test('that is a sample says so first', () => {
    const [read] = judge(calendar(event({ sample: true })));
    expect(value(read, 'summary')).toBe('【示例】山葡萄里的糖从哪里来');
    expect(value(read, 'description')).toMatch(/^示例条目/);
  });
});

describe('sequence', () => {
  test('only grows, whatever happens to the event', () => {
    const previous = [{ start: '2026-11-28T18:30', end: '2026-11-28T20:00' }];
    const history = [
      event(),
      event({ status: 'cancelled', statusReason: '停电', updated: '2026-11-24T08:00' }),
      event({ updated: '2026-11-24T08:01' }),
      event({ status: 'rescheduled', previous, updated: '2026-11-25T08:00' }),
      event({ status: 'postponed', previous, updated: '2026-11-25T08:01' }),
      event({ previous, updated: '2026-11-25T08:02' }),
    ].map(sequenceOf);
    for (const [index, sequence] of history.entries()) expect(sequence).toBeGreaterThan(history[index - 1] ?? -1);
    expect(history[0]).toBe(0);
  });

  test('grows through status and previous dates alone', () => {
    expect(sequenceOf({ previous: [], status: 'cancelled' })).toBe(1);
    expect(sequenceOf({ previous: [{ start: '2026-11-28', end: '2026-11-28' }], status: 'scheduled' })).toBe(2);
  });
});

describe('the file', () => {
  test('has the properties that subscribers need, each once', () => {
    const lines = soundLines(calendar(event()));
    expect(lines[0]).toBe('BEGIN:VCALENDAR');
    for (const line of ['VERSION:2.0', 'X-WR-CALNAME:通化科普活动', 'REFRESH-INTERVAL;VALUE=DURATION:PT6H', 'X-PUBLISHED-TTL:PT6H', 'BEGIN:VTIMEZONE', 'TZID:Asia/Shanghai']) {
      expect(lines.filter((each) => each === line)).toHaveLength(1);
    }
  });

  test('without entries is still a calendar', () => {
    expect(judge(writeCalendar(head, []))).toEqual([]);
    expect(writeCalendar(head, [])).toContain('BEGIN:VTIMEZONE');
  });

  test('orders its entries and refuses the same UID twice', () => {
    const later = event({ id: 'later1', start: '2027-01-01T10:00', end: '2027-01-01T11:00' });
    expect(calendar(later, event())).toBe(calendar(event(), later));
    expect(() => calendar(event(), event())).toThrow('相同的 UID');
  });

  test('is the same, byte for byte, in any time zone', () => {
    const script = `
      import { writeCalendar } from './src/lib/ics.ts';
      import { calendarEntries } from './src/lib/event-calendar.ts';
      const list = ${JSON.stringify([event(), event({ id: 'allday1', allDay: true, start: '2026-03-08', end: '2026-11-01', published: '2026-03-08T02:30' })])};
      process.stdout.write(writeCalendar({ name: '通化科普活动' }, list.flatMap((each) => calendarEntries(each, { url: 'https://example.org/e/', cancelled: 'strict' }))));`;
    const under = (zone: string): string => execFileSync(process.execPath, ['--input-type=module', '-e', script], { env: { ...process.env, TZ: zone }, encoding: 'utf8' });
    const expected = under('Asia/Shanghai');
    expect(expected).toContain('DTSTAMP:20260307T183000Z');
    for (const zone of ['UTC', 'America/New_York', 'Pacific/Kiritimati', 'Australia/Lord_Howe']) expect(under(zone)).toBe(expected);
  });
});
