/** People look for something: with pinyin, with a question, with a wrong character, with filters, without a mouse. */
import { expect, test, type Page } from '@playwright/test';

const field = (page: Page) => page.getByRole('main').getByRole('combobox', { name: '要找的词、问题或拼音' });
const results = (page: Page) => page.getByRole('list', { name: '搜索结果' }).getByRole('listitem');

/** Whatever the browser complained of; a blocked script or style among it. */
function complaintsOf(page: Page): string[] {
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => { if (message.type() === 'error') complaints.push(message.text()); });
  return complaints;
}

test('a pupil types pinyin, is told how it was read, and opens the section that was found', async ({ page }) => {
  const complaints = complaintsOf(page);
  await page.goto('/search/');
  await field(page).fill('maerhu');
  await expect(page.getByText('已按“玛珥湖”搜索')).toBeVisible();
  const article = results(page).filter({ hasText: '火山口湖怎样形成' });
  await expect(article.locator('mark').first()).toHaveText('玛珥湖');
  await article.getByRole('link', { name: '看“岩浆遇到水”一节' }).click();
  await expect(page).toHaveURL(/crater-lake\/#/);
  await expect(page.getByRole('heading', { name: '岩浆遇到水' })).toBeInViewport();
  expect(complaints).toEqual([]);
});

test('an elder asks a whole question in large letters', async ({ page }) => {
  await page.goto('/search/?elder=1');
  await field(page).fill('请问人参为什么怕晒太阳呢？');
  await field(page).press('Enter');
  await expect(results(page).first()).toContainText('人参为什么怕晒');
  await expect(page.getByRole('status')).toContainText(/找到|接近|相近/);
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
});

test('a reader with a wrong character is told what was searched, and may insist', async ({ page }) => {
  await page.goto('/search/?q=马珥湖');
  await expect(page.getByText('已按“玛珥湖”搜索')).toBeVisible();
  await expect(results(page).filter({ hasText: '火山口湖怎样形成' })).toHaveCount(1);
  await page.getByRole('link', { name: '仍搜“马珥湖”' }).click();
  await expect(page).toHaveURL(/literal=1/);
  await expect(page.getByText('已按“玛珥湖”搜索')).toHaveCount(0);
});

test('another name and the traditional script find the same article', async ({ page }) => {
  await page.goto('/search/?q=高丽参');
  await expect(results(page).first()).toContainText('人参为什么怕晒');
  await page.goto('/search/?q=人參為什麼怕曬');
  await expect(page.getByText('已按“人参为什么怕晒”搜索')).toBeVisible();
  await expect(results(page).first()).toContainText('人参为什么怕晒');
});

test('a teacher narrows by 学段 and sends the link to a colleague', async ({ page, browser }) => {
  await page.goto('/search/?q=测试摘要');
  await expect(results(page).nth(2)).toBeVisible();
  await page.getByLabel('学段').selectOption({ index: 1 });
  await page.getByLabel('排序').selectOption('date');
  await expect(page).toHaveURL(/grade=.+sort=date/);
  const titles = await results(page).getByRole('heading').allTextContents();
  const other = await (await browser.newContext({ locale: 'zh-CN' })).newPage();
  await other.goto(page.url());
  await expect(results(other)).toHaveCount(titles.length);
  expect(await results(other).getByRole('heading').allTextContents()).toEqual(titles);
  await other.context().close();
});

test('by keyboard alone: / to the field, suggestions by arrows, a result by Enter', async ({ page }) => {
  await page.goto('/search/');
  await page.keyboard.press('/');
  await expect(field(page)).toBeFocused();
  await page.keyboard.type('冰酒');
  const options = page.getByRole('listbox', { name: '建议' }).getByRole('option');
  await expect(options.first()).toContainText('冰酒为什么更甜');
  await expect(field(page)).toHaveAttribute('aria-expanded', 'true');
  await page.keyboard.press('ArrowDown');
  await expect(options.first()).toHaveAttribute('aria-selected', 'true');
  expect(await field(page).getAttribute('aria-activedescendant')).toBe(await options.first().getAttribute('id'));
  await page.keyboard.press('Escape');
  await expect(options).toHaveCount(0);
  await expect(field(page)).toHaveValue('冰酒');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/science\/ice-wine\/$/);
});

test('from any page, / goes to the field in the head, which suggests titles; nothing is loaded before', async ({ page }) => {
  const complaints = complaintsOf(page);
  const asked: string[] = [];
  page.on('request', (request) => asked.push(new URL(request.url()).pathname));
  await page.goto('/science/crater-lake/');
  await page.waitForLoadState('networkidle');
  expect(asked.filter((path) => /pagefind|suggestions/.test(path))).toEqual([]);
  await page.keyboard.press('/');
  const head = page.getByRole('banner').getByRole('combobox', { name: '站内搜索' });
  await expect(head).toBeFocused();
  await page.keyboard.type('bingjiu');
  const options = page.getByRole('banner').getByRole('listbox', { name: '建议' }).getByRole('option');
  await expect(options.first()).toContainText('冰酒为什么更甜');
  await page.keyboard.press('ArrowDown');
  await expect(options.first()).toHaveAttribute('aria-selected', 'true');
  expect(await head.getAttribute('aria-activedescendant')).toBe(await options.first().getAttribute('id'));
  await page.keyboard.press('Escape');
  await expect(options).toHaveCount(0);
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/search\/\?q=bingjiu$/);
  await expect(results(page).first()).toContainText('冰酒');
  expect(complaints).toEqual([]);
});

