import { describe, expect, it } from 'vitest';
import { byYear, categoryName, countYears, explainCounts, groundsOf, laureateIds, laureateRows, tally } from '#/lib/laureates.ts';
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
    expect(countYears(all)).toEqual({ years: 4, laureates: 2, persons: 2, organisations: 0, shared: 1, vacant: 1, open: 2 });
  });

  it('says in words what the counts mean', () => {
    expect(explainCounts(countYears(all))).toEqual([
      '收录 4 个年度，获奖 2 人（次），都是个人。',
      '有 1 个年度由两名以上的获奖者同获，每名各算一次；份额没有公布的不作推算。',
      '空缺 1 个年度，空缺也占一行，不是漏写。',
      '还有 2 个年度的结果或名单待核实，不算空缺，也不用推测补上。',
    ]);
    const organisation = { data: { ...edition(2020, 'awarded').data, laureates: [{ kind: 'organisation' as const, name: '某研究所', certainty: 'verified' as const }] } };
    expect(explainCounts(countYears([organisation]))).toEqual(['收录 1 个年度，获奖 1 人（次），其中个人 0、组织 1。']);
  });

  it('tallies by a key, the unknown ones last', () => {
    const one = (name: string, region?: string) => ({ kind: 'person' as const, name, certainty: 'verified' as const, ...(region && { region }) });
    const list = [{ data: { ...edition(2020, 'awarded').data, laureates: [one('甲'), one('乙'), one('丙', 'jian'), one('丁', 'jian'), one('戊', 'huinan')] } }];
    expect(tally(list, ({ region }) => region)).toEqual([
      { key: 'jian', persons: 2, organisations: 0 },
      { key: 'huinan', persons: 1, organisations: 0 },
      { key: undefined, persons: 2, organisations: 0 },
    ]);
  });

  it('names rows by what they say, not by where they stand', () => {
    const [a, b] = [{ kind: 'person' as const, name: '刘东生' }, { kind: 'person' as const, name: '王永志' }];
    const ids = laureateIds('zuigao-2003', [a, b]);
    expect(ids[0]).toMatch(/^zuigao-2003\.[0-9a-f]{8}$/);
    expect(laureateIds('zuigao-2003', [b, a])).toEqual([...ids].reverse());
    const twice = laureateIds('zuigao-2003', [a, a]);
    expect(twice).toEqual([ids[0], `${ids[0] ?? ''}-2`]);
  });

  it('rests a row on its own source, then on those of its edition', () => {
    const sources = [{ title: '公报', publisher: '科技部', date: '2004-02', link: 'https://example.org/' }];
    expect(groundsOf({ sources }, { source: '据报道' })).toEqual([{ text: '据报道' }, { text: '科技部 2004-02', href: 'https://example.org/' }]);
    expect(groundsOf({ sources: [] }, undefined)).toEqual([]);
  });

  it('names category and grade as far as they are known', () => {
    const categories = [{ id: 'ziran', name: '自然科学奖' }];
    expect(categoryName({ category: 'ziran', grade: '一等' }, categories)).toBe('自然科学奖 一等');
    expect(categoryName({ grade: '二等' }, categories)).toBe('二等');
    expect(categoryName({}, categories)).toBe('');
  });
});
