/** sitemap.xml after the protocol, and which pages belong into it. */
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { describe, expect, test } from 'vitest';
import { indexedAddress, SITEMAP_LIMIT, writeSitemap } from '#/lib/sitemap.ts';

function read(text: string): { loc: string; lastmod?: string }[] {
  expect(XMLValidator.validate(text)).toBe(true);
  const root = new XMLParser({ ignoreAttributes: false, isArray: (name) => name === 'url' }).parse(text) as { urlset: { '@_xmlns': string; url?: { loc: string; lastmod?: string }[] } };
  expect(root.urlset['@_xmlns']).toBe('http://www.sitemaps.org/schemas/sitemap/0.9');
  return root.urlset.url ?? [];
}

describe('the file', () => {
  test('holds each address once, ordered, with the day of its last change where that is known', () => {
    const pages = [{ url: 'https://example.org/b/?x=1&y=2' }, { url: 'https://example.org/a/', changed: '2026-11-23T09:00' }, { url: 'https://example.org/a/', changed: '2026-11-23T09:00' }];
    expect(read(writeSitemap(pages))).toEqual([{ loc: 'https://example.org/a/', lastmod: '2026-11-23T09:00:00+08:00' }, { loc: 'https://example.org/b/?x=1&y=2' }]);
  });

  test('never holds more than a sitemap may', () => {
    const pages = Array.from({ length: SITEMAP_LIMIT + 1 }, (_, index) => ({ url: `https://example.org/${index}/` }));
    expect(() => writeSitemap(pages)).toThrow(String(SITEMAP_LIMIT));
    expect(read(writeSitemap([]))).toEqual([]);
  });
});

describe('a page', () => {
  const page = (head: string): string => `<!doctype html><html><head>${head}</head><body><link rel="canonical" href="https://evil.example/"></body></html>`;

  test.each([
    ['with a canonical address is in it', '<link rel="canonical" href="https://example.org/a/?x=1&amp;y=2">', 'https://example.org/a/?x=1&y=2'],
    ['in whatever order its attributes stand', "<link href='https://example.org/a/' rel='canonical'>", 'https://example.org/a/'],
    ['that allows indexing is in it', '<meta name="robots" content="index,follow"><link rel="canonical" href="https://example.org/a/">', 'https://example.org/a/'],
    ['that asks not to be indexed is not', '<link rel="canonical" href="https://example.org/a/"><meta content="noindex" name="robots">', undefined],
    ['that says none is not', '<link rel="canonical" href="https://example.org/a/"><meta name="robots" content="none">', undefined],
    ['without a canonical address is not', '<title>404</title>', undefined],
    ['whose body alone names an address is not', '<link rel="icon" href="/favicon.svg">', undefined],
  ])('%s', (_name, head, expected) => {
    expect(indexedAddress(page(head))).toBe(expected);
  });
});
