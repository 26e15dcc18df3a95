/** A citizen looks for something to read. */
import { expect, test } from './fixtures/reader.ts';

test('a citizen finds an article by a word inside it, and reads it', async ({ page }) => {
  await page.goto('/');
  const search = page.getByRole('banner').getByLabel('站内搜索');
  await search.fill('冷冻浓缩');
  await search.press('Enter');
  await expect(page).toHaveURL(/\/search\/\?q=/);
  const first = page.getByRole('main').getByRole('listitem').filter({ hasText: '冰酒为什么更甜' }).first();
  await expect(first.locator('mark').first()).toHaveText('冷冻浓缩');
  await first.getByRole('link', { name: /冰酒为什么更甜/ }).first().click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('冰酒为什么更甜');
  const cover = page.getByRole('img', { name: '一串结着霜的葡萄（测试图）' });
  await expect(cover).toHaveJSProperty('complete', true);
  expect(await cover.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(400);
  await expect(page.getByText('价格<100 与 {约} 都原样显示')).toBeVisible();
});

test('a citizen narrows a search by section, and the address keeps it', async ({ page }) => {
  await page.goto('/search/?q=人参');
  const results = page.getByRole('main').getByRole('list', { name: '搜索结果' }).getByRole('listitem');
  await expect(results.filter({ hasText: '人参为什么怕晒' })).toHaveCount(1);
  await expect(results.filter({ hasText: '走进人参科普日' })).toHaveCount(1);
  await page.getByRole('group', { name: '栏目' }).getByLabel(/^活动/).check();
  await expect(results.filter({ hasText: '人参为什么怕晒' })).toHaveCount(0);
  await expect(results.filter({ hasText: '走进人参科普日' })).toHaveCount(1);
  await expect(page).toHaveURL(/section=/);
  await page.reload();
  await expect(results.filter({ hasText: '走进人参科普日' })).toHaveCount(1);
  await expect(results.filter({ hasText: '人参为什么怕晒' })).toHaveCount(0);
});

test('a citizen who searches for what is not there is told so', async ({ page }) => {
  await page.goto('/search/?q=量子纠缠计算机');
  await expect(page.getByRole('status')).toContainText('没有');
});

test('half-composed input is not searched', async ({ page }) => {
  await page.goto('/search/');
  const box = page.getByRole('main').getByRole('combobox');
  await box.focus();
  // What an input method does: the letters stand in the box, underlined, and are not yet text.
  const keyboard = await page.context().newCDPSession(page);
  await keyboard.send('Input.imeSetComposition', { text: "ren'shen", selectionStart: 8, selectionEnd: 8 });
  await expect(box).toHaveValue("ren'shen");
  await page.waitForTimeout(500);
  await expect(page.getByRole('list', { name: '搜索结果' })).toHaveCount(0);
  await keyboard.send('Input.insertText', { text: '人参' });
  await expect(page.getByRole('list', { name: '搜索结果' }).getByRole('listitem').first()).toBeVisible();
});

test('the key / leads to the search box of every page', async ({ page }) => {
  await page.goto('/science/ice-wine/');
  await page.keyboard.press('/');
  const box = page.getByRole('banner').getByLabel('站内搜索');
  await expect(box).toBeFocused();
  await expect(box).toHaveValue('');
});

test('without scripts every section is readable, and the search page says what to do', async ({ browser }) => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  for (const section of ['科普', '活动', '奖项', '合作', '市县', '规划']) {
    await page.goto('/');
    await page.getByRole('navigation', { name: '主导航' }).getByRole('link', { name: section, exact: true }).click();
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await expect(page.getByRole('main').getByRole('link').first()).toBeVisible();
  }
  await page.goto('/search/');
  await expect(page.locator('noscript')).toBeAttached();
  await page.getByRole('main').getByRole('link', { name: '站点地图' }).click();
  await expect(page.getByRole('main').getByRole('link', { name: '冰酒为什么更甜' })).toBeVisible();
  await context.close();
});

test('drafts and unknown addresses', async ({ page }) => {
  const draft = await page.goto('/science/draft-story/');
  // The ledger of the fixtures says that it once was live: gone, not unknown.
  expect(draft?.status()).toBe(410);
  expect((await page.goto('/science/never-written/'))?.status()).toBe(404);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await page.goto('/science/');
  await expect(page.getByText('草稿：还没有写完')).toHaveCount(0);
  await expect(page.getByRole('main').getByRole('link', { name: /^示例： ?一个试错故事$/ })).toHaveCount(1);
});

test('an elder turns on the elder mode, and it stays', async ({ page }) => {
  await page.goto('/');
  const size = (): Promise<number> => page.evaluate(() => Number.parseFloat(getComputedStyle(document.body).fontSize));
  const before = await size();
  await page.getByRole('button', { name: /长者/ }).click();
  expect(await size()).toBeGreaterThan(before * 1.2);
  await page.goto('/science/ice-wine/');
  expect(await size()).toBeGreaterThan(before * 1.2);
});
