/**
 * The one place that converts and words dates. Content holds wall-clock strings in Asia/Shanghai
 * (`2026-09-19T18:30`) or days (`2026-09-19`); a fixed offset is exact because the zone has had no
 * summer time since 1991. Nothing here depends on the machine's own zone.
 */
import { UTC_OFFSET_MINUTES } from '#/site.ts';

const OFFSET = UTC_OFFSET_MINUTES * 60_000;
const WEEKDAYS = ['星期日', '星期一', '星期二', '星期三', '星期四', '星期五', '星期六'] as const;

/** Milliseconds since the epoch of a wall-clock time; a bare day means its first minute. */
export function toInstant(wallClock: string): number {
  const full = wallClock.length === 10 ? `${wallClock}T00:00` : wallClock;
  return Date.parse(`${full}:00Z`) - OFFSET;
}

/** Wall-clock time `YYYY-MM-DDTHH:mm` in Asia/Shanghai of an instant. */
export function toWallClock(instant: number): string {
  return new Date(instant + OFFSET).toISOString().slice(0, 16);
}

/** Day `YYYY-MM-DD` in Asia/Shanghai of an instant. */
export function toDay(instant: number): string {
  return toWallClock(instant).slice(0, 10);
}

/** The instant after which an event with this end is past: its end, or the end of its last day. */
export function endInstant(end: string): number {
  return end.length === 10 ? toInstant(addDays(end, 1)) : toInstant(end);
}

/** Day arithmetic on `YYYY-MM-DD`. */
export function addDays(day: string, count: number): string {
  return new Date(Date.parse(`${day}T00:00Z`) + count * 86_400_000).toISOString().slice(0, 10);
}

/** `星期六` for `2026-09-19`. */
export function weekday(day: string): string {
  return WEEKDAYS[new Date(`${day.slice(0, 10)}T00:00Z`).getUTCDay()] ?? '';
}

/** ISO 8601 with offset, for `datetime` attributes, JSON-LD and feeds: `2026-09-19T18:30:00+08:00`; a day stays a day. */
export function iso(wallClock: string): string {
  return wallClock.length === 10 ? wallClock : `${wallClock}:00+08:00`;
}

/** `2026年9月19日`. Shorter values (`2026`, `2026-09`) give what they hold. */
export function formatDay(value: string): string {
  const [year, month, day] = value.slice(0, 10).split('-');
  return `${year}年${month ? `${Number(month)}月` : ''}${day ? `${Number(day)}日` : ''}`;
}

/** `18:30` of a wall-clock time, '' for a day. */
export function formatTime(wallClock: string): string {
  return wallClock.slice(11, 16);
}

/** `2026年9月` for `2026-09…`. */
export function formatMonth(value: string): string {
  return formatDay(value.slice(0, 7));
}

/**
 * Start and end as people say them:
 * - `2026-09-19T18:30`, `2026-09-19T20:00` → 2026年9月19日（星期六）18:30—20:00
 * - `2026-09-19T18:30`, `2026-09-20T12:00` → 2026年9月19日（星期六）18:30 至 9月20日（星期日）12:00
 * - `2026-09-19`, `2026-09-21` → 2026年9月19日（星期六）至 9月21日（星期一）全天
 * A second year is named only when it differs.
 */
export function formatRange(start: string, end: string): string {
  const head = `${formatDay(start)}（${weekday(start)}）`;
  const sameDay = start.slice(0, 10) === end.slice(0, 10);
  const tail = `${start.slice(0, 4) === end.slice(0, 4) ? formatDay(end).slice(5) : formatDay(end)}（${weekday(end)}）`;
  if (start.length === 10) return sameDay ? `${head}全天` : `${head}至 ${tail}全天`;
  if (sameDay) return `${head}${formatTime(start)}—${formatTime(end)}`;
  return `${head}${formatTime(start)} 至 ${tail}${formatTime(end)}`;
}

/** PubDate of the government meta tags: `2026-09-19 18:30`, Beijing time. */
export function formatPubDate(wallClock: string): string {
  return wallClock.replace('T', ' ');
}
