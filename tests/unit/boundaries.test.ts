/** When the server must build again although nothing was written. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { nextBoundary, type Timed } from '#/lib/boundaries.ts';
import { toInstant, toWallClock } from '#/lib/dates.ts';
import { phaseOf, registrationState } from '#/lib/event-state.ts';

const next = (now: string, ...entries: Timed[]): string => toWallClock(nextBoundary(entries, toInstant(now)));
const lecture = { start: '2026-11-23T18:30', end: '2026-11-23T20:00', occurrences: [{ start: '2026-11-24T18:30', end: '2026-11-24T20:00' }], registration: { kind: 'link' as const, opens: '2026-11-23T08:00', closes: '2026-11-23T12:00' } };

describe('the next boundary', () => {
  test.each([
    ['2026-11-23T07:00', '2026-11-23T08:00'],
    ['2026-11-23T08:00', '2026-11-23T12:00'],
    ['2026-11-23T12:30', '2026-11-23T18:30'],
    ['2026-11-23T18:30', '2026-11-23T20:00'],
    ['2026-11-23T20:00', '2026-11-24T00:00'],
    ['2026-11-24T00:00', '2026-11-24T18:30'],
  ])('after %s of a lecture with registration is %s', (now, then) => {
    expect(next(now, lecture)).toBe(then);
  });

  test('is midnight when there is nothing else, also at the end of whole days, months and years', () => {
    expect(next('2026-12-31T23:59')).toBe('2027-01-01T00:00');
    expect(next('2026-11-23T09:00', { start: '2026-11-23', end: '2026-11-25', occurrences: [] })).toBe('2026-11-24T00:00');
  });

  test('is the time at which an entry becomes public', () => {
    expect(next('2026-11-23T09:00', { published: '2026-11-23T09:00' }, { published: '2026-11-23T10:00' }, lecture)).toBe('2026-11-23T10:00');
  });

  test('is never passed: between two boundaries an event reads the same at every minute', () => {
    const clock = fc.integer({ min: toInstant('2026-11-23T00:00') / 60_000, max: toInstant('2026-11-25T00:00') / 60_000 });
    const event = fc.tuple(clock, fc.integer({ min: 1, max: 300 }), clock, fc.integer({ min: 1, max: 600 })).map(([start, length, opens, open]) => ({
      start: toWallClock(start * 60_000), end: toWallClock((start + length) * 60_000), occurrences: [], status: 'scheduled' as const,
      registration: { kind: 'link' as const, link: 'https://example.org/', opens: toWallClock(opens * 60_000), closes: toWallClock((opens + open) * 60_000) },
    }));
    fc.assert(fc.property(event, clock, fc.nat(1440), (data, minute, later) => {
      const now = minute * 60_000;
      const boundary = nextBoundary([data], now);
      expect(boundary).toBeGreaterThan(now);
      const then = Math.min(now + later * 60_000, boundary - 1);
      expect(phaseOf(data, then)).toBe(phaseOf(data, now));
      expect(registrationState(data, then).state).toBe(registrationState(data, now).state);
    }), { numRuns: 1000 });
  });
});
