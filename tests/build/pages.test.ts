/** What every page of the real content must have. */
import { existsSync, statSync } from 'node:fs';
import path from 'node:path';
import { parse, type HTMLElement } from 'node-html-parser';
import { describe, expect, test } from 'vitest';
import { readContent } from '#/gate/content.ts';
import { parseEntryFile } from '#/lib/front-matter.ts';
import { entryPath } from '#/lib/urls.ts';
import { RESERVED_URL_NAMES } from '#/schemas/fields.ts';
import { REAL_DIST } from '#tests/site.ts';
import { bytesOf, islandBytes, readerBytes } from '#tests/bench/reader/bytes.ts';
import { aboveBudget, BUDGETS } from './budgets.ts';
import { siteFiles, sitePages } from './site-files.ts';

const pages = sitePages().map((page) => ({ ...page, root: parse(page.html, { comment: true }) }));
const files = new Set(siteFiles());
const SITE = 'https://kepu.example.org';

/** Names of the pages on which a check finds something; an empty list is what we want. */
const where = (check: (page: (typeof pages)[number]) => unknown): string[] => pages.filter((page) => check(page)).map((page) => page.path);
const isIndexed = (root: HTMLElement): boolean => !root.querySelector('meta[name=robots]')?.getAttribute('content')?.includes('noindex');
const text = (element: HTMLElement | null): string => element?.textContent.replace(/\s+/g, ' ').trim() ?? '';

test('there are pages', () => {
  expect(pages.length).toBeGreaterThan(100);
});

test('every entry has its page, and the page shows its title', () => {
  for (const file of readContent('content').files) {
    const data = parseEntryFile(file.bytes.toString('utf8')).data as { urlName: string; title: string; draft?: boolean };
    if (data.draft) continue;
    const page = pages.find((each) => each.path === entryPath(file.noun, data.urlName));
    expect(page, file.path).toBeDefined();
    expect(text(page?.root.querySelector('h1') ?? null), file.path).toContain(data.title);
  }
});

