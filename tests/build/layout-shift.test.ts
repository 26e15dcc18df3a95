/** Nothing moves while a page comes: what scripts correct, unfold or add takes no place from what is already read. */
import type { Page } from '@playwright/test';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { TEST_NOW } from '#tests/site.ts';
import { kindsOfPages } from './page-kinds.ts';
import { inParallel, serveSite, type ServedSite } from './served-site.ts';
import { sitePages } from './site-files.ts';

let site: ServedSite;
beforeAll(async () => { site = await serveSite(); });
afterAll(() => site.close());

interface Shift {
  value: number;
  /** What moved, as tag and class. */
  moved: string[];
}

/** Collects layout shifts from the first moment on; runs in the page before its own scripts. */
function observe(): void {
  const shifts: Shift[] = [];
  Object.assign(window, { shifts });
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries() as unknown as { value: number; sources?: { node?: Node }[] }[]) {
      const moved = (entry.sources ?? []).map(({ node }) => (node instanceof Element ? `${node.tagName.toLowerCase()}.${node.className}` : (node?.textContent ?? '').slice(0, 20)));
      shifts.push({ value: entry.value, moved });
    }
  }).observe({ type: 'layout-shift', buffered: true });
}

/** Layout shifts of a page on an old phone: 360 × 640, a processor four times slower; the reader's day is the build's. */
async function shiftsOf(page: Page, address: string): Promise<Shift[]> {
  await page.addInitScript(observe);
  const client = await page.context().newCDPSession(page);
  await client.send('Emulation.setCPUThrottlingRate', { rate: 4 });
  await page.goto(address, { waitUntil: 'load' });
  // What comes after the load, comes within two frames of a quiet line; only islands fetch anything then.
  if ((await page.locator('astro-island').count()) > 0) await page.waitForLoadState('networkidle');
  await page.evaluate(() => new Promise((resolve) => { requestAnimationFrame(() => { requestAnimationFrame(resolve); }); }));
  return page.evaluate('window.shifts');
}

test('nothing moves on any kind of page while it comes', { timeout: 120_000 }, async () => {
  const context = await site.browser.newContext({ locale: 'zh-CN', viewport: { width: 360, height: 640 }, bypassCSP: true });
  await context.addInitScript((now) => { Date.now = () => now; }, Date.parse(TEST_NOW));
  const what = (shift: string): string => shift.replace(/ [\d.]+ /, ' ');
  const once = async (at: string): Promise<string[]> => {
    const page = await context.newPage();
    const shifts = await shiftsOf(page, site.origin + at);
    await page.close();
    return shifts.map(({ value, moved }) => `${at} ${value.toFixed(4)} ${moved.join(', ')}`);
  };
  const longest = [...kindsOfPages(sitePages()).values()].map((pages) => pages.reduce((one, other) => (other.html.length > one.html.length ? other : one)).path);
  expect(longest.length).toBeGreaterThan(40);
  const found = await inParallel(longest, 2, async (at) => {
    const first = await once(at);
    // What a page does, it does again; a frame between two pieces of the file is the line's doing.
    return first.length === 0 ? [] : (await once(at)).filter((shift) => first.some((before) => what(before) === what(shift)));
  });
  await context.close();
  expect(found.flat()).toEqual([]);
});

test('a planted shift is seen', async () => {
  const page = await site.browser.newPage();
  await page.route('**/planted', (route) => route.fulfill({ contentType: 'text/html', body: '<!doctype html><html lang="zh-CN"><title>x</title><body style="padding:1px"><div id="a"></div><p class="below">字</p><script>onload = () => requestAnimationFrame(() => requestAnimationFrame(() => { document.querySelector("#a").style.height = "200px"; }))</script>' }));
  const shifts = await shiftsOf(page, `${site.origin}/planted`);
  expect(shifts.map(({ moved }) => moved.join())).toContain('p.below');
  await page.close();
});
