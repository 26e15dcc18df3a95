/**
 * The periods in which the result of an award lies open to the public: 公示, and 异议 where its end differs.
 * Days are Asia/Shanghai and a period lasts until the end of its last day. Pure.
 */
import type { Edition } from '#/schemas/editions.ts';
import { toDay } from './dates.ts';

/** One period. An unknown first or last day is ''. */
export interface Period {
  /** 公示, 异议 or 公示和异议. */
  what: string;
  from: string;
  until: string;
}

type Open = Pick<Edition, 'publicityFrom' | 'publicityUntil' | 'objectionUntil'>;

/** The periods of an edition: none, one, or two where objections may be raised longer or shorter than the list is shown. */
export function periodsOf({ publicityFrom: from = '', publicityUntil = '', objectionUntil = '' }: Open): Period[] {
  if (from === '' && publicityUntil === '') return [];
  if (objectionUntil === '' || objectionUntil === publicityUntil) return [{ what: '公示和异议', from, until: publicityUntil }];
  return [{ what: '公示', from, until: publicityUntil }, { what: '异议', from, until: objectionUntil }];
}

/**
 * What to say of a period on a day: `公示还有 7 天截止：2026年11月30日 24:00（北京时间）。` Stands on its own feet, without
 * imports, because the page carries its source as well (see {@link PERIOD_SCRIPT}).
 */
export function periodWords(what: string, from: string, until: string, today: string): string {
  const say = (day: string): string => day.replace(/^(\d+)-0?(\d+)-0?(\d+)$/, '$1年$2月$3日');
  const days = (a: string, b: string): number => Math.round((Date.parse(b) - Date.parse(a)) / 86400000);
  if (from !== '' && today < from) return what + '还有 ' + days(today, from) + ' 天开始，' + say(from) + ' 至 ' + (until === '' ? '待核实' : say(until)) + '。';
  if (until === '') return what + '从 ' + say(from) + ' 开始，截止日期待核实。';
  if (today > until) return what + '已在 ' + say(until) + ' 截止。';
  return what + (today === until ? '今天截止：' : '还有 ' + days(today, until) + ' 天截止：') + say(until) + ' 24:00（北京时间）。';
}

/** Whether a period is under way at an instant; one without a known end is not counted as such. */
export function isOpen({ from, until }: Period, now: number): boolean {
  const today = toDay(now);
  return until !== '' && today <= until && (from === '' || from <= today);
}

/**
 * Sets the words of all `[data-period]` elements by the reader's clock, so that a page built last week counts
 * rightly. It runs where it stands, behind them. Its text is the same on every page: a content security policy
 * can name it by its hash.
 */
export const PERIOD_SCRIPT = `(()=>{const w=${periodWords.toString()};const t=new Date(Date.now()+288e5).toISOString().slice(0,10);for(const e of document.querySelectorAll('[data-period]'))e.textContent=w(e.dataset.period,e.dataset.from,e.dataset.until,t)})()`;
