/**
 * What an inspector of government websites would find, told to the editors days before: 国办秘函〔2019〕19号 (home page and
 * news within two weeks, notices within six months, no blank sections, every entry dated, no dead links, a way to ask),
 * and what this site promises its readers besides (materials, reviews, what is 待核实). Pure.
 */
import { NOUN_NAMES, NOUNS, type NounName } from '#/schemas/nouns.ts';
import { SETTINGS_FILES } from '#/schemas/settings-files.ts';
import { addDays, endInstant, toDay, toInstant } from './dates.ts';
import type { Finding } from './finding.ts';
import type { InspectionItem, Urgency } from './inspection-items.ts';
import { isVisible, type Publishable } from './visibility.ts';

export interface InspectedEntry {
  noun: NounName;
  id: string;
  /** Front matter as it was read. */
  data: Readonly<Record<string, unknown>>;
}

export interface Inspected {
  entries: readonly InspectedEntry[];
  /** The site's settings as they were read. */
  settings: Readonly<Record<string, unknown>>;
  /** What the gate says of the content. */
  findings: readonly Finding[];
  misses: readonly { query: string; times: number; month: string }[];
  /** Entries that wait for a reviewer; `since` in milliseconds since the epoch. */
  waiting: readonly { path: string; title: string; since: number }[];
}

/** Days between updates, and from which on editors are warned. Columns with news are read as 动态/要闻. */
const NEWS = { days: 14, warn: 10 } as const;
const OTHERS = { days: 180, warn: 150 } as const;
const NEWS_COLUMNS: ReadonlySet<NounName> = new Set(['science', 'events']);
/** Columns that change only when what they describe does; the inspection counts them as 概况, without a term. */
const STANDING: ReadonlySet<NounName> = new Set(['regions', 'plan', 'pages', 'terms', 'quizzes', 'awards']);
const REVIEW_AHEAD = 30;
const REVIEW_PATIENCE = 3;
const DAY = 86_400_000;
const LEAST_MISSES = 3;
const MOST_MISSES = 20;
/** Pages such as the accessibility statement are to be checked once a year. */
const PAGE_CHECK = 365;

const text = (value: unknown): string => (typeof value === 'string' ? value : '');
const pathOf = ({ noun, id }: InspectedEntry): string => `content/${noun}/${id}.mdx`;
const titleOf = (entry: InspectedEntry): string => text(entry.data['title']) || entry.id;
const isDay = (value: string): boolean => /^\d{4}-\d{2}-\d{2}/.test(value) && !Number.isNaN(Date.parse(value.slice(0, 10)));
const daysFrom = (day: string, now: number): number => Math.round((toInstant(`${toDay(now)}T00:00`) - toInstant(`${day.slice(0, 10)}T00:00`)) / DAY);

/** Day of the last sign of life of an entry. */
function touched({ data }: InspectedEntry): string | undefined {
  const day = text(data['updated']) || text(data['published']);
  return isDay(day) ? day.slice(0, 10) : undefined;
}

const term = (what: string, last: string, now: number, { days, warn }: { days: number; warn: number }): InspectionItem[] => {
  const age = daysFrom(last, now);
  if (age < warn) return [];
  const due = addDays(last, days);
  return [{ kind: 'update', urgency: age > days ? 'overdue' : 'soon', title: what, due, text: age > days ? `已经 ${age} 天没有更新，期限是 ${days} 天` : `${age} 天没有更新，${days} 天内要有新内容` }];
};

function updates(shown: readonly InspectedEntry[], now: number): InspectionItem[] {
  const newest = (entries: readonly InspectedEntry[]): string | undefined => entries.flatMap((entry) => touched(entry) ?? []).sort().at(-1);
  const home = newest(shown);
  const items = home ? term('首页', home, now, NEWS) : [];
  for (const noun of NOUN_NAMES) {
    const own = shown.filter((entry) => entry.noun === noun);
    const { label } = NOUNS[noun];
    if (own.length === 0) {
      items.push({ kind: 'blank', urgency: 'overdue', title: label, text: '栏目里没有一条读者看得到的内容。发布一条，或从主导航里去掉这个栏目' });
      continue;
    }
    const last = newest(own);
    if (last && !STANDING.has(noun)) items.push(...term(label, last, now, NEWS_COLUMNS.has(noun) ? NEWS : OTHERS));
  }
  return items;
}

