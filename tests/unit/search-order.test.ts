/** The order in which results are shown: what is to come before what is over, and every section on the first page. */
import { describe, expect, test } from 'vitest';
import type { Facets } from '#/search/lookup.ts';
import { balanced, newestFirst, timely } from '#/search/order.ts';
import type { Ranked } from '#/search/rank.ts';
import { pauseAfter, suggestionsFor } from '#/components/search/suggest.ts';

const TODAY = '2026-11-23';
const dayOf = (date: string) => Date.parse(`${date}T00:00:00Z`) / 86_400_000;
const ranked = (id: string, score: number, full = true): Ranked => ({ id, score, coverage: full ? 1 : 0.5, full });

function lookupOf(pages: Record<string, [section: string, date?: string]>) {
  const facets: Facets = new Map(Object.entries(pages).map(([id, [section]]) => [id, { section: [section] }]));
  return { facets: () => facets, day: (id: string) => { const date = pages[id]?.[1]; return date === undefined ? undefined : dayOf(date); } };
}
const ids = (list: readonly Ranked[]) => list.map(({ id }) => id).join(' ');

describe('time', () => {
  const lookup = lookupOf({ over: ['活动', '2026-04-01'], longOver: ['活动', '2021-04-01'], today: ['活动', TODAY], coming: ['活动', '2026-12-05'], old: ['科普', '2020-01-01'], fresh: ['科普', '2026-11-01'], undated: ['市县'] });
  test('an event to come stands above one that is over and fits alike; one of today is to come', () => {
    expect(ids(timely([ranked('longOver', 10), ranked('over', 10), ranked('coming', 10), ranked('today', 10)], lookup, TODAY))).toBe('coming today over longOver');
  });
  test('a much better fit stays first, whenever it took place', () => {
    expect(ids(timely([ranked('over', 20), ranked('coming', 10)], lookup, TODAY))).toBe('over coming');
  });
  test('of articles that fit alike the newer is first; what has no date keeps its place', () => {
    expect(ids(timely([ranked('old', 10), ranked('fresh', 10), ranked('undated', 10.5)], lookup, TODAY))).toBe('undated fresh old');
  });
  test('by date: the newest first, undated pages last', () => {
    expect(ids(newestFirst([ranked('undated', 9), ranked('old', 8), ranked('coming', 1)], lookup))).toBe('coming old undated');
  });
});

describe('sections', () => {
  const articles = Array.from({ length: 14 }, (_, i) => ranked(`a${i}`, 20 - i / 10));
  const lookup = lookupOf(Object.fromEntries([...articles.map(({ id }) => [id, ['科普']] as const), ['e', ['活动']], ['r', ['市县']], ['far', ['合作']]] as [string, [string]][]));
  test('the best of other sections come before the last of one that would take nearly all', () => {
    const shown = balanced([...articles, ranked('e', 12), ranked('r', 11)], lookup);
    expect(ids(shown.slice(0, 8))).toBe('a0 a1 a2 a3 a4 a5 e r');
    expect(ids(shown.slice(8))).toBe(ids(articles.slice(6)));
  });
  test('not if they answer much worse, or only in part', () => {
    expect(ids(balanced([...articles, ranked('far', 1), ranked('e', 0.5, false)], lookup))).toBe(ids([...articles, ranked('far', 1), ranked('e', 0.5)]));
    expect(ids(balanced([...articles, ranked('e', 15, false)], lookup))).toBe(`${ids(articles)} e`);
  });
  test('nothing is lost and nothing comes twice; few results stay as they are', () => {
    const list = [...articles, ranked('e', 19), ranked('r', 18)].sort((a, b) => b.score - a.score);
    expect(new Set(balanced(list, lookup).map(({ id }) => id))).toEqual(new Set(list.map(({ id }) => id)));
    expect(balanced(list, lookup)).toHaveLength(list.length);
    expect(balanced([], lookup)).toEqual([]);
    expect(ids(balanced(articles.slice(0, 3), lookup))).toBe('a0 a1 a2');
  });
});

test('suggestions: past queries that begin so, then titles that the query stands in', () => {
  const result = (title: string, marked: boolean) => ({ id: title, href: `/${title}/`, title: [{ text: title, marked }], excerpt: [], section: undefined, date: undefined, values: { section: ['词条'] } });
  expect(suggestionsFor('人', ['人参', '冰酒', '人'], [result('人参', true), result('林下', false)])).toEqual([{ text: '人参', hint: '搜过' }, { text: '人参', hint: '词条', href: '/人参/' }]);
  expect(suggestionsFor(' ', ['人参', '冰酒'])).toEqual([{ text: '人参', hint: '搜过' }, { text: '冰酒', hint: '搜过' }]);
});

test('a search begins at once behind a Chinese character, and waits for more behind a letter', () => {
  expect(['人参', '人参为什么怕晒？'].map(pauseAfter)).toEqual([0, 0]);
  expect(['rensh', '人参s', 'pH 7'].map(pauseAfter).every((pause) => pause > 0)).toBe(true);
});
