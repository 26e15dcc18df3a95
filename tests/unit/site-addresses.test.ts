/** The gate's list of the site's own addresses, held against the routes. */
import { readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { isFreeAtRoot, isSiteAddress, siteTarget } from '#/gate/addresses.ts';
import { ContentIndex } from '#/gate/content-index.ts';
import { isFreeName, RESERVED_URL_NAMES } from '#/schemas/fields.ts';

const routes = readdirSync('src/pages', { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.(?:astro|ts)$/.test(name))
  .map((name) => `/${name.replace(/\.(?:astro|ts)$/, '').replace(/(?:^|\/)index$/, '')}`);
/** `/data/` for a page, `/rss.xml` for a file. */
const address = (route: string): string => (/\.[a-z]+$/.test(route) || route === '/' ? route : `${route}/`);

describe('routes', () => {
  test.each(routes.filter((route) => !route.includes('[') && route !== '/404').map(address))('a body may link to %s', (path) => { expect(isSiteAddress(path), 'add it to FIXED in src/gate/addresses.ts').toBe(true); });

  test.each([...new Set(routes.map((route) => route.split('/')[1] ?? '').filter((name) => name !== '' && !/[[.]/.test(name) && name !== 'about'))])('no entry at the root may be called %s', (name) => {
    expect(isFreeAtRoot(name) && isFreeName(name), 'add it to ROOT_NAMES in src/gate/addresses.ts').toBe(false);
  });

  test('a name that stands beside entries of a noun is no entry’s to take', () => {
    const beside = routes.flatMap((route) => /^\/(?:[a-z]+)\/([a-z]+)(?:\/|$)/.exec(route)?.[1] ?? []).filter((name) => !['design', 'schema', 'e'].includes(name));
    for (const name of beside) expect(RESERVED_URL_NAMES, name).toContain(name);
  });
});

describe('links into the site', () => {
  test.each(['/science/topics/ginseng/', '/events/kinds/lecture/', '/events/months/2026-09/', '/events/past/2026/', '/events/weeks/2026-W49/', '/events/grades/g5-6/', '/events/my/', '/events/x/pack/', '/data/science.csv', '/data/schema/events.json'])('%s is there', (path) => { expect(isSiteAddress(path)).toBe(true); });
  test.each(['/science/topics/nichts/', '/science/topics/constructor/', '/science/nothing/x/', '/events/months/2026-13/', '/media/x.webp', '/admin/', '/api/', '/data/x/y', '/science/topics'])('%s is not', (path) => { expect(isSiteAddress(path)).toBe(false); });

  const index = new ContentIndex(
    [
      { noun: 'science', id: 'a', urlName: 'a', eventId: undefined, anchors: () => new Set(['怎么做']) },
      { noun: 'science', id: 'hidden', urlName: 'hidden', eventId: undefined, draft: true },
      { noun: 'events', id: 'e', urlName: 'e', eventId: 'abc12345' },
    ],
    [],
  );
  const place = { path: '/science/b/', draft: false };
  const broken = (url: string, from = place): string => index.brokenLink(url, from)?.message ?? '';
  test.each(['/science/a/', '../a/', '../a', '/science/a/#怎么做', '/science/a/#%E6%80%8E%E4%B9%88%E5%81%9A', '/science/a/#sources', '/e/abc12345/', 'https://example.org/x', 'mailto:a@example.org', '#here', '?q=1', '/search/?q=人参'])('%s leads somewhere', (url) => {
    expect(broken(url)).toBe(url === '../a' ? '站内没有 /science/a 这个页面' : '');
  });
  test.each([
    ['a/', '站内没有 /science/b/a/'],
    ['/science/A/', '站内没有 /science/A/'],
    ['/science/../admin/', '站内没有 /admin/'],
    ['/science/a/#没有的', '没有 #没有的'],
    ['/e/zzz99999/', '站内没有 /e/zzz99999/'],
    ['/science/hidden/', '还是草稿'],
  ])('%s does not', (url, message) => { expect(broken(url)).toContain(message); });
  test('drafts may link to drafts: they are written together', () => { expect(broken('/science/hidden/', { ...place, draft: true })).toBe(''); });
  test('a missing slash is told', () => { expect(index.brokenLink('/science/a', place)?.fix).toContain('/science/a/'); });
  test('a link elsewhere has no place in the site', () => { expect(siteTarget('https://example.org/science/a/', '/')).toBeUndefined(); });
});