test('what a screen reader hears: names of field, filters, list and count', async ({ page }) => {
  await page.goto('/search/?q=人参');
  await expect(results(page).first()).toBeVisible();
  await expect(page.getByRole('search', { name: '全站搜索' })).toMatchAriaSnapshot(`
    - search "全站搜索":
      - text: 要找的词、问题或拼音
      - combobox "要找的词、问题或拼音": 人参
      - button "搜索"
  `);
  await expect(page.getByRole('status')).toHaveText(/^找到 \d+ 篇/);
  await expect(page.getByRole('group', { name: '栏目' }).getByRole('checkbox').first()).toHaveAccessibleName(/^\S+ ?\d+$/);
  for (const name of [/^市县/, /^年份/, /^学段/, /^排序/]) await expect(page.getByRole('main').getByRole('combobox', { name })).toBeVisible();
  await expect(results(page).first().getByRole('heading', { level: 2 }).getByRole('link')).toHaveAccessibleName(/人参/);
});

test('what was searched stays on the device and can be erased', async ({ page }) => {
  await page.goto('/search/');
  await field(page).fill('石墨');
  await field(page).press('Enter');
  await expect(results(page).first()).toBeVisible();
  await page.reload();
  await page.goto('/search/');
  await field(page).focus();
  const past = page.getByRole('listbox', { name: '搜过的' });
  await expect(past.getByRole('option')).toContainText(['石墨']);
  await page.getByRole('button', { name: '清除搜过的' }).click();
  await expect(past.getByRole('option')).toHaveCount(0);
  expect(await page.evaluate(() => localStorage.getItem('search-history'))).toBeNull();
});

test('nothing found: near words, sections, A to Z; and the server counts the words, not the reader', async ({ page, request }) => {
  const complaints = complaintsOf(page);
  await page.goto('/search/?q=zqxjv');
  const nothing = page.getByText('没有找到“zqxjv”');
  await expect(nothing).toBeVisible();
  await expect(page.getByRole('main').getByRole('link', { name: 'L', exact: true })).toHaveAttribute('href', '/terms/#L');
  const sent = await page.waitForRequest('**/api/search-misses');
  expect(sent.postDataJSON()).toEqual({ query: 'zqxjv' });
  expect(await sent.headerValue('cookie')).toBeNull();
  expect((await sent.response())?.status()).toBe(204);
  expect((await request.get('/api/search-misses')).status()).toBe(401);
  expect(complaints).toEqual([]);
});

test('a failing network is said, and tried again', async ({ page }) => {
  await page.route('**/pagefind/**', (route) => route.abort());
  await page.goto('/search/?q=人参');
  await expect(page.getByRole('status')).toHaveText('搜索没有连上。');
  await page.unroute('**/pagefind/**');
  await page.getByRole('button', { name: '再试一次' }).click();
  await expect(results(page).first()).toBeVisible();
});

test('nothing is loaded before the reader means to search', async ({ page }) => {
  const asked: string[] = [];
  page.on('request', (request) => asked.push(new URL(request.url()).pathname));
  await page.goto('/search/');
  await page.waitForLoadState('networkidle');
  expect(asked.filter((path) => path.includes('/pagefind/'))).toEqual([]);
  const opened = page.waitForRequest('**/pagefind/search.json');
  await field(page).focus();
  await opened;
});

test('the page that searches runs under Trusted Types, and text is never taken for markup', async ({ page }) => {
  const response = await page.goto('/search/?q=<b>不是标签</b><img src=x onerror=alert(1)>');
  expect(response?.headers()['content-security-policy']).toContain("require-trusted-types-for 'script'");
  await expect(results(page).first()).toContainText('<b>不是标签</b>');
  await expect(page.getByRole('main').locator('img, b')).toHaveCount(0);
  expect(await page.evaluate(() => { try { document.body.innerHTML = '<b>x</b>'; return 'written'; } catch { return 'refused'; } })).toBe('refused');
});

test('bad input does no harm and runs nothing', async ({ page }) => {
  const complaints = complaintsOf(page);
  await page.goto('/search/');
  for (const text of ['', '参', '参'.repeat(2000), '🌋🌋', '<img src=x onerror="document.title=1">', '.*+?^${}()|[]\\', '"\'“”', '的了是', '？！…', '%00%ff&q=', '𠮷𡸅']) {
    await field(page).fill(text);
    await field(page).press('Enter');
    await expect(page.locator('.search-page')).toHaveAttribute('aria-busy', 'false');
  }
  for (let i = 0; i < 60; i++) await (i % 2 ? page.keyboard.press('Backspace') : page.keyboard.insertText('人r'));
  await field(page).fill('人参');
  await expect(results(page).first()).toContainText('人参');
  await expect(page).toHaveTitle(/搜索/);
  expect(complaints).toEqual([]);
});
