/** What the order of pages rests on, with a handful of hits: a built index hides one reason behind another. */
import { expect, test } from 'vitest';
import type { Hit, Lookup } from '#/search/lookup.ts';
import { rank } from '#/search/rank.ts';
import type { Term } from '#/search/terms.ts';

const hit = (id: string, score: number, at: number, meta: string[] = []): Hit => ({ id, score, places: [{ at, weight: 1 }], meta, whole: true });

/** Hits by term; nothing else of an index is asked for. */
function indexOf(hits: Record<string, Hit[]>): Lookup {
  const unasked = (): never => { throw new Error('not asked for'); };
  return { total: 100, find: (term) => Promise.resolve(hits[term] ?? []), page: unasked, facets: unasked, day: () => undefined, words: unasked, script: unasked, lexicon: unasked };
}

const term = (text: string, start: number): Term => ({ text, start, end: start + text.length, kind: 'pair', role: 'core' });
const TERMS = [term('第十', 0), term('改动', 4)];

test('a page that holds every word stands above one whose title holds the one it has', async () => {
  const lookup = indexOf({ 第十: [hit('every', 1, 3), hit('titled', 1, 1, ['tw'])], 改动: [hit('every', 1, 90)] });
  const ranked = await rank('第十号的改动', TERMS, lookup);
  expect(ranked.map(({ id, full }) => [id, full])).toEqual([['every', true], ['titled', false]]);
});

test('not above one whose title is asked for as it stands', async () => {
  const lookup = indexOf({ 第十: [hit('every', 1, 3), hit('titled', 1, 1, ['tw'])], 改动: [hit('every', 1, 90)] });
  const exact: Lookup = { ...lookup, find: async (text, beginning) => (text.startsWith('第十号的改动') && !beginning ? [hit('titled', 0, 0, ['tx'])] : lookup.find(text, beginning)) };
  expect((await rank('第十号的改动', TERMS, exact))[0]?.id).toBe('titled');
});
