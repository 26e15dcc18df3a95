/** Laureates as rows of tables: by award and year, vacant years included; by region. Pure. */
import { createHash } from 'node:crypto';
import { EDITION_STATUS, type Edition } from '#/schemas/editions.ts';
import { groupBy } from './ordering.ts';

export type Laureate = Edition['laureates'][number];

interface EditionEntry {
  id: string;
  path: string;
  data: Edition;
}

/** Latest year first; editions of one year by id. */
export function byYear<E extends EditionEntry>(editions: readonly E[]): E[] {
  return [...editions].sort((a, b) => b.data.year - a.data.year || (a.id < b.id ? -1 : 1));
}

/** One row of a table of laureates. A year without laureates is a row too, whose `laureate` is undefined. */
export interface LaureateRow<E> {
  edition: E;
  laureate: Laureate | undefined;
  /** `空缺`, `结果待核实`… where there is no laureate; '' where there is one. */
  note: string;
  /** How many rows this edition has, on its first row; 0 on the others (for `rowspan`). */
  rows: number;
}

/** What to say of a year without laureates: `空缺`, `名单待核实`, `公示中`… */
export function laureateNote(status: Edition['status']): string {
  return status === 'awarded' ? '名单待核实' : EDITION_STATUS[status];
}

/** Rows of editions in the order given. */
export function laureateRows<E extends EditionEntry>(editions: readonly E[]): LaureateRow<E>[] {
  return editions.flatMap((edition): LaureateRow<E>[] => {
    const { laureates, status } = edition.data;
    if (laureates.length === 0) return [{ edition, laureate: undefined, note: laureateNote(status), rows: 1 }];
    return laureates.map((laureate, index) => ({ edition, laureate, note: '', rows: index === 0 ? laureates.length : 0 }));
  });
}

/** Name of a laureate's category as the award calls it; '' when neither is known. */
export function categoryName(laureate: Pick<Laureate, 'category' | 'grade'>, categories: readonly { id: string; name: string }[]): string {
  const name = categories.find(({ id }) => id === laureate.category)?.name ?? '';
  return [name, laureate.grade].filter(Boolean).join(' ');
}

/** How the years of an award came out, and how many are honoured. */
export interface YearCounts {
  years: number;
  laureates: number;
  persons: number;
  organisations: number;
  /** Years in which two or more were honoured together. */
  shared: number;
  /** Years in which nobody was. */
  vacant: number;
  /** Years whose result, or whose list, is not known. */
  open: number;
}

/** See {@link YearCounts}. A person honoured in two years counts twice: it is prizes that are counted. */
export function countYears(editions: readonly Pick<EditionEntry, 'data'>[]): YearCounts {
  const lists = editions.map(({ data }) => data.laureates);
  const all = lists.flat();
  return {
    years: editions.length,
    laureates: all.length,
    persons: all.filter(({ kind }) => kind === 'person').length,
    organisations: all.filter(({ kind }) => kind === 'organisation').length,
    shared: lists.filter(({ length }) => length > 1).length,
    vacant: editions.filter(({ data }) => data.status === 'vacant').length,
    open: editions.filter(({ data }) => data.status !== 'vacant' && data.laureates.length === 0).length,
  };
}

/** What the counts mean, in sentences: several in one year, organisations, vacant years, years not known. */
export function explainCounts({ years, laureates, persons, organisations, shared, vacant, open }: YearCounts): string[] {
  return [
    laureates === 0 ? `收录 ${years} 个年度。` : `收录 ${years} 个年度，获奖 ${laureates} 人（次）${organisations > 0 ? `，其中个人 ${persons}、组织 ${organisations}` : '，都是个人'}。`,
    ...(shared > 0 ? [`有 ${shared} 个年度由两名以上的获奖者同获，每名各算一次；份额没有公布的不作推算。`] : []),
    ...(vacant > 0 ? [`空缺 ${vacant} 个年度，空缺也占一行，不是漏写。`] : []),
    ...(open > 0 ? [`还有 ${open} 个年度的结果或名单待核实，不算空缺，也不用推测补上。`] : []),
  ];
}

/** How many laureates fall under each key; those for whom none is known come last, under `undefined`. Largest first, equal ones by key. */
export function tally(editions: readonly Pick<EditionEntry, 'data'>[], keyOf: (laureate: Laureate) => string | undefined): { key: string | undefined; persons: number; organisations: number }[] {
  const groups = groupBy(editions.flatMap(({ data }) => data.laureates), (laureate) => [keyOf(laureate) ?? '']);
  return [...groups]
    .sort(([a, left], [b, right]) => Number(a === '') - Number(b === '') || right.length - left.length || (a < b ? -1 : 1))
    .map(([key, list]) => ({ key: key || undefined, persons: list.filter(({ kind }) => kind === 'person').length, organisations: list.filter(({ kind }) => kind === 'organisation').length }));
}

/** Where what is said of a laureate stands: their own source, else those of their edition. `href` is a full address. */
export function groundsOf(edition: Pick<Edition, 'sources'>, laureate: Pick<Laureate, 'source'> | undefined): { text: string; href?: string | undefined }[] {
  const shared = edition.sources.map(({ publisher, date, link }) => ({ text: [publisher, date].filter(Boolean).join(' '), href: link }));
  return laureate?.source ? [{ text: laureate.source }, ...shared] : shared;
}

/**
 * A name for a laureate's row that stays the same when rows are moved or corrected: the edition, and eight
 * digits of a digest of kind and name. A second row of one name gets -2, and so on, in the list's order.
 */
export function laureateIds(editionId: string, laureates: readonly Pick<Laureate, 'kind' | 'name'>[]): string[] {
  const seen = new Map<string, number>();
  return laureates.map(({ kind, name }) => {
    const id = `${editionId}.${createHash('sha256').update(`${kind} ${name}`).digest('hex').slice(0, 8)}`;
    const count = (seen.get(id) ?? 0) + 1;
    seen.set(id, count);
    return count === 1 ? id : `${id}-${count}`;
  });
}
