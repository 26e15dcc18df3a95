/** 公示 and 异议: what is left of a period, on this day and in the browser, and in a calendar. */
import { runInNewContext } from 'node:vm';
import ICAL from 'ical.js';
import { describe, expect, it } from 'vitest';
import { toInstant } from '#/lib/dates.ts';
import { publicityEntries } from '#/lib/edition-calendar.ts';
import { writeCalendar } from '#/lib/ics.ts';
import { isOpen, PERIOD_SCRIPT, periodsOf, periodWords } from '#/lib/publicity.ts';
import { editions } from '#/schemas/editions.ts';

const edition = (fields: object) => editions.parse({ title: '2026 年度测试奖', urlName: 'x-2026', award: 'x', year: 2026, status: 'publicity', certainty: 'verified', published: '2026-11-20T09:00', updated: '2026-11-20T10:30', ...fields });

describe('periods', () => {
  it('are one where list and objections end together, two where they do not, none where nothing is known', () => {
    expect(periodsOf({ publicityFrom: '2026-11-20', publicityUntil: '2026-11-30' })).toEqual([{ what: '公示和异议', from: '2026-11-20', until: '2026-11-30' }]);
    expect(periodsOf({ publicityFrom: '2026-11-20', publicityUntil: '2026-11-26', objectionUntil: '2026-12-05' }).map(({ what, until }) => [what, until])).toEqual([['公示', '2026-11-26'], ['异议', '2026-12-05']]);
    expect(periodsOf({})).toEqual([]);
  });

  it.each([
    ['2026-11-20', '2026-11-30', '2026-11-18', '公示还有 2 天开始，2026年11月20日 至 2026年11月30日。'],
    ['2026-11-20', '2026-11-30', '2026-11-23', '公示还有 7 天截止：2026年11月30日 24:00（北京时间）。'],
    ['2026-11-20', '2026-11-30', '2026-11-30', '公示今天截止：2026年11月30日 24:00（北京时间）。'],
    ['2026-11-20', '2026-11-30', '2026-12-01', '公示已在 2026年11月30日 截止。'],
    ['2022-10-11', '', '2026-11-23', '公示从 2022年10月11日 开始，截止日期待核实。'],
    ['', '2026-11-30', '2026-11-01', '公示还有 29 天截止：2026年11月30日 24:00（北京时间）。'],
  ])('from %s until %s is on %s: %s', (from, until, today, words) => {
    expect(periodWords('公示', from, until, today)).toBe(words);
  });

  it('lasts to the end of its last day in Beijing', () => {
    const period = { what: '公示', from: '2026-11-20', until: '2026-11-30' };
    expect([toInstant('2026-11-19T23:59'), toInstant('2026-11-20'), toInstant('2026-11-30T23:59'), toInstant('2026-12-01')].map((now) => isOpen(period, now))).toEqual([false, true, true, false]);
    expect(isOpen({ ...period, until: '' }, toInstant('2026-11-23'))).toBe(false);
  });

  it('is said by the page itself, by the reader’s clock', () => {
    const element = { textContent: '旧的', dataset: { period: '异议', from: '2026-11-20', until: '2026-11-30' } };
    const at = (now: string): string => {
      const fixed = Object.assign(function Fixed(value: number) { return new Date(value); }, { parse: (text: string) => Date.parse(text), now: () => toInstant(now) });
      runInNewContext(PERIOD_SCRIPT, { document: { querySelectorAll: (selector: string) => (selector === '[data-period]' ? [element] : []) }, Date: fixed });
      return element.textContent;
    };
    // Still the 29th in London, already the 30th in Beijing.
    expect(at('2026-11-30T00:05')).toContain('今天截止');
    expect(at('2026-12-01T00:00')).toBe('异议已在 2026年11月30日 截止。');
  });
});

describe('in a calendar', () => {
  it('the period and its last day are entries, whole days, with uids that do not depend on the address', () => {
    const list = publicityEntries('x-2026', edition({ publicityFrom: '2026-11-20', publicityUntil: '2026-11-30' }), 'https://example.org/editions/x/');
    const events = new ICAL.Component(ICAL.parse(writeCalendar({}, list)) as unknown[]).getAllSubcomponents('vevent').map((each) => new ICAL.Event(each));
    expect(events.map(({ summary, startDate, endDate, sequence }) => [summary, startDate.toString(), endDate.toString(), sequence])).toEqual([
      ['公示和异议：2026 年度测试奖', '2026-11-20', '2026-12-01', 90],
      ['公示和异议今天截止：2026 年度测试奖', '2026-11-30', '2026-12-01', 90],
    ]);
    const other = publicityEntries('x-2026', edition({ publicityFrom: '2026-11-20', publicityUntil: '2026-11-30', urlName: 'y' }), 'https://example.org/editions/y/');
    expect(other.map(({ uid }) => uid)).toEqual(list.map(({ uid }) => uid));
  });

  it('holds nothing while the last day is not known', () => {
    expect(publicityEntries('x-2022', edition({ publicityFrom: '2022-10-11' }), 'https://example.org/')).toEqual([]);
  });

  it('a last day of objections needs a first day', () => {
    expect(editions.safeParse({ ...edition({}), objectionUntil: '2026-12-05' }).success).toBe(false);
  });
});
