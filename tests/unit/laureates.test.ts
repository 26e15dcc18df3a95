import { describe, expect, it } from 'vitest';
import { byYear, categoryName, countYears, laureateRows } from '#/lib/laureates.ts';
import type { Edition } from '#/schemas/editions.ts';

const edition = (year: number, status: Edition['status'], names: string[] = []) => ({
  id: `e-${year}`,
  path: `/editions/e-${year}/`,
  data: {
    title: `${year}年度`,
    urlName: `e-${year}`,
    award: 'zuigao',
    year,
    status,
    laureates: names.map((name) => ({ kind: 'person' as const, name, certainty: 'verified' as const })),
    sources: [],
    certainty: 'verified' as const,
    sample: false,
    draft: false,
  } satisfies Edition,
});

describe('laureates', () => {
  const all = [edition(2003, 'awarded', ['刘东生', '王永志']), edition(2004, 'vacant'), edition(2021, 'unknown'), edition(2005, 'awarded')];

  it('gives vacant and unknown years a row of their own', () => {
    const rows = laureateRows(byYear(all));
    expect(rows.map((row) => [row.edition.data.year, row.laureate?.name ?? row.note, row.rows])).toEqual([
      [2021, '结果待核实', 1],
      [2005, '名单待核实', 1],
      [2004, '空缺', 1],
      [2003, '刘东生', 2],
      [2003, '王永志', 0],
    ]);
  });

  it('counts years, laureates, vacant and open ones', () => {
    expect(countYears(all)).toEqual({ years: 4, laureates: 2, vacant: 1, open: 2 });
  });

  it('names category and grade as far as they are known', () => {
    const categories = [{ id: 'ziran', name: '自然科学奖' }];
    expect(categoryName({ category: 'ziran', grade: '一等' }, categories)).toBe('自然科学奖 一等');
    expect(categoryName({ grade: '二等' }, categories)).toBe('二等');
    expect(categoryName({}, categories)).toBe('');
  });
});
