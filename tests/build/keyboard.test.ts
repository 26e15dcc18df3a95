/** Every kind of page with the Tab key alone: the focus is seen, stands in the window, is covered by nothing, and follows the order of the page, in its markup and as it is seen. */
import type { Page } from '@playwright/test';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { show } from './axe-matrix.ts';
import { NAME } from './measures.ts';
import { walkedPages } from './page-kinds.ts';
import { inParallel, serveSite, type ServedSite } from './served-site.ts';
import { sitePages } from './site-files.ts';

let site: ServedSite;
beforeAll(async () => { site = await serveSite(); });
afterAll(() => site.close());

declare const nameOf: (element: Element) => string;

/** Runs in the page: what is wrong with the element that has the focus now; undefined when the focus has left the page. */
function judgeFocus(): string[] | undefined {
  const element = document.activeElement;
  if (!element || element === document.body) return undefined;
  const found: string[] = [];
  const style = (at: Element): CSSStyleDeclaration => getComputedStyle(at);
  const outlined = (at: Element | null): boolean => at !== null && style(at).outlineStyle !== 'none' && parseFloat(style(at).outlineWidth) >= 2;
  if (!outlined(element) && !outlined(element.closest('.card, .dated'))) found.push('has no visible focus');
  const { left, right, top, bottom } = element.getBoundingClientRect();
  const [x, y] = [(Math.max(left, 0) + Math.min(right, innerWidth)) / 2, (Math.max(top, 0) + Math.min(bottom, innerHeight)) / 2];
  if (right <= 0 || bottom <= 0 || left >= innerWidth || top >= innerHeight) found.push('is outside the window');
  else {
    const hit = document.elementFromPoint(x, y);
    const lines = [...element.getClientRects()].some((line) => element.contains(document.elementFromPoint((line.left + line.right) / 2, (line.top + line.bottom) / 2)));
    if (hit && !lines && !element.contains(hit) && !hit.contains(element)) found.push(`is covered by ${nameOf(hit)}`);
  }
  const marked = document.querySelector('[data-was-focused]');
  if (marked && !(marked.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_FOLLOWING)) found.push('comes before what had the focus before');
  // One column: what comes next does not stand above. The skip link lies over the page.
  if (marked && element.getBoundingClientRect().bottom + scrollY <= Number(marked.getAttribute('data-was-focused')) && !element.closest('.skip-link')) found.push('stands above what had the focus before');
  marked?.removeAttribute('data-was-focused');
  element.setAttribute('data-was-focused', `${element.getBoundingClientRect().top + scrollY}`);
  return found.map((finding) => `${nameOf(element)} ${finding}`);
}

/** Tabs once through the page; findings, and how many stops there were. */
async function walk(page: Page): Promise<{ stops: number; found: string[] }> {
  const found: string[] = [];
  for (let stops = 0; stops < 400; stops++) {
    await page.keyboard.press('Tab');
    const judged = await page.evaluate(judgeFocus);
    if (judged === undefined) return { stops, found };
    found.push(...judged);
  }
  return { stops: 400, found: [...found, 'the focus never leaves the page'] };
}

test.each(['light', 'elder'] as const)('each kind of page goes by the Tab key: %s', { timeout: 900_000 }, async (mode) => {
  const context = await site.browser.newContext({ locale: 'zh-CN' });
  const walked = await inParallel(walkedPages(sitePages()), 2, async (at) => {
    const page = await context.newPage();
    await page.goto(site.origin + at, { waitUntil: 'load' });
    await page.evaluate(NAME);
    await show(page, { width: 390, mode });
    const { stops, found } = await walk(page);
    await page.close();
    // Skip link, name, switches, navigation, footer: no page has fewer stops, unless it is made for another site's frame.
    return at.startsWith('/embed/') || stops > 12 ? found.map((finding) => `${at} ${finding}`) : [`${at} has only ${stops} stops`];
  });
  await context.close();
  expect(walked.flat()).toEqual([]);
});

test('the walk sees planted faults', async () => {
  const page = await site.browser.newPage({ viewport: { width: 390, height: 400 } });
  await page.setContent('<!doctype html><html lang="zh-CN"><title>x</title><style>.bare:focus{outline:none}.over{position:fixed;inset:0}.low{position:fixed;left:-900px}</style><p><a href="/a">好的</a></p><p><a class="bare" href="/b">看不见焦点</a></p><p><a class="low" href="/c">在窗外</a></p><p><a tabindex="1" href="/d">抢先</a></p>');
  await page.evaluate(NAME);
  const { found } = await walk(page);
  expect(found.join('\n')).toMatch(/看不见焦点” has no visible focus[\s\S]*在窗外” is outside the window/);
  expect(found.some((finding) => finding.includes('好的” comes before'))).toBe(true);
  await page.setContent('<!doctype html><html lang="zh-CN"><title>x</title><div style="display:grid"><a href="/a" style="order:1">画在下面</a><a href="/b">画在上面</a></div>');
  await page.evaluate(NAME);
  expect((await walk(page)).found.join('\n')).toContain('画在上面” stands above');
  await page.setContent('<!doctype html><html lang="zh-CN"><title>x</title><p><a href="/a">下面</a></p><div style="position:fixed;inset:0;background:white">盖住</div>');
  await page.evaluate(NAME);
  expect((await walk(page)).found.join('\n')).toContain('is covered by');
  await page.close();
});
