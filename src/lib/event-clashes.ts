/**
 * What speaks against the day of an event: a weekend on which schools work, a day of exams, another event for
 * the same 学段 in the same region at the same time. The editor is warned, the reader is told. Pure.
 */
import type { Event } from '#/schemas/events.ts';
import type { SchoolDays } from '#/schemas/school-days.ts';
import { GRADES, type Grade } from '#/schemas/vocabulary.ts';
import { addDays, endInstant, formatDay, formatRange, toInstant, weekday } from './dates.ts';
import type { Span } from './event-state.ts';

/** An event as far as clashes go. */
export interface Clashing {
  /** Tells events apart: the file name. */
  id: string;
  title: string;
  spans: readonly Span[];
  /** Region of the venue; an event without one meets no other. */
  region: string | undefined;
  grades: readonly Grade[];
  /** Samples meet samples only: nobody goes to one. */
  sample: boolean;
}

export interface EventNotice {
  kind: 'workday' | 'exam' | 'clash' | 'unknown';
  /** A whole sentence for readers and editors. */
  text: string;
  /** First day it is about. */
  day: string;
  /** The other event of a clash. */
  other?: string;
}

const OFF: ReadonlySet<unknown> = new Set<Event['status']>(['cancelled', 'postponed']);
const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
const isSpan = (value: unknown): value is Span => typeof value === 'object' && value !== null && /^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2})?$/.test(text((value as Span).start) ?? '') && /^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2})?$/.test(text((value as Span).end) ?? '');

/** From an event's data, judged or as it was read; undefined when it does not take place or has no readable date. */
export function clashingOf(id: string, data: Readonly<Partial<Record<keyof Event, unknown>>>): Clashing | undefined {
  if (data.draft === true || OFF.has(data.status)) return undefined;
  const occurrences: unknown[] = Array.isArray(data.occurrences) ? data.occurrences : [];
  const spans = [{ start: data.start, end: data.end, cancelled: data.firstCancelled }, ...occurrences].filter(isSpan).filter(({ cancelled }) => cancelled !== true);
  if (spans.length === 0) return undefined;
  const grades = (Array.isArray(data.grades) ? data.grades : []).filter((grade): grade is Grade => typeof grade === 'string' && Object.hasOwn(GRADES, grade));
  const region = data.status === 'online' ? undefined : text((data.venue as { region?: unknown } | null | undefined)?.region);
  return { id, title: text(data.title) ?? id, spans, region, grades, sample: data.sample === true };
}

/** Days that a span touches; one that ends at 00:00 does not touch the day that begins then. At most a year of them. */
function daysOf({ start, end }: Span): string[] {
  const last = end.endsWith('T00:00') ? addDays(end.slice(0, 10), -1) : end.slice(0, 10);
  const days = [start.slice(0, 10)];
  while ((days.at(-1) ?? last) < last && days.length < 366) days.push(addDays(days.at(-1) ?? last, 1));
  return days;
}

const isWeekend = (day: string): boolean => ['星期六', '星期日'].includes(weekday(day));
const named = (day: string): string => `${formatDay(day)}（${weekday(day)}）`;
/** 学段 of schools; what is for the public meets everything. */
const schoolGrades = (grades: readonly Grade[]): Grade[] => grades.filter((grade) => grade !== 'public');
const overlap = (a: Span, b: Span): boolean => toInstant(a.start) < endInstant(b.end) && toInstant(b.start) < endInstant(a.end);

function dayNotices(event: Clashing, spans: readonly Span[], { years, exams }: SchoolDays): EventNotice[] {
  const notices: EventNotice[] = [];
  const forSchools = schoolGrades(event.grades).length > 0;
  for (const day of new Set(spans.flatMap(daysOf))) {
    const year = years.find((each) => each.year === Number(day.slice(0, 4)));
    if (year?.workdays.includes(day)) notices.push({ kind: 'workday', day, text: `${named(day)}是调休上班日，学校可能上课。` });
    else if (!year && isWeekend(day) && forSchools && !notices.some(({ kind, day: other }) => kind === 'unknown' && other.slice(0, 4) === day.slice(0, 4))) {
      notices.push({ kind: 'unknown', day, text: `${day.slice(0, 4)} 年的调休安排还没有录入，${named(day)}学校是否上课待核实。` });
    }
    for (const exam of exams) {
      const meets = exam.grades.length === 0 ? forSchools : exam.grades.some((grade) => event.grades.includes(grade));
      const told = notices.some(({ kind, text: words }) => kind === 'exam' && words.includes(`“${exam.name}”`));
      if (meets && day >= exam.start && day <= exam.end && !told) notices.push({ kind: 'exam', day, text: `${named(day)}有学校考试“${exam.name}”。` });
    }
  }
  return notices;
}

/**
 * All notices on the dates of an event that are not over at `now`, in the order of days. `others` may hold the
 * event itself.
 */
export function eventNotices(event: Clashing, others: Iterable<Clashing>, calendar: SchoolDays, now: number): EventNotice[] {
  const spans = event.spans.filter(({ end }) => endInstant(end) > now);
  const notices = dayNotices(event, spans, calendar);
  const grades = schoolGrades(event.grades);
  for (const other of others) {
    if (other.id === event.id || other.sample !== event.sample || event.region === undefined || other.region !== event.region) continue;
    const shared = grades.filter((grade) => other.grades.includes(grade));
    const meeting = shared.length > 0 ? spans.flatMap((span) => other.spans.filter((each) => overlap(span, each)).map((each) => ({ span, each })))[0] : undefined;
    if (meeting) notices.push({ kind: 'clash', day: meeting.span.start.slice(0, 10), other: other.id, text: `同一时间在同一市县，面向${shared.map((grade) => GRADES[grade]).join('、')}的还有《${other.title}》（${formatRange(meeting.each.start, meeting.each.end)}）。` });
  }
  return notices.sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0));
}
