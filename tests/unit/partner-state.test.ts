import { describe, expect, it } from 'vitest';
import { toInstant } from '#/lib/dates.ts';
import { countStates, describePartnerState, partnerState } from '#/lib/partner-state.ts';

const seen = (date: string) => ({ lastVerified: { date, activity: '来访', source: { title: '报道', publisher: '报社' } } });

describe('partner state', () => {
  it.each([
    ['2025-05-23', '2026-11-23T00:00', 'active'],
    ['2025-05-23', '2026-11-23T00:01', 'silent'],
    ['2026-08-31', '2028-02-29T00:00', 'active'],
    ['2026-08-31', '2028-02-29T09:00', 'silent'],
    ['2018-10-24', '2026-11-23T09:00', 'silent'],
  ])('last seen %s is at %s %s', (date, time, state) => {
    expect(partnerState(seen(date), toInstant(time))).toBe(state);
  });

  it('knows nothing without a verified activity', () => {
    expect(partnerState({}, 0)).toBe('unknown');
    expect(describePartnerState({}, 0)).toBe('还没有核实到往来，待核实。');
  });

  it.each([
    ['2025', '2025-12-31T23:59', 'active'],
    ['2025', '2026-01-01T00:00', 'ended'],
    ['2026-03', '2026-03-31T12:00', 'active'],
    ['2026-03-31', '2026-04-01T00:00', 'ended'],
  ])('an end of %s is at %s %s', (until, time, state) => {
    expect(partnerState({ until, ...seen('2025-12-01') }, toInstant(time))).toBe(state);
  });

  it('is counted; states that nobody is in are left out', () => {
    const list = [seen('2018-10-24'), {}, {}, { until: '2025', ...seen('2025-12-01') }];
    expect(countStates(list, toInstant('2026-11-23'))).toEqual([
      { state: 'silent', label: '沉寂', count: 1 },
      { state: 'ended', label: '已结束', count: 1 },
      { state: 'unknown', label: '往来待核实', count: 2 },
    ]);
  });
});
