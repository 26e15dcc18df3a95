import { describe, expect, it } from 'vitest';
import { byOrder, groupBy, inPages, newestFirst } from '#/lib/ordering.ts';
import { relatedTo, resolver, reverse } from '#/lib/relations.ts';
import { shelve } from '#/lib/shelves.ts';
import { random } from '#tests/bench/corpus.ts';

interface Article {
  id: string;
  topics: string[];
  regions: string[];
}
const article = (id: string, topics: string[], regions: string[] = []): Article => ({ id, topics, regions });
const features = ({ topics, regions }: Article): Record<string, number> => Object.fromEntries([...topics.map((topic) => [`topic:${topic}`, 2]), ...regions.map((region) => [`region:${region}`, 2])]);
const ids = (list: readonly { id: string }[]): string[] => list.map(({ id }) => id);

describe('relations', () => {
  const all = [article('a', ['ginseng'], ['jian']), article('b', ['steel']), article('c', ['ginseng', 'steel'], ['jian', 'jian'])];

  it('looks ids up in their order and passes hidden ones over', () => {
    expect(ids(resolver(all)(['c', 'hidden', 'a']))).toEqual(['c', 'a']);
  });

  it('reads a relation backwards, each entry once', () => {
    const of = reverse(all, ({ regions }) => regions);
    expect(ids(of('jian'))).toEqual(['a', 'c']);
    expect(of('liuhe')).toEqual([]);
  });
});

describe('related entries', () => {
  it('puts what shares more, and rarer, in front and leaves strangers out', () => {
    const all = [article('x', ['health', 'ginseng'], ['jian']), article('common', ['health']), article('rare', ['ginseng'], ['jian']), article('stranger', ['steel']), article('other', ['health'])];
    const [x] = all;
    expect(x && ids(relatedTo(all, features)(x))).toEqual(['rare', 'common', 'other']);
  });

  it('holds `least` and `count`', () => {
    const all = [article('x', ['t'], ['r']), article('far', ['t']), article('near', ['t'], ['r']), article('near2', ['t'], ['r'])];
    const [x] = all;
    expect(x && ids(relatedTo(all, features, { least: 3 })(x))).toEqual(['near', 'near2']);
    expect(x && ids(relatedTo(all, features, { count: 1 })(x))).toEqual(['near']);
  });

  it('scores as the sum over what is shared, weight times rarity, whatever the numbers of features are', () => {
    const next = random(7);
    const some = (names: string, most: number): string[] => [...names].filter(() => next() * names.length < most);
    const all = Array.from({ length: 200 }, (_, at) => article(`e${at}`, some('abcdefgh', 2), some('xyz', 1)));
    const of = new Map(all.map((each) => [each.id, features(each)]));
    const rarity = (feature: string): number => Math.log(1 + all.length / all.filter((each) => feature in (of.get(each.id) ?? {})).length);
    const score = (one: Article, other: Article): number => Object.entries(of.get(one.id) ?? {}).reduce((sum, [feature, weight]) => (feature in (of.get(other.id) ?? {}) ? sum + weight * rarity(feature) : sum), 0);
    const related = relatedTo(all, features, { count: 3, least: 2 });
    const outsider = article('outside', ['a', 'unheard'], ['x']);
    of.set(outsider.id, features(outsider));
    for (const each of [...all, outsider]) {
      const best = all.filter((other) => other !== each).map((other) => Number(score(each, other).toFixed(6))).filter((sum) => sum >= 2).sort((a, b) => b - a).slice(0, 3);
      expect(related(each).map((other) => Number(score(each, other).toFixed(6))), each.id).toEqual(best);
    }
  });

  it('relates nothing to an entry that shares nothing', () => {
    const all = [article('x', ['a']), article('y', ['b'])];
    const [x] = all;
    expect(x && relatedTo(all, features)(x)).toEqual([]);
  });
});

describe('orders and groups', () => {
  it('puts the latest publication first and unpublished last', () => {
    const dated = [{ id: 'none', data: {} }, { id: 'b', data: { published: '2026-01-01T09:00' } }, { id: 'a', data: { published: '2026-01-01T09:00' } }, { id: 'new', data: { published: '2026-02-01T09:00' } }];
    expect(ids(newestFirst(dated))).toEqual(['new', 'a', 'b', 'none']);
  });

  it('follows the editors’ order', () => {
    expect(ids(byOrder([{ id: 'z', data: { order: 2 } }, { id: 'b', data: { order: 1 } }, { id: 'a', data: { order: 2 } }]))).toEqual(['b', 'a', 'z']);
  });

  it.each([[0, [0]], [24, [24]], [25, [24, 1]], [49, [24, 24, 1]]])('cuts %i items into pages of %j', (count, sizes) => {
    expect(inPages(Array.from({ length: count }, (_, index) => index), 24).map((page) => page.length)).toEqual(sizes);
  });

  it('groups under several keys', () => {
    expect([...groupBy([1, 2, 3, 6], (n) => [n % 2 ? 'odd' : 'even', ...(n % 3 ? [] : ['three'])])]).toEqual([['odd', [1, 3]], ['even', [2, 6]], ['three', [3, 6]]]);
  });

  it('makes shelves in the vocabulary’s order and none that is empty', () => {
    const shelves = shelve([article('a', ['steel']), article('b', ['ginseng', 'steel'])], ({ topics }) => topics, { ginseng: '人参', forest: '森林', steel: '钢铁' }, '/science/topics/');
    expect(shelves.map(({ label, path, entries }) => [label, path, ids(entries)])).toEqual([['人参', '/science/topics/ginseng/', ['b']], ['钢铁', '/science/topics/steel/', ['a', 'b']]]);
  });
});
