/** What stands on paper: the whole text, dark on light, and nothing that only a screen can do. */
import type { Page } from '@playwright/test';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { NAME } from './measures.ts';
import { walkedPages } from './page-kinds.ts';
import { inParallel, serveSite, type ServedSite } from './served-site.ts';
import { sitePages } from './site-files.ts';

let site: ServedSite;
beforeAll(async () => { site = await serveSite(); });
afterAll(() => site.close());

declare const nameOf: (element: Element) => string;

/** Marks, on the screen, what of the text is shown; runs in the page. */
function markText(): void {
  const walker = document.createTreeWalker(document.querySelector('main') ?? document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const holder = node.parentElement;
    if (!holder || !/[\p{L}\p{N}]/u.test(node.textContent ?? '') || !holder.checkVisibility() || !holder.closest('.prose, h1, .summary')) continue;
    // A button is a thing of the screen, unless it is a word of the text that opens its meaning.
    if (holder.closest(':not(dfn) > button, .visually-hidden, .explainer-controls, .explainer-actions, .explainer noscript, form')) continue;
    holder.setAttribute('data-read', '');
  }
}

/** What was shown and is not on paper, and text that stands on a dark ground; runs in the page. */
function onPaper(): string[] {
  const lost = [...document.querySelectorAll('[data-read]')].filter((element) => !element.checkVisibility()).map((element) => `${nameOf(element)} is not on paper`);
  const dark = [...document.querySelectorAll('main *')].filter((element) => {
    if (!element.checkVisibility() || !element.textContent.trim()) return false;
    const { backgroundColor, borderImageSource } = getComputedStyle(element);
    const canvas = new OffscreenCanvas(1, 1).getContext('2d') as OffscreenCanvasRenderingContext2D;
    canvas.fillStyle = 'white';
    canvas.fillRect(0, 0, 1, 1);
    canvas.fillStyle = backgroundColor;
    canvas.fillRect(0, 0, 1, 1);
    const [red = 0, green = 0, blue = 0] = canvas.getImageData(0, 0, 1, 1).data;
    return borderImageSource !== 'none' || 0.2126 * red + 0.7152 * green + 0.0722 * blue < 200;
  });
  return [...lost, ...dark.map((element) => `${nameOf(element)} stands on a dark ground`)];
}

async function paperFaults(page: Page): Promise<string[]> {
  await page.evaluate(NAME);
  await page.evaluate(markText);
  await page.emulateMedia({ media: 'print' });
  return page.evaluate(onPaper);
}

test('no word of a text is lost on paper, and none stands on a dark ground', { timeout: 300_000 }, async () => {
  const context = await site.browser.newContext({ locale: 'zh-CN', viewport: { width: 794, height: 1123 }, bypassCSP: true });
  const found = await inParallel(walkedPages(sitePages()), 2, async (at) => {
    const page = await context.newPage();
    await page.goto(site.origin + at, { waitUntil: 'load' });
    const faults = await paperFaults(page);
    await page.close();
    return faults.map((fault) => `${at} ${fault}`);
  });
  await context.close();
  expect(found.flat()).toEqual([]);
});

test('the look at paper sees planted faults', async () => {
  const page = await site.browser.newPage();
  await page.setContent('<!doctype html><html lang="zh-CN"><title>x</title><style>@media print{button{display:none}}.band{background:#123}</style><main><div class="prose"><p>一个<dfn><button>词</button></dfn>。</p></div><p class="band">字</p></main>');
  const faults = (await paperFaults(page)).join('\n');
  expect(faults).toContain('词” is not on paper');
  expect(faults).toContain('stands on a dark ground');
  await page.close();
});
