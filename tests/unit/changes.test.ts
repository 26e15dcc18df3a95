/** When a page is rendered again and a route asked again: for what they read of an entry, and for nothing else. */
import { describe, expect, it, vi } from 'vitest';
import type { HeldContent, HeldEntry } from '#/lib/held-content.ts';
import { holdContent, keptEntry } from '#/lib/held-content.ts';
import { nounOf, notedData } from '#/lib/noted-data.ts';
import type { BodyQuestion, PageReads } from '#/lib/page-reads.ts';
import { siteVersion } from '#/lib/site-version.ts';
import { Changes, looseData, sameProps, type Shown } from '#/publish/changes.ts';
import { notingReads } from '#/publish/noting-reads.ts';

vi.mock('astro:content', () => ({ getCollection: () => [] }));

const NOW = Date.parse('2026-11-23T09:00:00+08:00');
const HOUR = 3_600_000;
const ARTICLE = { title: '冰酒', summary: '冻过的葡萄', urlName: 'bing-jiu', updated: '2026-11-01T09:00', published: '2026-01-01T09:00', topics: ['agriculture'], draft: false };
const EVENT = { title: '观鸟', urlName: 'guan-niao', start: '2026-11-23T10:00', end: '2026-11-23T11:00', occurrences: [], registration: { kind: 'none' }, draft: false };
type Article = typeof ARTICLE;

const held = (data: object, id = 'a', body = '正文'): HeldEntry => ({ id, data, digest: JSON.stringify(data) + body, body }) as unknown as HeldEntry;
const shown = (entries: readonly HeldEntry[], more: Partial<Shown> = {}, noun: 'science' | 'events' = 'science'): Shown => ({ content: new Map([[noun, entries]]) as HeldContent, now: NOW, global: 'g', ...more });
const entryOf = (data: object, noun: 'science' | 'events' = 'science', id = 'a'): object => ({ noun, id, path: '/science/bing-jiu/', digest: 'd', data: notedData(noun, data) });
/** Whether a page that was given `props` is rendered again. */
const isDue = (before: Shown, after: Shown, reads: PageReads, props: unknown = undefined): boolean => {
  const changes = new Changes(before, after);
  return changes.concern(reads) || changes.reach(props, reads);
};

/** What a page reads that is rendered by `page`. */
async function readsOf(page: (data: Article) => unknown): Promise<PageReads> {
  const { reads } = await notingReads(async () => {
    await Promise.resolve();
    return page(notedData('science', ARTICLE));
  });
  return reads;
}

describe('a page that was given an entry', () => {
  it.each<[string, (data: Article) => unknown, Partial<Article>, boolean]>([
    ['reads its title, and the title changes', ({ title }) => title, { title: '冰葡萄酒' }, true],
    ['reads its title, and the date of change changes', ({ title }) => title, { updated: '2026-11-22T09:00' }, false],
    ['reads nothing, and the address changes', () => '', { urlName: 'bing-putao-jiu' }, true],
    ['asks whether it has a field', (data) => 'summary' in data, { summary: '别的' }, true],
    ['asks whether it has a field of its own', (data) => Object.hasOwn(data, 'summary'), { summary: '别的' }, true],
    ['copies it', (data) => ({ ...data }), { updated: '2026-11-22T09:00' }, true],
    ['writes it as JSON', (data) => JSON.stringify(data), { topics: ['forest'] }, true],
    ['reads into a list', ({ topics }) => topics[0], { topics: ['forest'] }, true],
  ])('%s', async (_name, page, change, again) => {
    const reads = await readsOf(page);
    const before = shown([held(ARTICLE)]);
    const after = shown([held({ ...ARTICLE, ...change })]);
    // However deep it stands among what the page was given.
    const props = { lists: [new Map([['x', { entries: new Set([entryOf(ARTICLE)]) }]])] };
    expect(isDue(before, after, reads, props)).toBe(again);
    expect(isDue(before, after, reads, { entry: entryOf(ARTICLE, 'science', 'another') }), 'of another entry').toBe(false);
    expect(isDue(before, before, reads, props), 'nothing has changed').toBe(false);
  });

  it('is rendered again when an event begins, though nobody changed a word', async () => {
    const reads = await readsOf(() => '');
    const entries = [held(EVENT)];
    const at = (now: number): Shown => shown(entries, { now }, 'events');
    expect(isDue(at(NOW), at(NOW + HOUR), reads, [entryOf(EVENT, 'events')])).toBe(true);
    expect(isDue(at(NOW), at(NOW + HOUR / 2), reads, [entryOf(EVENT, 'events')])).toBe(false);
  });

  it('does not lose the fields behind an await, nor take those of another page that is rendered meanwhile', async () => {
    const [one, other] = await Promise.all([
      readsOf(async (data) => { await Promise.resolve(); return data.title; }),
      readsOf(async (data) => { await Promise.resolve(); return data.summary; }),
    ]);
    expect([...(one.fields.get('science') ?? [])]).toEqual(['title']);
    expect([...(other.fields.get('science') ?? [])]).toEqual(['summary']);
  });
});

