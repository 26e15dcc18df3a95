/** What speaks against an event's day. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { ContentIndex, indexEntry } from '#/gate/content-index.ts';
import { validateEntry } from '#/gate/validate.ts';
import { toInstant } from '#/lib/dates.ts';
import { clashingOf, eventNotices, type EventNotice } from '#/lib/event-clashes.ts';
import { parseYaml } from '#/lib/front-matter.ts';
import { schoolDays } from '#/schemas/school-days.ts';

const NOW = toInstant('2026-01-01T00:00');
const content = schoolDays.parse(parseYaml(readFileSync('content/settings/school-days.yml', 'utf8')).data);
const calendar = { ...content, exams: [{ name: '期末考试', start: '2026-06-22', end: '2026-06-24', grades: ['g7-9' as const] }, { name: '全市统考', start: '2026-06-23', end: '2026-06-23', grades: [] }] };
const event = (id: string, start: string, end: string, more: Record<string, unknown> = {}) => clashingOf(id, { title: `活动${id}`, start, end, venue: { region: 'jian' }, grades: ['g7-9'], ...more }) ?? expect.fail('no event');
const kinds = (notices: EventNotice[]): string[] => notices.map(({ kind, day }) => `${kind} ${day}`);
const alone = (start: string, end: string, more: Record<string, unknown> = {}): EventNotice[] => eventNotices(event('a', start, end, more), [], calendar, NOW);

describe('days', () => {
  test('the arrangement of 2026 has 33 days off and 6 weekends at work, as the State Council announced', () => {
    const year = content.years.find((each) => each.year === 2026);
    const length = (year?.holidays ?? []).map(({ start, end }) => (Date.parse(end) - Date.parse(start)) / 86_400_000 + 1);
    expect(length).toEqual([3, 9, 3, 5, 3, 3, 7]);
    expect(year?.workdays).toHaveLength(6);
    expect(content.years.map(({ year: each }) => each)).toEqual([2026]);
  });

  test('a weekend at work is told, an ordinary one is not', () => {
    expect(alone('2026-02-14T09:00', '2026-02-14T11:00')).toMatchObject([{ kind: 'workday', text: '2026年2月14日（星期六）是调休上班日，学校可能上课。' }]);
    expect(alone('2026-02-07T09:00', '2026-02-07T11:00')).toEqual([]);
    expect(kinds(alone('2026-09-19', '2026-09-21', { allDay: true }))).toEqual(['workday 2026-09-20']);
  });

  test('an event that ends at midnight does not touch the next day', () => {
    expect(alone('2026-02-13T20:00', '2026-02-14T00:00')).toEqual([]);
    expect(kinds(alone('2026-02-13T20:00', '2026-02-14T00:01'))).toEqual(['workday 2026-02-14']);
  });

  test('exams are told to whom they concern, each once', () => {
    expect(kinds(alone('2026-06-22', '2026-06-24', { allDay: true }))).toEqual(['exam 2026-06-22', 'exam 2026-06-23']);
    expect(kinds(alone('2026-06-22T09:00', '2026-06-23T10:00', { grades: ['g1-2'] }))).toEqual(['exam 2026-06-23']);
    expect(alone('2026-06-23T09:00', '2026-06-23T10:00', { grades: ['public'] })).toEqual([]);
  });

  test('a weekend of a year that is not known yet is named as such, once', () => {
    expect(alone('2027-02-06T09:00', '2027-02-07T11:00')).toMatchObject([{ kind: 'unknown', text: '2027 年的调休安排还没有录入，2027年2月6日（星期六）学校是否上课待核实。' }]);
    expect(alone('2027-02-08T09:00', '2027-02-08T11:00')).toEqual([]);
  });

  test('what is over, cancelled, postponed or a draft is not spoken of', () => {
    expect(eventNotices(event('a', '2026-02-14T09:00', '2026-02-14T11:00'), [], calendar, toInstant('2026-02-14T11:00'))).toEqual([]);
    for (const more of [{ status: 'cancelled' }, { status: 'postponed' }, { draft: true }]) expect(clashingOf('a', { start: '2026-02-14', end: '2026-02-14', ...more })).toBeUndefined();
    expect(alone('2026-02-14T09:00', '2026-02-14T11:00', { firstCancelled: true, occurrences: [{ start: '2026-02-15T09:00', end: '2026-02-15T11:00' }] })).toEqual([]);
  });
});

describe('clashes', () => {
  const meets = (more: Record<string, unknown>, start = '2026-03-07T10:00', end = '2026-03-07T12:00'): EventNotice[] => eventNotices(event('a', '2026-03-07T09:00', '2026-03-07T11:00'), [event('a', '2026-03-07T09:00', '2026-03-07T11:00'), event('b', start, end, more)], calendar, NOW);
  test('two for the same 学段 in one region at the same time', () => {
    expect(meets({})).toMatchObject([{ kind: 'clash', other: 'b', day: '2026-03-07', text: '同一时间在同一市县，面向7—9 年级的还有《活动b》（2026年3月7日（星期六）10:00—12:00）。' }]);
    expect(kinds(meets({}, '2026-03-07', '2026-03-08'))).toEqual(['clash 2026-03-07']);
  });
  test.each([
    ['another region', { venue: { region: 'huinan' } }],
    ['another 学段', { grades: ['g1-2'] }],
    ['both for the public', { grades: ['public'] }],
    ['online', { status: 'online' }],
    ['a sample', { sample: true }],
  ])('not with %s', (_what, more) => {
    expect(meets(more)).toEqual([]);
  });
  test('not when one begins as the other ends', () => {
    expect(meets({}, '2026-03-07T11:00', '2026-03-07T12:00')).toEqual([]);
  });
});

test('the gate reminds the editor, on the line of the start, and does not refuse', () => {
  const text = "---\nid: abc12345\ntitle: 周末开放日活动\nurlName: kaifang\nkind: openday\nsummary: 一场只用来测试的活动，摘要要写满二十个字才能通过检查。\nstart: '2099-03-07T09:00'\nend: '2099-03-07T11:00'\nvenue: { name: 测试馆, region: jian }\norganiser: 主办\naudience: 初中\ngrades: [g7-9]\ntopics: [ginseng]\ncost: 免费\nregistration: { kind: none }\n---\n\n正文。\n";
  const other = indexEntry('events', 'b', text.replace('abc12345', 'abc12346').replace('urlName: kaifang', 'urlName: b').replace('周末开放日活动', '另一场'));
  const index = new ContentIndex([{ noun: 'regions', id: 'jian', urlName: 'jian', eventId: undefined }, other], []);
  index.schoolDays = { years: [{ ...(content.years[0] ?? expect.fail()), year: 2099, workdays: ['2099-03-07'] }], exams: [] };
  const findings = validateEntry(Buffer.from(text), 'content/events/a.mdx', index);
  expect(findings.map(({ line, severity, message }) => `${line} ${severity} ${message}`)).toEqual([
    '7 warning 2099年3月7日（星期六）是调休上班日，学校可能上课',
    '7 warning 同一时间在同一市县，面向7—9 年级的还有《另一场》（2099年3月7日（星期六）09:00—11:00）',
  ]);
});

test('the form refuses what cannot be', () => {
  const year = { ...(content.years[0] ?? expect.fail()) };
  const wrong = (change: object): string => schoolDays.safeParse({ years: [{ ...year, ...change }] }).error?.issues[0]?.message ?? '';
  expect(wrong({ workdays: ['2026-02-13'] })).toBe('2026-02-13 不是周末，本来就上班');
  expect(wrong({ workdays: ['2027-02-13'] })).toBe('不在 2026 年');
  expect(wrong({ holidays: [{ name: '元旦', start: '2026-01-03', end: '2026-01-01' }] })).toBe('最后一天不能早于第一天');
  expect(schoolDays.safeParse({ years: [year, year] }).success).toBe(false);
});
