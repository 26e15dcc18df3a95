/** What a date block says. Pure, and the same in the build and in the browser, which corrects a page that is older than today. */
import { formatDay, iso, weekday } from './dates.ts';

/** `open`: nobody knows the new date yet. */
export type DateState = 'default' | 'ongoing' | 'past' | 'cancelled' | 'open';

export interface DateLeaf {
  /** For `datetime`. */
  datetime: string;
  /** `9月`, with the year in front for lists that span several: `2026年9月`. */
  month: string;
  /** `19`. */
  day: string;
  /** `星期六`. */
  week: string;
  /** `至9月21日`, '' when it ends on the same day. */
  until: string;
}

export const DATE_WORDS: Readonly<Record<DateState, string>> = { default: '', ongoing: '进行中', past: '已结束', cancelled: '已取消', open: '日期待定' };

/** The leaf of a date: start and end as wall-clock times or days in Asia/Shanghai. */
export function dateLeaf(start: string, end: string, year: boolean): DateLeaf {
  return {
    datetime: iso(start),
    month: `${year ? `${start.slice(0, 4)}年` : ''}${Number(start.slice(5, 7))}月`,
    day: String(Number(start.slice(8, 10))),
    week: weekday(start),
    until: end.slice(0, 10) === start.slice(0, 10) ? '' : `至${formatDay(end).slice(5)}`,
  };
}
