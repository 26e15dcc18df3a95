import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { daysFrom, mondayOf, monthGrid, weekOf } from '#/lib/calendar-grid.ts';
import { addDays } from '#/lib/dates.ts';

const day = fc.integer({ min: 0, max: 40_000 }).map((count) => addDays('2000-01-01', count));

describe('weeks', () => {
  it.each([
    ['2026-11-23', '2026-W48'],
    ['2026-12-31', '2026-W53'],
    ['2027-01-01', '2026-W53'],
    ['2027-01-04', '2027-W01'],
    ['2024-12-30', '2025-W01'],
    ['2021-01-03', '2020-W53'],
  ])('%s lies in %s (ISO 8601)', (date, week) => { expect(weekOf(date)).toBe(week); });

  it('begin on Monday and hold their seven days', () => {
    fc.assert(fc.property(day, (date) => {
      const week = daysFrom(mondayOf(date));
      expect(week).toContain(date);
      expect(new Date(`${week[0] ?? ''}T00:00Z`).getUTCDay()).toBe(1);
      expect(new Set(week.map(weekOf)).size).toBe(1);
    }));
  });
});

it('a month stands in its grid whole, each day once and in its column', () => {
  fc.assert(fc.property(day, (date) => {
    const month = date.slice(0, 7);
    const grid = monthGrid(month);
    const days = grid.flat().filter((each) => each !== undefined);
    expect(days[0]).toBe(`${month}-01`);
    expect(addDays(days.at(-1) ?? '', 1).slice(8)).toBe('01');
    expect(new Set(days).size).toBe(days.length);
    for (const week of grid) {
      expect(week).toHaveLength(7);
      week.forEach((each, column) => { if (each) expect((new Date(`${each}T00:00Z`).getUTCDay() + 6) % 7).toBe(column); });
    }
  }));
});
