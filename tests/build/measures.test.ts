/** Sizes of targets, lengths of lines, reflow and text spacing, measured in Chromium on each kind of page. */
import type { Page } from '@playwright/test';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { show, type View } from './axe-matrix.ts';
import { longLines, lostText, NAME, smallLetters, smallTargets, stickingOut, TEXT_SPACING } from './measures.ts';
import { WALK_ALL, walkedPages } from './page-kinds.ts';
import { inParallel, serveSite, type ServedSite } from './served-site.ts';
import { sitePages } from './site-files.ts';

let site: ServedSite;
beforeAll(async () => { site = await serveSite(); });
afterAll(() => site.close());
const kinds = walkedPages(sitePages());

/** What a measure finds on each kind of page, or on the given ones, in the views. */
async function measured(views: readonly (View & { height?: number })[], measure: (page: Page, view: View) => Promise<string[]>, pages = kinds): Promise<string[]> {
  const context = await site.browser.newContext({ locale: 'zh-CN', reducedMotion: 'reduce', bypassCSP: true });
  const found = await inParallel(pages, 2, async (at) => {
    const page = await context.newPage();
    await page.goto(site.origin + at, { waitUntil: 'load' });
    await page.evaluate(NAME);
    // Folded parts are part of the page too.
    await page.evaluate(() => { for (const part of document.querySelectorAll('details')) part.open = true; });
    const words: string[] = [];
    for (const view of views) {
      await show(page, view);
      if (view.height) await page.setViewportSize({ width: view.width, height: view.height });
      words.push(...(await measure(page, view)).map((finding) => `${at} ${view.width} ${view.mode}: ${finding}`));
    }
    await page.close();
    return words;
  });
  await context.close();
  return found.flat();
}

const PHONE: View = { width: 390, mode: 'light' };
const DESK: View = { width: 1280, mode: 'light' };
const ELDER: View[] = [{ width: 390, mode: 'elder' }, { width: 1280, mode: 'elder' }];

describe('each kind of page', { timeout: 600_000 }, () => {
  test('has targets of 44 px', async () => {
    expect(await measured([PHONE, DESK], (page) => page.evaluate(smallTargets, 44))).toEqual([]);
  });
  test('has targets of 60 px in elder mode', async () => {
    expect(await measured(ELDER, (page) => page.evaluate(smallTargets, 60))).toEqual([]);
  });
  test('has lines of at most 40 characters', async () => {
    expect(await measured([{ width: 768, mode: 'light' }, DESK, ...ELDER], (page) => page.evaluate(longLines, 40))).toEqual([]);
  });
  test('has drawings whose letters are 16 px in elder mode, and never below 12', async () => {
    const drawn = sitePages().filter(({ html }) => html.includes('</text>')).map(({ path }) => path).filter((_, at) => WALK_ALL || at % 3 === 0);
    expect(drawn.length).toBeGreaterThan(5);
    const views: View[] = [{ width: 320, mode: 'light' }, PHONE, DESK, { width: 320, mode: 'elder' }, ...ELDER];
    expect(await measured(views, (page, { mode }) => page.evaluate(smallLetters, mode === 'elder' ? 16 : 12), drawn)).toEqual([]);
  });
  test('reflows at 320 px, which is also 400 % of a window of 1280 × 1024', async () => {
    const small = (['light', 'elder'] as const).map((mode) => ({ width: 320, height: 256, mode }));
    expect(await measured(small, (page) => page.evaluate(stickingOut))).toEqual([]);
  });
  test('loses no text, nor when a reader spaces it out', async () => {
    const found = await measured([{ width: 320, mode: 'light' }, PHONE, DESK, ...ELDER], async (page) => {
      const before = await page.evaluate(lostText);
      const style = await page.addStyleTag({ content: TEXT_SPACING });
      const after = [...(await page.evaluate(lostText)), ...(await page.evaluate(stickingOut))];
      await style.evaluate((node: Element) => { node.remove(); });
      return [...before, ...after.map((finding) => `spaced: ${finding}`)];
    });
    expect(found).toEqual([]);
  });
});

test('the measures see planted faults', async () => {
  const page = await site.browser.newPage({ viewport: { width: 320, height: 256 } });
  const plant = async (body: string): Promise<void> => {
    await page.setContent(`<!doctype html><html lang="zh-CN"><title>x</title><body style="margin:0;font:16px/1.2 sans-serif"><main>${body}</main>`);
    await page.evaluate(NAME);
  };
  await plant('<p><a href="/">单独的小链接</a></p><p>句子里的<a href="/">链接</a>不算。</p><label><input type="checkbox">框</label>');
  expect(await page.evaluate(smallTargets, 44)).toHaveLength(2);
  await plant('<svg viewBox="0 0 100 20" style="width:80px"><text y="16" font-size="16">小</text></svg><svg viewBox="0 0 100 20" style="width:200px"><text y="16" font-size="16">大</text></svg>');
  expect(await page.evaluate(smallLetters, 16)).toEqual(['text “小” 12.8 px']);
  await plant(`<p style="width:900px">${'字'.repeat(60)}</p>`);
  expect(await page.evaluate(longLines, 40)).toHaveLength(1);
  expect(await page.evaluate(stickingOut)).toHaveLength(2);
  await plant('<p style="height:1em;overflow:hidden">第一行<br>第二行</p><div style="position:relative"><p style="margin:0">下面</p><p style="position:absolute;top:0;margin:0">上面</p></div>');
  const lost = (await page.evaluate(lostText)).join('\n');
  expect(lost).toContain('cuts off');
  expect(lost).toContain('lies over');
  await page.close();
});
