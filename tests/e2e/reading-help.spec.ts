/** A reader with tired eyes: read-aloud, larger letters, wider spacing, a large pointer; remembered, by keyboard, under the strict policy. */
import { expect, test } from '@playwright/test';
import { endUtterance, marked, provideSpeech, spoken } from './fixtures/speech.ts';

test.beforeEach(({ page }) => {
  page.on('console', (message) => { if (/Content Security Policy|TrustedHTML|TrustedScript/.test(message.text())) throw new Error(message.text()); });
  page.on('pageerror', (error) => { throw error; });
});

test('a reader has the article read aloud, sentence by sentence, with the keyboard alone', async ({ page }) => {
  const asked: string[] = [];
  page.on('request', (request) => { asked.push(new URL(request.url()).pathname); });
  await provideSpeech(page, ['en-US', 'zh-TW', 'zh-CN']);
  await page.goto('/science/ice-wine/');
  expect(asked).not.toContain('/reading-help.js');
  const opener = page.getByRole('button', { name: '阅读辅助' });
  await expect(opener).toHaveAttribute('aria-expanded', 'false');
  await opener.focus();
  await page.keyboard.press('Enter');
  const panel = page.getByRole('region', { name: '阅读辅助' });
  await expect(panel).toBeVisible();
  await expect(panel.getByRole('heading', { name: '阅读辅助' })).toBeFocused();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await expect(panel.getByRole('button', { name: '朗读' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect.poll(() => spoken(page)).toEqual([{ text: '冰酒为什么更甜', lang: 'zh-CN', rate: 1 }]);
  expect(await marked(page)).toBe('冰酒为什么更甜');
  const pause = panel.getByRole('button', { name: '暂停' });
  await expect(pause).toBeFocused();
  await endUtterance(page);
  await expect.poll(async () => (await spoken(page)).length).toBe(2);
  const second = (await spoken(page))[1]?.text ?? '';
  await expect(page.getByRole('main').locator('.summary')).toContainText(second);
  expect((await marked(page)).trim()).toBe(second);

  await page.keyboard.press('Enter');
  await expect(panel.getByRole('button', { name: '继续' })).toBeFocused();
  await endUtterance(page);
  expect(await spoken(page)).toHaveLength(2);
  await panel.getByLabel('语速').selectOption({ label: '快' });
  await panel.getByRole('button', { name: '继续' }).press('Enter');
  await expect.poll(async () => (await spoken(page)).at(-1)).toEqual({ text: second, lang: 'zh-CN', rate: 1.3 });
  await panel.getByRole('button', { name: '上一句' }).press('Enter');
  await expect.poll(async () => (await spoken(page)).at(-1)?.text).toBe('冰酒为什么更甜');
  await page.keyboard.press('Escape');
  await expect(panel).toBeHidden();
  await expect(opener).toBeFocused();
  expect(await marked(page)).toBe('');
});

test('read-aloud goes through the whole text to its end, and leaves out the ways and tables', async ({ page }) => {
  await provideSpeech(page, ['zh-CN']);
  await page.goto('/science/ice-wine/');
  await page.getByRole('button', { name: '阅读辅助' }).click();
  await page.getByRole('button', { name: '朗读' }).click();
  const panel = page.getByRole('region', { name: '阅读辅助' });
  await expect.poll(async () => {
    await endUtterance(page);
    return panel.getByRole('button', { name: '朗读', exact: true }).count();
  }, { timeout: 20_000 }).toBe(1);
  const text = (await spoken(page)).map((each) => each.text).join('');
  expect(text).toContain('价格<100 与 {约} 都原样显示');
  // A word that opens its meaning is read as the word that it is, without the meaning.
  expect(text).toContain('这叫冷冻浓缩。');
  expect(text).not.toContain('汁就变浓了');
  expect(text).not.toContain('本页内容');
  expect(text).not.toContain('首页');
  expect(await marked(page)).toBe('');
});

test('a device without a Chinese voice is told so', async ({ page }) => {
  await provideSpeech(page, ['en-US', 'ja-JP']);
  await page.goto('/science/ice-wine/');
  await page.getByRole('button', { name: '阅读辅助' }).click();
  const panel = page.getByRole('region', { name: '阅读辅助' });
  await panel.getByRole('button', { name: '朗读' }).click();
  await expect(panel.getByRole('status')).toContainText('没有中文语音');
  expect(await spoken(page)).toEqual([]);
});

test('size, spacing, colours and pointer are remembered on the next page, and can be set back', async ({ page }) => {
  await page.goto('/science/ice-wine/');
  const letters = (): Promise<number> => page.evaluate(() => parseFloat(getComputedStyle(document.documentElement).fontSize));
  const before = await letters();
  await page.getByRole('button', { name: '阅读辅助' }).click();
  await page.getByLabel('字号').selectOption({ label: '特大' });
  await page.getByLabel('字距和行距').selectOption({ label: '宽松' });
  await page.getByLabel('颜色').selectOption({ label: '深色' });
  await page.getByLabel('鼠标指针').selectOption({ label: '大' });
  expect(await letters()).toBeGreaterThan(before * 1.3);
  await page.goto('/events/');
  expect(await letters()).toBeGreaterThan(before * 1.3);
  const root = page.locator('html');
  await expect(root).toHaveAttribute('data-theme', 'dark');
  await expect(page.getByRole('button', { name: '深色' })).toHaveAttribute('aria-pressed', 'true');
  expect(await page.evaluate(() => getComputedStyle(document.body).letterSpacing)).not.toBe('normal');
  await expect.poll(() => page.evaluate(() => getComputedStyle(document.querySelector('main h1') as Element).cursor)).toContain('/pointer.svg');
  await page.getByRole('button', { name: '阅读辅助' }).click();
  await expect(page.getByLabel('字号')).toHaveValue('larger');
  await page.getByRole('button', { name: '全部恢复标准' }).click();
  expect(await letters()).toBe(before);
  await expect(root).not.toHaveAttribute('data-theme');
  await expect(root).not.toHaveAttribute('data-pointer');
});

test('the link for the old ones opens the page in elder mode', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.goto('/science/ice-wine/');
  await page.getByRole('button', { name: '阅读辅助' }).click();
  await page.getByRole('button', { name: '复制长者版链接' }).click();
  await expect(page.getByRole('region', { name: '阅读辅助' }).getByRole('status')).toContainText('已复制');
  const address = await page.evaluate(() => navigator.clipboard.readText());
  expect(address).toMatch(/\/science\/ice-wine\/\?elder=1$/);
  await page.goto(address);
  await expect(page.locator('html')).toHaveAttribute('data-elder', '');
  await expect(page.getByRole('button', { name: '长者版' })).toHaveAttribute('aria-pressed', 'true');
});

test('without scripts no button of reading help is shown', async ({ browser }) => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto('/science/ice-wine/');
  await expect(page.getByRole('button', { name: '阅读辅助' })).toHaveCount(0);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('冰酒为什么更甜');
  await context.close();
});
