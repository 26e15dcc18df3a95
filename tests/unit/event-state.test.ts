import { describe, expect, it } from 'vitest';
import { toInstant } from '#/lib/dates.ts';
import { agenda, byMonth, currentSpan, dateState, monthsOfSpan, past, phaseOf, registrationState, spansOf, statusNotice, upcoming } from '#/lib/event-state.ts';
import type { Event } from '#/schemas/events.ts';

type Subject = Pick<Event, 'start' | 'end' | 'firstCancelled' | 'occurrences' | 'status' | 'statusReason' | 'previous' | 'registration'>;

const event = (over: Partial<Subject> = {}): Subject => ({
  start: '2026-09-19T18:30',
  end: '2026-09-19T20:00',
  occurrences: [],
  status: 'scheduled',
  previous: [],
  registration: { kind: 'none' },
  ...over,
});
const entry = (id: string, over: Partial<Subject> = {}) => ({ id, data: event(over) });
const at = toInstant;

describe('phase', () => {
  it.each([
    ['2026-09-19T18:29', 'upcoming'],
    ['2026-09-19T18:30', 'ongoing'],
    ['2026-09-19T19:59', 'ongoing'],
    ['2026-09-19T20:00', 'past'],
  ])('at %s Beijing time an evening lecture is %s', (time, phase) => {
    expect(phaseOf(event(), at(time))).toBe(phase);
  });

  it('keeps a whole-day event on until midnight of its last day', () => {
    const fair = event({ start: '2026-09-19', end: '2026-09-20' });
    expect(phaseOf(fair, at('2026-09-20T23:59'))).toBe('ongoing');
    expect(phaseOf(fair, at('2026-09-21T00:00'))).toBe('past');
  });

  it('calls a series between two dates upcoming and shows the next date', () => {
    const series = event({ occurrences: [{ start: '2026-10-10T18:30', end: '2026-10-10T20:00' }, { start: '2026-09-26T18:30', end: '2026-09-26T20:00' }] });
    const between = at('2026-09-20T09:00');
    expect(phaseOf(series, between)).toBe('upcoming');
    expect(currentSpan(series, between).start).toBe('2026-09-26T18:30');
    expect(spansOf(series).map(({ start }) => start.slice(5, 10))).toEqual(['09-19', '09-26', '10-10']);
    expect(phaseOf(series, at('2026-10-10T20:00'))).toBe('past');
  });

  it('passes over a date of a series that is off, and says so of it', () => {
    const series = event({ firstCancelled: true, occurrences: [{ start: '2026-09-26T18:30', end: '2026-09-26T20:00', cancelled: true }, { start: '2026-10-10T18:30', end: '2026-10-10T20:00' }] });
    const now = at('2026-09-19T19:00');
    expect(phaseOf(series, now)).toBe('upcoming');
    expect(currentSpan(series, now).start).toBe('2026-10-10T18:30');
    expect(spansOf(series).map((span) => dateState(series, span, now))).toEqual(['cancelled', 'cancelled', 'default']);
  });

  it('never lets a cancelled event be under way, nor a postponed one be past', () => {
    expect(phaseOf(event({ status: 'cancelled' }), at('2026-09-19T19:00'))).toBe('upcoming');
    expect(phaseOf(event({ status: 'cancelled' }), at('2026-09-20T00:00'))).toBe('past');
    expect(phaseOf(event({ status: 'postponed' }), at('2030-01-01'))).toBe('undated');
  });

  it('gives the date block its state', () => {
    const subject = event();
    const span = { start: subject.start, end: subject.end };
    expect(dateState(subject, span, at('2026-09-19T19:00'))).toBe('ongoing');
    expect(dateState(subject, span, at('2026-09-20T00:00'))).toBe('past');
    expect(dateState(event({ status: 'cancelled' }), span, at('2026-09-20T00:00'))).toBe('cancelled');
  });
});

describe('months', () => {
  it.each([
    ['2026-09-19T18:30', '2026-09-19T20:00', ['2026-09']],
    ['2026-09-30T22:00', '2026-10-01T00:00', ['2026-09']],
    ['2026-09-30', '2026-10-01', ['2026-09', '2026-10']],
    ['2026-12-20', '2027-02-03', ['2026-12', '2027-01', '2027-02']],
  ])('%s to %s touches %j', (start, end, months) => {
    expect(monthsOfSpan({ start, end })).toEqual(months);
  });

  it('lists an event once in a month, at its first date there, in the order of time', () => {
    const series = entry('series', { start: '2026-09-05T09:00', end: '2026-09-05T10:00', occurrences: [{ start: '2026-09-12T09:00', end: '2026-09-12T10:00' }, { start: '2026-10-03T09:00', end: '2026-10-03T10:00' }] });
    const months = byMonth([entry('late'), series]);
    expect([...months.keys()]).toEqual(['2026-09', '2026-10']);
    expect(months.get('2026-09')?.map((item) => [item.entry.id, item.span.start])).toEqual([['series', '2026-09-05T09:00'], ['late', '2026-09-19T18:30']]);
    expect(months.get('2026-10')?.map((item) => item.span.start)).toEqual(['2026-10-03T09:00']);
  });
});