test('nothing of an unfilled template is shown', () => {
  expect(where(({ root }) => /\bundefined\b|\bNaN\b|\[object |Invalid Date/.test(text(root.querySelector('body'))))).toEqual([]);
});

describe('head', () => {
  test('each page has a title of its own', () => {
    const titles = pages.map(({ root }) => text(root.querySelector('title')));
    expect(titles.filter((title, at) => title === '' || titles.indexOf(title) !== at)).toEqual([]);
  });
  test('language, viewport, description', () => {
    expect(where(({ root }) => root.querySelector('html')?.getAttribute('lang') !== 'zh-CN')).toEqual([]);
    expect(where(({ root }) => !root.querySelector('meta[name=viewport]')?.getAttribute('content')?.includes('width=device-width'))).toEqual([]);
    // Names of metadata compare without case; entry pages write Description, as the government's scrapers want it.
    expect(where(({ root }) => root.querySelectorAll('meta[name]').filter((meta) => meta.getAttribute('name')?.toLowerCase() === 'description' && (meta.getAttribute('content') ?? '').length >= 8).length !== 1)).toEqual([]);
  });
  test('the canonical address is the page itself, or what it stands for', () => {
    expect(where(({ root, path: at }) => {
      const canonical = root.querySelector('link[rel=canonical]')?.getAttribute('href');
      // A page that search engines pass over (a sample, the search) names no address for them.
      if (!isIndexed(root) && canonical === undefined) return false;
      return at.startsWith('/e/') ? !canonical?.startsWith(`${SITE}/events/`) : canonical !== SITE + at;
    })).toEqual([]);
  });
  test('no meta has an empty content', () => {
    expect(where(({ root }) => root.querySelectorAll('meta[name][content]').some((meta) => ['', 'null', 'undefined'].includes(meta.getAttribute('content')?.trim() ?? '')))).toEqual([]);
  });
  test('no government identifier is emitted while none is set', () => {
    expect(where(({ root }) => root.querySelector('meta[name=SiteIDCode]'))).toEqual([]);
    expect(where(({ html }) => html.includes('beian.miit.gov.cn') || html.includes('zfwzgl.www.gov.cn'))).toEqual([]);
  });
  test('entry pages carry the government meta tags, with Beijing time', () => {
    const page = pages.find(({ path: at }) => at === '/science/huoshan-kou-hu/');
    const meta = (name: string): string | undefined => page?.root.querySelector(`meta[name=${name}]`)?.getAttribute('content');
    expect(meta('SiteName')).toBe('通化科普与创新文化网');
    expect(meta('ColumnName')).toBe('科普');
    expect(meta('ArticleTitle')).toBe(text(page?.root.querySelector('h1') ?? null));
    expect(meta('PubDate')).toMatch(/^\d{4}-\d{2}-\d{2} \d{2}:\d{2}$/);
    expect(meta('Url')).toBe(`${SITE}/science/huoshan-kou-hu/`);
  });
});

describe('structure', () => {
  test('one h1, no level skipped', () => {
    expect(where(({ root }) => root.querySelectorAll('h1').length !== 1)).toEqual([]);
    expect(where(({ root }) => {
      const levels = root.querySelectorAll('h1,h2,h3,h4,h5,h6').map((heading) => Number(heading.tagName.slice(1)));
      return levels.some((level, at) => level > (levels[at - 1] ?? 1) + 1);
    })).toEqual([]);
  });
  test('ids are unique', () => {
    expect(where(({ root }) => {
      const ids = root.querySelectorAll('[id]').map((element) => element.id);
      return new Set(ids).size !== ids.length;
    })).toEqual([]);
  });
  test('every picture has an alternative and its size', () => {
    expect(where(({ root }) => root.querySelectorAll('img').some((img) => img.getAttribute('alt') === undefined || !img.getAttribute('width') || !img.getAttribute('height')))).toEqual([]);
  });
  test('no inline handler, no style attribute', () => {
    expect(where(({ root }) => root.querySelectorAll('*').some((element) => Object.keys(element.attributes).some((name) => /^on[a-z]/.test(name) || name === 'style')))).toEqual([]);
  });
  test('no declaration of a style has lost its value', () => {
    // The minifier wrote `border-image: none` as `border-image:`, which browsers ignore.
    expect(where(({ root }) => root.querySelectorAll('style').some((style) => /[{;][a-z-]+:\s*[;}]/.test(style.textContent)))).toEqual([]);
  });
  test('JSON-LD parses and names schema.org', () => {
    for (const { root, path: at } of pages) {
      for (const script of root.querySelectorAll('script[type="application/ld+json"]')) {
        const data = JSON.parse(script.textContent) as Record<string, unknown>;
        expect(JSON.stringify(data['@context']), at).toContain('https://schema.org');
      }
    }
    expect(where(({ root, path: at }) => /^\/(?:science|events)\/[^/]+\/$/.test(at) && !RESERVED_URL_NAMES.includes(at.split('/')[2] ?? '') && isIndexed(root) && !root.querySelector('script[type="application/ld+json"]'))).toEqual([]);
  });
});

describe('links', () => {
  const targets = pages.flatMap(({ root, path: at }) => root.querySelectorAll('a[href], link[href], script[src], img[src], form[action]').map((element) => ({ at, tag: element.tagName, url: element.getAttribute('href') ?? element.getAttribute('src') ?? element.getAttribute('action') ?? '' })));

  test('every link into the site leads somewhere, and every fragment too', () => {
    const broken = targets.flatMap(({ at, url }) => {
      const full = new URL(url.replace(/^webcal:/, 'https:'), SITE + at);
      if (full.origin !== SITE) return [];
      const target = decodeURIComponent(full.pathname);
      const file = target.endsWith('/') ? `${target.slice(1)}index.html` : target.slice(1);
      if (!files.has(file) && target !== '/admin/') return [`${at} → ${url}`];
      const fragment = decodeURIComponent(full.hash.slice(1));
      const page = pages.find((each) => each.path === target);
      return fragment && page && !page.root.querySelector(`[id="${fragment}"]`) ? [`${at} → ${url}`] : [];
    });
    expect([...new Set(broken)]).toEqual([]);
  });

  test('nothing is loaded from elsewhere', () => {
    expect(targets.filter(({ tag, url, at }) => ['SCRIPT', 'IMG'].includes(tag) && new URL(url, SITE + at).origin !== SITE)).toEqual([]);
    expect(where(({ root }) => root.querySelectorAll('link[rel=stylesheet], link[rel=preload], link[rel=preconnect]').some((link) => /^(?:https?:)?\/\//.test(link.getAttribute('href') ?? '')))).toEqual([]);
    expect(where(({ html }) => /url\(\s*['"]?(?:https?:)?\/\//.test(html))).toEqual([]);
  });
});

describe('bytes that readers get', () => {
  const kinds = readerBytes(REAL_DIST);
  test('every kind of page keeps to its budget, with and without its first picture', () => {
    expect(kinds.length).toBeGreaterThan(30);
    expect(aboveBudget(kinds)).toEqual([]);
  });
  test('the budgets see a page that is too heavy', () => {
    const [kind] = kinds;
    expect(kind).toBeDefined();
    if (kind) expect(aboveBudget([{ ...kind, largest: { ...kind.largest, page: 99_000, pictures: 99_000 } }])).toHaveLength(2);
  });
  // Lengths differ: the middle one of all plain articles has one budget, the longest another.
  test('an article without an explainer keeps to its budget', () => {
    const plain = pages.filter(({ path: at, root }) => /^\/science\/(?!topics|kinds|page)[^/]+\/$/.test(at) && !root.querySelector('.explainer'));
    const sizes = plain.map((page) => bytesOf(page, REAL_DIST)).map(({ page, files }) => page + files).sort((a, b) => a - b);
    expect(sizes[Math.floor(sizes.length / 2)]).toBeLessThanOrEqual(BUDGETS.article);
    expect(sizes.at(-1)).toBeLessThanOrEqual(BUDGETS.longestArticle);
  });
  test('only the search page, quizzes and explainers load a script file', () => {
    expect(where(({ root, path: at }) => !/^\/(?:search|quizzes\/[^/]+)\/$/.test(at) && !root.querySelector('.explainer') && root.querySelectorAll('script[src], astro-island').length > 0)).toEqual([]);
  });
  test('nothing holds up the first paint: no style sheet and no script file that a page waits for', () => {
    // The sheet of an explainer stands in the body, before it: only what is below waits for it.
    expect(where(({ root }) => root.querySelectorAll('head link[rel=stylesheet], script[src]').some((element) => element.tagName === 'LINK' || (element.getAttribute('type') !== 'module' && !element.hasAttribute('defer') && !element.hasAttribute('async'))))).toEqual([]);
  });
  test('pictures below the first are put off', () => {
    expect(where(({ root }) => root.querySelectorAll('main img').filter((img) => img.getAttribute('loading') !== 'lazy').length > 1)).toEqual([]);
  });
  test('an explainer with the runtime of the islands is at most 20 kB', () => {
    const islands = islandBytes(REAL_DIST);
    expect(islands.length).toBeGreaterThan(1);
    expect(islands.filter(({ bytes }) => bytes > BUDGETS.island)).toEqual([]);
  });
});

test('the build brings what the site promises', () => {
  for (const file of ['404.html', 'rss.xml', 'events.ics', 'sitemap.xml', 'robots.txt', 'data/awards.json', 'data/awards.csv', 'data/events.json', 'data/partners.csv', 'pagefind/search.json']) {
    expect(existsSync(path.join(REAL_DIST, file)), file).toBe(true);
    expect(statSync(path.join(REAL_DIST, file)).size, file).toBeGreaterThan(20);
  }
});
