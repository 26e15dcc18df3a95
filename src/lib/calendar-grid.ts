/** Months and weeks as people hang them on the wall: weeks begin on Monday (ISO 8601). Pure; days are `YYYY-MM-DD`. */
import { addDays } from './dates.ts';

const weekdayFromMonday = (day: string): number => (new Date(`${day}T00:00Z`).getUTCDay() + 6) % 7;

/** Monday of a day's week. */
export function mondayOf(day: string): string {
  return addDays(day, -weekdayFromMonday(day));
}

/** `2026-W49`: the week belongs to the year in which its Thursday lies. */
export function weekOf(day: string): string {
  const thursday = addDays(mondayOf(day), 3);
  const year = thursday.slice(0, 4);
  const dayOfYear = (Date.parse(`${thursday}T00:00Z`) - Date.parse(`${year}-01-01T00:00Z`)) / 86_400_000;
  return `${year}-W${String(Math.floor(dayOfYear / 7) + 1).padStart(2, '0')}`;
}

/** The seven days from a Monday on. */
export function daysFrom(monday: string): string[] {
  return Array.from({ length: 7 }, (_, index) => addDays(monday, index));
}

/** A month `YYYY-MM` as weeks of seven days; days of the neighbouring months are undefined. */
export function monthGrid(month: string): (string | undefined)[][] {
  const weeks: (string | undefined)[][] = [];
  for (let monday = mondayOf(`${month}-01`); monday.slice(0, 7) <= month; monday = addDays(monday, 7)) {
    weeks.push(daysFrom(monday).map((day) => (day.startsWith(month) ? day : undefined)));
  }
  return weeks;
}