describe('a page that asked for all entries of a noun', () => {
  it('is rendered again when one of them is hidden or shown, whatever it read', async () => {
    const reads = await readsOf(() => '');
    reads.nouns.add('science');
    const due = (data: object, now = NOW): boolean => isDue(shown([held(ARTICLE)]), shown([held(data)], { now }), reads);
    expect(due({ ...ARTICLE, draft: true })).toBe(true);
    expect(due({ ...ARTICLE, published: '2027-01-01T09:00' })).toBe(true);
    expect(due({ ...ARTICLE, summary: '别的' })).toBe(false);
    expect(isDue(shown([held(ARTICLE)]), shown([held(ARTICLE), held(ARTICLE, 'b')]), reads), 'a new one').toBe(true);
    expect(isDue(shown([held(ARTICLE)]), shown([]), reads), 'it is gone').toBe(true);
    const later = [held({ ...ARTICLE, published: '2026-11-23T09:30' })];
    expect(isDue(shown(later), shown(later, { now: NOW + HOUR }), reads), 'its time has come').toBe(true);
  });
});

describe('a page that looked at a body', () => {
  const before = shown([held(ARTICLE)]);

  it('and shows it, is rendered again for every word of it, not for a field beside it', async () => {
    const reads = await readsOf(() => '');
    reads.bodies.add('science/a');
    expect(isDue(before, shown([held(ARTICLE, 'a', '别的')]), reads)).toBe(true);
    expect(isDue(before, shown([held({ ...ARTICLE, title: '别的' })]), reads)).toBe(false);
  });

  it('and counts every byte of its file, is rendered again for a field that it did not read', async () => {
    const reads = await readsOf(() => '');
    reads.digests.add('science');
    expect(isDue(before, shown([held({ ...ARTICLE, updated: '2026-11-22T09:00' })]), reads)).toBe(true);
    expect(isDue(before, before, reads)).toBe(false);
  });

  it('and only asked something of it, is rendered again when the answer is another one', async () => {
    const reads = await readsOf(() => '');
    const says = (word: string): BodyQuestion => () => word;
    const question = says('yes');
    reads.facts.set(question, new Map([['science/a', { entry: { noun: 'science', id: 'a', digest: '' }, answer: 'yes' }]]));
    expect(isDue(before, shown([held(ARTICLE, 'a', '别的')]), reads)).toBe(false);
    reads.facts.get(question)?.set('science/a', { entry: { noun: 'science', id: 'a', digest: '' }, answer: 'no' });
    expect(isDue(before, shown([held(ARTICLE, 'a', '别的')]), reads)).toBe(true);
  });
});

it('the word for the state of the site follows any byte of any entry', async () => {
  process.env['SITE_CONTENT'] = 'tests/fixtures/content';
  holdContent(shown([held(ARTICLE)]).content);
  const { reads } = await notingReads(() => siteVersion('code'));
  for (const change of [{ updated: '2026-11-22T09:00' }, { title: '别的' }, { draft: true }]) expect(isDue(shown([held(ARTICLE)]), shown([held({ ...ARTICLE, ...change })]), reads), Object.keys(change).join()).toBe(true);
  expect(isDue(shown([held(ARTICLE)]), shown([held(ARTICLE, 'a', '别的')]), reads)).toBe(true);
});

it('settings change every page, another day those that asked the clock', async () => {
  const reads = await readsOf(() => '');
  const [before, tomorrow] = [shown([held(ARTICLE)]), { now: NOW + 24 * HOUR }];
  expect(isDue(before, { ...before, global: 'other' }, reads)).toBe(true);
  expect(isDue(before, { ...before, ...tomorrow }, reads)).toBe(false);
  reads.clock = true;
  expect(isDue(before, { ...before, ...tomorrow }, reads)).toBe(true);
});

describe('props of a route that was asked again', () => {
  const entry = entryOf(ARTICLE);
  it.each<[string, unknown, unknown, boolean]>([
    ['the same entry in new lists', { list: [entry], at: new Map([['a', entry]]) }, { list: [entry], at: new Map([['a', entry]]) }, true],
    ['an entry like it', [entry], [entryOf(ARTICLE)], false],
    ['one more', [entry], [entry, entry], false],
    ['another number', { count: 1 }, { count: 2 }, false],
    ['another name', { a: 1 }, { b: 1 }, false],
    ['one less in a set', new Set([1, 2]), new Set([1]), false],
    ['a date, of which nothing is known', { at: new Date(1) }, { at: new Date(1) }, false],
  ])('%s', (_name, a, b, same) => {
    expect(sameProps(a, b)).toBe(same);
  });

  it('are found out when they hold data without its entry', () => {
    expect([...looseData([{ entry }], new WeakSet())]).toEqual([]);
    expect([...looseData([{ data: notedData('science', ARTICLE) }], new WeakSet())]).toEqual(['science']);
  });
});

it('an entry stays the same object, and what stands in it follows the content', () => {
  const fill = (_noun: string, entry: { data: object }, { data }: HeldEntry): void => { entry.data = data; };
  const [first, second] = [held(ARTICLE), held({ ...ARTICLE, title: '冰葡萄酒' })];
  holdContent(shown([first]).content);
  const entry = keptEntry('science', first, fill);
  holdContent(shown([second]).content);
  expect(entry.data).toBe(second.data);
  expect(keptEntry('science', second, fill)).toBe(entry);
  holdContent(shown([]).content);
  holdContent(shown([first]).content);
  expect(keptEntry('science', first, fill), 'it was away').not.toBe(entry);
});

it('the noting object is the same for the same data, and knows its noun', () => {
  expect(notedData('science', ARTICLE)).toBe(notedData('science', ARTICLE));
  expect(nounOf(notedData('science', ARTICLE))).toBe('science');
  expect(nounOf(ARTICLE)).toBeUndefined();
});