function reviews(entry: InspectedEntry, now: number): InspectionItem[] {
  const { data, noun } = entry;
  const checked = text(data['checked']);
  const due = isDay(text(data['reviewDue'])) ? text(data['reviewDue']) : noun === 'pages' && isDay(checked) ? addDays(checked, PAGE_CHECK) : undefined;
  if (!due || daysFrom(due, now) < -REVIEW_AHEAD) return [];
  const late = daysFrom(due, now);
  return [{ kind: 'review', urgency: late > 0 ? 'overdue' : 'soon', title: titleOf(entry), path: pathOf(entry), due, text: late > 0 ? `复核已过期 ${late} 天。重读一遍，改掉过时的，再写新的复核日期` : '快到复核日期了' }];
}

function materials(entry: InspectedEntry, now: number): InspectionItem[] {
  const rows = Array.isArray(entry.data['materials']) ? (entry.data['materials'] as Record<string, unknown>[]) : [];
  const end = text(entry.data['end']) || text(entry.data['start']);
  return rows.flatMap((row): InspectionItem[] => {
    if (!row || text(row['link'])) return [];
    const name = text(row['title']);
    const promised = text(row['promised']);
    const base = { kind: 'materials', title: titleOf(entry), path: pathOf(entry) } as const;
    if (!promised) return isDay(end) && endInstant(end) < now ? [{ ...base, urgency: 'note', text: `活动结束了，材料“${name}”还没有网址，也没有写何时提供` }] : [];
    const late = daysFrom(promised, now);
    if (late > 0) return [{ ...base, urgency: 'overdue', due: promised, text: `答应读者的材料“${name}”晚了 ${late} 天` }];
    return late >= -7 ? [{ ...base, urgency: 'soon', due: promised, text: `材料“${name}”快到答应的日子了` }] : [];
  });
}

/** How often an entry says that something is not verified, in any of its fields. */
function unverifiedIn(value: unknown): number {
  if (typeof value === 'string') return value === 'unverified' || value.includes('待核实') ? 1 : 0;
  if (Array.isArray(value)) return value.reduce<number>((sum, each) => sum + unverifiedIn(each), 0);
  return value !== null && typeof value === 'object' ? unverifiedIn(Object.values(value)) : 0;
}

function faults(findings: readonly Finding[]): InspectionItem[] {
  return findings.filter((each) => each.severity === 'error').map((each) => ({ kind: 'fault', urgency: 'overdue', title: each.path, path: each.path, text: `${each.label ? `【${each.label}】` : ''}${each.message}${each.fix ? `。改法：${each.fix}` : ''}` }));
}

const URGENCIES: readonly Urgency[] = ['overdue', 'soon', 'note'];

/** All items, the most urgent first, then by day. `now` is an instant; days are Asia/Shanghai. `samples`: whether the site shows samples. */
export function inspect({ entries, settings, findings, misses, waiting }: Inspected, now: number, samples = true): InspectionItem[] {
  const shown = entries.filter(({ data }) => isVisible({ ...data, draft: data['draft'] === true } as Publishable, now, samples));
  const items: InspectionItem[] = [...updates(shown, now), ...faults(findings)];
  for (const entry of shown) {
    if (!touched(entry)) items.push({ kind: 'undated', urgency: 'overdue', title: titleOf(entry), path: pathOf(entry), text: '读者看不到发布时间。重新保存一次，服务器会写上' });
    items.push(...reviews(entry, now), ...materials(entry, now));
    const open = unverifiedIn(entry.data);
    if (open > 0) items.push({ kind: 'unverified', urgency: 'note', title: titleOf(entry), path: pathOf(entry), text: `有 ${open} 处待核实` });
  }
  const { phone, email } = (settings['footer'] ?? {}) as { phone?: string; email?: string };
  if (!phone && !email) items.push({ kind: 'enquiry', urgency: 'overdue', title: SETTINGS_FILES['site.yml'].label, path: 'content/settings/site.yml', text: '页脚没有电话也没有邮箱，读者没有地方问' });
  for (const { path, title, since } of waiting) {
    const days = Math.floor((now - since) / DAY);
    if (days >= REVIEW_PATIENCE) items.push({ kind: 'waiting', urgency: 'overdue', title, path, text: `送审 ${days} 天了，还没有人审` });
  }
  for (const { query, times, month } of misses.filter((each) => each.times >= LEAST_MISSES).slice(0, MOST_MISSES)) items.push({ kind: 'misses', urgency: 'note', title: query, text: `搜了 ${times} 次，什么也没有找到（最近在 ${month}）` });
  return items.sort((a, b) => URGENCIES.indexOf(a.urgency) - URGENCIES.indexOf(b.urgency) || (a.due ?? '9').localeCompare(b.due ?? '9'));
}
