/**
 * Bytes that a reader gets for each kind of page of a built site, as our server sends them: the page with what stands
 * in it, the scripts that it loads at once, and its first picture on a phone. The budgets in tests/build look at the same figures.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { parse, type HTMLElement } from 'node-html-parser';
import { kindsOfPages } from '#tests/build/page-kinds.ts';
import { sitePages, type PageFile } from '#tests/build/site-files.ts';

export interface PageBytes {
  path: string;
  /** HTML with its inlined styles and scripts, brotli. */
  page: number;
  /** Of it, what the styles and the scripts take by themselves. */
  styles: number;
  scripts: number;
  /** Script files that are loaded at once, brotli; islands load when they are seen and do not count. */
  files: number;
  /** Pictures that are not put off, in the width that a phone of 390 px with two dots a pixel takes. */
  pictures: number;
}

const packed = (bytes: Buffer | string): number => brotliCompressSync(Buffer.from(bytes), { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }).byteLength;
const PHONE_DOTS = 780;

/** The file of a `srcset` that such a phone takes. */
function phoneFile(img: HTMLElement): string | undefined {
  const sources = (img.closest('picture')?.querySelector('source')?.getAttribute('srcset') ?? img.getAttribute('srcset') ?? '').split(',').flatMap((each) => {
    const [address = '', width = ''] = each.trim().split(/\s+/);
    return address ? [{ address, width: parseInt(width, 10) }] : [];
  });
  return sources.find(({ width }) => width >= PHONE_DOTS)?.address ?? sources.at(-1)?.address ?? img.getAttribute('src') ?? undefined;
}

/** What one page costs. */
export function bytesOf({ path: at, html }: PageFile, folder: string): PageBytes {
  const root = parse(html);
  const inside = (tag: string): number => packed(root.querySelectorAll(tag).filter((element) => !element.getAttribute('src') && !element.getAttribute('type')?.includes('json')).map((element) => element.textContent).join(''));
  const file = (address: string | undefined): Buffer => (address ? readFileSync(path.join(folder, decodeURIComponent(new URL(address, 'https://x').pathname))) : Buffer.alloc(0));
  const sum = (list: number[]): number => list.reduce((a, b) => a + b, 0);
  return {
    path: at,
    page: packed(html),
    styles: inside('style'),
    scripts: inside('script'),
    files: sum(root.querySelectorAll('script[src], link[rel=stylesheet]').map((element) => packed(file(element.getAttribute('src') ?? element.getAttribute('href'))))),
    pictures: sum(root.querySelectorAll('main img').filter((img) => img.getAttribute('loading') !== 'lazy').map((img) => file(phoneFile(img)).byteLength)),
  };
}

export interface KindBytes {
  kind: string;
  pages: number;
  median: PageBytes;
  largest: PageBytes;
}

const whole = (each: PageBytes): number => each.page + each.files;

/** Every kind of page, the largest kind first. */
export function readerBytes(folder: string): KindBytes[] {
  return [...kindsOfPages(sitePages(folder))].map(([kind, pages]) => {
    const sorted = pages.map((page) => bytesOf(page, folder)).sort((a, b) => whole(a) - whole(b));
    return { kind, pages: pages.length, median: sorted[Math.floor((sorted.length - 1) / 2)] as PageBytes, largest: sorted.at(-1) as PageBytes };
  }).sort((a, b) => whole(b.largest) - whole(a.largest));
}

/** Script files that come with one: itself and what it imports at once, as addresses from the root. */
export function scriptsFrom(address: string, folder: string, seen = new Set<string>()): Set<string> {
  if (seen.has(address)) return seen;
  seen.add(address);
  const source = readFileSync(path.join(folder, address), 'utf8');
  for (const [, to = ''] of source.matchAll(/(?:from|import)\s*["'](\.\/[^"']+)["']/g)) scriptsFrom(path.posix.join(path.posix.dirname(address), to), folder, seen);
  return seen;
}

/** Each explainer's script with the islands' runtime, gzip. */
export function islandBytes(folder: string): { island: string; bytes: number }[] {
  const found = new Map<string, number>();
  for (const { html } of sitePages(folder)) {
    for (const island of parse(html).querySelectorAll('.explainer astro-island')) {
      const [own, runtime] = [island.getAttribute('component-url') ?? '', island.getAttribute('renderer-url') ?? ''];
      if (found.has(own)) continue;
      const files = new Set([...scriptsFrom(own, folder), ...scriptsFrom(runtime, folder)]);
      found.set(own, [...files].reduce((sum, file) => sum + gzipSync(readFileSync(path.join(folder, file))).byteLength, 0));
    }
  }
  return [...found].map(([island, bytes]) => ({ island: path.posix.basename(island), bytes })).sort((a, b) => b.bytes - a.bytes);
}
