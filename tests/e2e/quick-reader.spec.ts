/** A reader in a hurry: pages are fetched ahead when they are about to be opened, and 返回 brings back the page as it was left. */
import { chromium, expect, test } from '@playwright/test';
import { CHROMIUM_FLAGS, findChromium } from '#tests/chromium.ts';

test('the page behind a link is fetched when the mouse rests on it or a finger touches it, and then not sent again', async ({ page }) => {
  const asked: string[] = [];
  page.on('request', (request) => { if (request.resourceType() !== 'image') asked.push(`${request.headers()['sec-purpose'] ?? ''} ${new URL(request.url()).pathname}`); });
  page.on('console', (message) => { if (/Content Security Policy/.test(message.text())) throw new Error(message.text()); });
  await page.goto('/science/');
  const link = page.getByRole('main').getByRole('link', { name: '冰酒为什么更甜' }).first();
  const to = new URL((await link.getAttribute('href')) ?? '', page.url()).pathname;
  // Passing over is no intention.
  await page.mouse.move(0, 0);
  const box = await link.boundingBox();
  expect(box).not.toBeNull();
  const answered = page.waitForResponse((response) => new URL(response.url()).pathname === to);
  await link.hover();
  await answered;
  expect(asked.filter((each) => each.endsWith(to))).toEqual([`prefetch ${to}`]);
  await link.click();
  await expect(page.getByRole('heading', { level: 1, name: '冰酒为什么更甜' })).toBeVisible();
  // What was fetched ahead is what is shown: the server only confirms it, so that it is never older than the release. 300 bytes stand for the head of its answer.
  expect(await page.evaluate(() => (performance.getEntriesByType('navigation')[0] as PerformanceNavigationTiming).transferSize)).toBeLessThanOrEqual(300);
});

test('nothing is fetched ahead on a line that is to be saved', async ({ page }) => {
  await page.addInitScript(() => { Object.defineProperty(navigator, 'connection', { value: { saveData: true, effectiveType: '4g' } }); });
  const asked: string[] = [];
  page.on('request', (request) => { asked.push(request.headers()['sec-purpose'] ?? ''); });
  await page.goto('/science/');
  await page.getByRole('main').getByRole('link', { name: '冰酒为什么更甜' }).first().hover();
  await page.waitForTimeout(400);
  expect(asked).not.toContain('prefetch');
});

test('going back shows each kind of page as it was left, from memory', async ({ baseURL }) => {
  test.slow();
  const executablePath = findChromium();
  // Playwright switches this memory of the browser off unless told not to.
  const browser = await chromium.launch({ args: CHROMIUM_FLAGS, ignoreDefaultArgs: ['--disable-back-forward-cache'], ...(executablePath && { executablePath }) });
  try {
    const page = await browser.newPage();
    for (const at of ['/', '/science/ice-wine/', '/events/my/', '/search/?q=冰酒', '/offline/']) {
      await page.goto(baseURL + at);
      await page.evaluate(() => {
        (window as unknown as { left: string }).left = '还在';
        scrollTo(0, 200);
      });
      await page.goto(`${baseURL}/terms/`);
      // A page that comes back from memory loads nothing, so there is no load to wait for.
      await page.goBack({ waitUntil: 'commit' });
      await expect.poll(() => page.evaluate(() => new URL(location.href).pathname), { message: at }).toBe(new URL(at, baseURL).pathname);
      const { left, reasons } = await page.evaluate(() => ({
        left: (window as unknown as { left?: string }).left,
        reasons: JSON.stringify((performance.getEntriesByType('navigation')[0] as PerformanceNavigationTiming & { notRestoredReasons?: object }).notRestoredReasons ?? null),
      }));
      expect(left, `${at}: ${reasons}`).toBe('还在');
    }
  } finally {
    await browser.close();
  }
});
