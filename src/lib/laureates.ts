/** Laureates as rows of tables: by award and year, vacant years included; by region. Pure. */
import { EDITION_STATUS, type Edition } from '#/schemas/editions.ts';

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

/** How the years of an award came out: `{ years: 23, laureates: 40, vacant: 2, open: 3 }`. `open` are years whose result is not known. */
export function countYears(editions: readonly EditionEntry[]): { years: number; laureates: number; vacant: number; open: number } {
  return {
    years: editions.length,
    laureates: editions.reduce((sum, { data }) => sum + data.laureates.length, 0),
    vacant: editions.filter(({ data }) => data.status === 'vacant').length,
    open: editions.filter(({ data }) => data.status !== 'vacant' && data.laureates.length === 0).length,
  };
}
