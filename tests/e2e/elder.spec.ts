/** An elder reader, sent a link by a grandchild: search, filters, a quiz and the calendar, all in elder mode and by keyboard. */
import { expect, test, type Page } from '@playwright/test';

test.use({ viewport: { width: 390, height: 844 } });

const letters = (page: Page): Promise<number> => page.evaluate(() => parseFloat(getComputedStyle(document.body).fontSize));
/** Height of what has the focus, or of its row, in CSS pixels. */
const heightOf = (page: Page, name: RegExp): Promise<number> => page.getByRole('button', { name }).first().evaluate((button) => button.getBoundingClientRect().height);

test('an elder searches and narrows the search', async ({ page }) => {
  await page.goto('/?elder=1');
  expect(await letters(page)).toBeGreaterThanOrEqual(24);
  const box = page.getByRole('banner').getByLabel('站内搜索');
  await box.focus();
  await page.keyboard.type('人参');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/search\/\?q=/);
  expect(await letters(page)).toBeGreaterThanOrEqual(24);
  const results = page.getByRole('main').getByRole('list', { name: '搜索结果' }).getByRole('listitem');
  await expect(results.filter({ hasText: '人参为什么怕晒' })).toHaveCount(1);
  // Folded on a narrow screen, so that the results come first.
  await page.getByText('筛选和排序', { exact: false }).focus();
  await page.keyboard.press('Enter');
  const events = page.getByRole('group', { name: '栏目' }).getByLabel(/^活动/);
  await events.focus();
  await page.keyboard.press('Space');
  await expect(results.filter({ hasText: '人参为什么怕晒' })).toHaveCount(0);
  await expect(results.filter({ hasText: '走进人参科普日' })).toHaveCount(1);
  await expect(events).toBeFocused();
  await expect(page.getByRole('main').getByRole('status').first()).toContainText('1');
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
});

test('an elder answers a quiz with the keyboard', async ({ page }) => {
  await page.goto('/quizzes/jian/?elder=1');
  const right = page.getByRole('radio', { name: /乙项/ });
  await right.focus();
  await page.keyboard.press('Space');
  await expect(right).toBeChecked();
  expect(await heightOf(page, /看答案|交|核对/)).toBeGreaterThanOrEqual(59.5);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('main').getByRole('status').first()).toContainText('第一题的解释');
  await expect(page.getByRole('group').getByRole('listitem').filter({ hasText: '你选的' })).toContainText('乙项');
  expect(await page.evaluate(() => document.activeElement !== document.body)).toBe(true);
});

test('an elder takes an event into the calendar, and goes back to the plain page', async ({ page }) => {
  await page.goto('/events/?elder=1');
  await page.getByRole('main').getByRole('link', { name: /走进人参科普日/ }).first().focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1 })).toContainText('走进人参科普日');
  const calendar = page.getByRole('link', { name: /加入日历/ }).first();
  expect((await calendar.boundingBox())?.height).toBeGreaterThanOrEqual(59.5);
  const download = page.waitForEvent('download');
  await calendar.focus();
  await page.keyboard.press('Enter');
  expect((await download).suggestedFilename()).toMatch(/\.ics$/);
  const before = await letters(page);
  const mode = page.getByRole('button', { name: '长者版' });
  await expect(mode).toHaveAttribute('aria-pressed', 'true');
  await mode.focus();
  await page.keyboard.press('Space');
  await expect(mode).toHaveAttribute('aria-pressed', 'false');
  expect(await letters(page)).toBeLessThan(before);
});
