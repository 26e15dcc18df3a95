/** A teacher finds by core concept and 学段 and prints a quiz; a citizen counts the days to object to a prize. */
import { expect, test } from '@playwright/test';

test('a teacher finds by concept and 学段, deals a quiz and prints it with its key', async ({ page }) => {
  await page.goto('/teachers/');
  await page.getByRole('table').getByRole('link', { name: '7—9 年级', exact: true }).click();
  await expect(page).toHaveURL(/\/teachers\/g7-9\/$/);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('7—9 年级');
  await page.goto('/quizzes/');
  await page.getByRole('main').getByRole('article').getByRole('link').first().click();
  await page.getByRole('button', { name: '换一份次序' }).click();
  await expect(page).toHaveURL(/\?seed=\d{4}$/);
  const sheet = page.locator('.quiz-questions > li > .quiz-text');
  const order = await sheet.allTextContents();
  // The class opens the link and has the same sheet.
  await page.goto(page.url());
  await expect(page.getByRole('button', { name: '换一份次序' })).toBeVisible();
  await expect.poll(() => sheet.allTextContents()).toEqual(order);
  await page.evaluate(() => { window.print = () => { document.title = '打印了'; }; });
  await page.getByRole('button', { name: '打印题目和答案' }).click();
  await expect(page).toHaveTitle('打印了');
  await page.emulateMedia({ media: 'print' });
  await expect(page.getByRole('heading', { name: /^答案/ })).toBeVisible();
  await expect(page.getByRole('button', { name: '换一份次序' })).toBeHidden();
});

test('a citizen sees how long objections may be raised, by the clock of the day', async ({ page }) => {
  await page.clock.setFixedTime(new Date('2026-11-29T12:00:00+08:00'));
  await page.goto('/editions/top-award-2026/');
  await expect(page.getByText('公示和异议还有 1 天截止：2026年11月30日 24:00（北京时间）。')).toBeVisible();
  await page.clock.setFixedTime(new Date('2026-12-02T12:00:00+08:00'));
  await page.reload();
  await expect(page.getByText('公示和异议已在 2026年11月30日 截止。')).toBeVisible();
});