describe('lists', () => {
  const now = at('2026-09-10T12:00');
  const all = [
    entry('next'),
    entry('far', { start: '2026-11-01', end: '2026-11-02' }),
    entry('show', { start: '2026-08-01', end: '2026-12-31' }),
    entry('over', { start: '2026-09-01T09:00', end: '2026-09-01T10:00' }),
    entry('older', { start: '2025-09-01T09:00', end: '2025-09-01T10:00' }),
    entry('waits', { status: 'postponed', start: '2026-08-01', end: '2026-08-01' }),
    entry('off', { status: 'cancelled', start: '2026-08-20', end: '2026-09-12', statusReason: '场馆检修' }),
  ];

  it('sorts what is on, to come by month, and without a date', () => {
    const { ongoing, months, undated } = agenda(all, now);
    expect(ongoing.map(({ entry: { id } }) => id)).toEqual(['show']);
    expect(months.map(({ month, events }) => [month, events.map(({ entry: { id } }) => id)])).toEqual([['2026-09', ['off', 'next']], ['2026-11', ['far']]]);
    expect(undated.map(({ entry: { id } }) => id)).toEqual(['waits']);
  });

  it('puts each event in exactly one of upcoming and past', () => {
    const ids = [...upcoming(all, now), ...past(all, now)].map(({ entry: { id } }) => id);
    expect([...ids].sort()).toEqual(all.map(({ id }) => id).sort());
    expect(past(all, now).map(({ entry: { id } }) => id)).toEqual(['over', 'older']);
  });
});

describe('status notice', () => {
  it('says nothing when the event takes place as announced', () => {
    expect(statusNotice(event())).toBeUndefined();
  });

  it('tells the reason of a cancellation', () => {
    const notice = statusNotice(event({ status: 'cancelled', statusReason: '大雪' }));
    expect(notice?.tone).toBe('danger');
    expect(notice?.lines).toEqual(['原因：大雪', '原定时间：2026年9月19日（星期六）18:30—20:00。']);
  });

  it('tells the former dates of a moved event, the latest first', () => {
    const notice = statusNotice(event({ status: 'rescheduled', previous: [{ start: '2026-09-01', end: '2026-09-01' }, { start: '2026-09-08', end: '2026-09-08' }] }));
    expect(notice?.lines).toEqual(['现在的时间：2026年9月19日（星期六）18:30—20:00。', '原定时间：2026年9月8日（星期二）全天。', '原定时间：2026年9月1日（星期二）全天。']);
  });

  it('falls back to the dates of a postponed event that names no former ones', () => {
    expect(statusNotice(event({ status: 'postponed' }))?.lines).toEqual(['原定时间：2026年9月19日（星期六）18:30—20:00。']);
  });
});

describe('registration', () => {
  const link = 'https://example.org/bm';
  const window = { kind: 'link', link, opens: '2026-09-01T09:00', closes: '2026-09-15T17:00' } as const;
  it.each([
    ['2026-08-31T23:59', 'before', undefined],
    ['2026-09-01T09:00', 'open', link],
    ['2026-09-15T17:00', 'closed', undefined],
    ['2026-09-19T20:00', 'over', undefined],
  ])('at %s it is %s', (time, state, shown) => {
    const result = registrationState(event({ registration: window }), at(time));
    expect([result.state, result.link]).toEqual([state, shown]);
  });

  it('names the day on which it opens', () => {
    expect(registrationState(event({ registration: window }), at('2026-08-31')).text).toBe('2026年9月1日（星期二）09:00 开始报名，2026年9月15日（星期二）17:00 截止');
  });

  it.each([
    ['none', 'none'],
    ['full', 'full'],
    ['waitlist', 'waitlist'],
    ['phone', 'open'],
  ] as const)('kind %s gives %s', (kind, state) => {
    expect(registrationState(event({ registration: { kind, phone: '0435-0000000' } }), at('2026-09-01')).state).toBe(state);
  });

  it('offers no way to register for what will not take place', () => {
    const result = registrationState(event({ status: 'cancelled', registration: window }), at('2026-09-02'));
    expect(result).toEqual({ state: 'void', text: '活动已取消，不再接受报名' });
  });
});
