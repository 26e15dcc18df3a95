/** Bounds of bytes at brotli's best, as a static host sends them; what our own server sends, by kind of page, is in budgets.ts. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { REAL_DIST } from '#tests/site.ts';

const html = (at: string): string => readFileSync(path.join(REAL_DIST, at, 'index.html'), 'utf8');
const size = (at: string): number => brotliCompressSync(html(at)).byteLength;
const articles = readdirSync(path.join(REAL_DIST, 'science')).map((name) => `science/${name}`).filter((at) => !/\/(?:topics|kinds|page)$/.test(at) && existsSync(path.join(REAL_DIST, at, 'index.html')));
const explained = articles.filter((at) => /class="[^"]*\bexplainer\b/.test(html(at)));

test('the middle article without an explainer is at most 13.2 kB', () => {
  const sizes = articles.filter((at) => !explained.includes(at)).map(size).sort((a, b) => a - b);
  expect(sizes.length).toBeGreaterThan(20);
  expect(sizes[Math.floor(sizes.length / 2)]).toBeLessThanOrEqual(13_200);
});
test('the longest article is at most 15 kB, with an explainer drawn into it 20 kB', () => {
  expect(explained.length).toBeGreaterThan(1);
  for (const at of articles) expect(size(at), at).toBeLessThanOrEqual(explained.includes(at) ? 20_000 : 15_000);
});
test('an event is at most 14 kB, the home page 30 kB', () => {
  expect(size('events/renshen-jiangzuo')).toBeLessThanOrEqual(14_000);
  expect(size('')).toBeLessThanOrEqual(30_000);
});

/** Script files that come with one: itself and what it imports at once, as addresses from the root. */
function scriptsFrom(address: string, seen = new Set<string>()): Set<string> {
  if (seen.has(address)) return seen;
  seen.add(address);
  for (const [, to = ''] of readFileSync(path.join(REAL_DIST, address), 'utf8').matchAll(/(?:from|import)\s*["'](\.\/[^"']+)["']/g)) scriptsFrom(path.posix.join(path.posix.dirname(address), to), seen);
  return seen;
}
test('an explainer’s own script is at most 12 kB', () => {
  for (const at of explained) {
    const [, island = ''] = /(<astro-island[^>]*>)/.exec(html(at)) ?? [];
    const [own, runtime] = ['component-url', 'renderer-url'].map((name) => scriptsFrom(new RegExp(`${name}="([^"]+)"`).exec(island)?.[1] ?? '')) as [Set<string>, Set<string>];
    expect(runtime.size, at).toBeGreaterThan(1);
    const files = [...own].filter((file) => !runtime.has(file) && !/\/(?:preact|hooks|jsxRuntime)\.module\./.test(file));
    expect(files.reduce((sum, file) => sum + gzipSync(readFileSync(path.join(REAL_DIST, file))).byteLength, 0), at).toBeLessThanOrEqual(12_000);
  }
});
