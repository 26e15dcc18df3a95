/** The desk: publishing is followed, undone and redone; pictures are added, renamed, replaced and deleted where nothing needs them. */
import type { Locator, Page } from '@playwright/test';
import sharp from 'sharp';
import { expect, test } from './fixtures/office.ts';

test.describe.configure({ mode: 'serial', timeout: 90_000 });

const picture = (background: string): Promise<Buffer> => sharp({ create: { width: 300, height: 200, channels: 3, background } }).png().toBuffer();

/** Saves another summary of 柳河 onto the site, as whoever has signed in on the page. */
async function changeSummary(page: Page, summary: string): Promise<void> {
  const status = await page.evaluate(async (summary) => {
    const path = 'content/regions/liuhe.mdx';
    const ask = (action: string, params: object): Promise<Response> => fetch('/api/cms', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ action, params }) });
    const { data } = (await (await ask('getEntry', { path })).json()) as { data: string };
    return (await ask('persistEntry', { dataFiles: [{ path, raw: data.replace(/^summary: .*/m, `summary: ${summary}`) }] })).status;
  }, summary);
  expect(status).toBe(200);
}

test('the manager sees how far publishing is, puts the site back and goes forward again', async ({ browser, office }) => {
  const page = await office.open(browser, 'guan', 'desk/#/publish');
  await expect(page.getByText(/^读者看到的是/)).toBeVisible();
  const letOn = office.hold();
  await changeSummary(page, '工作台上看着它发布的新简介，写满二十个字就够了。');
  await expect(page.getByRole('progressbar', { name: '发布进度' })).toBeVisible();
  await expect(page.getByText(/^正在发布：.+，已用 \d+ 秒$/)).toBeVisible();
  expect(await office.read('/regions/liuhe/')).not.toContain('看着它发布');
  letOn();
  const rows = page.getByRole('row');
  await expect(rows.nth(1)).toContainText('关管理：修改 市县《柳河县》');
  await expect(rows.nth(1)).toContainText('读者正在看');
  expect(await office.read('/regions/liuhe/')).toContain('看着它发布');

  await rows.nth(2).getByRole('button', { name: /^换回 / }).click();
  await page.getByRole('dialog').getByRole('button', { name: '换回' }).click();
  await expect(page.getByText(/关管理 在 .* 把网站换回了旧版本/)).toBeVisible();
  expect(await office.read('/regions/liuhe/')).not.toContain('看着它发布');
  await page.getByRole('button', { name: '回到最新内容' }).click();
  await expect(page.getByText(/把网站换回了旧版本/)).toHaveCount(0);
  await expect.poll(() => office.read('/regions/liuhe/')).toContain('看着它发布');
  await page.close();
});

test('a picture is added, named, put in the place of another, and deleted where nothing shows it', async ({ browser, office }) => {
  const page = await office.open(browser, 'wang', 'desk/#/media');
  const card = (name: RegExp): Locator => page.getByRole('listitem').filter({ has: page.getByRole('heading', { name }) });
  await page.getByLabel('上传图片').setInputFiles([{ name: '说明.png', mimeType: 'image/png', buffer: Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>') }, { name: '松林.png', mimeType: 'image/png', buffer: await picture('#275') }]);
  await expect(page.getByRole('alert')).toContainText(/上传了 1 张；说明\.png：.*SVG/);
  await expect(card(/^song-lin-/)).toContainText('没有条目用到它');
  await card(/^song-lin-/).getByRole('button', { name: /^改名/ }).click();
  await page.getByLabel('新的名字').fill('龙湾的秋天');
  await page.getByRole('button', { name: '改名', exact: true }).click();
  await expect(page.getByText(/已改名为 long-wan-de-qiu-tian-/)).toBeVisible();

  const shown = card(/^test-cover/);
  await expect(shown.getByRole('link', { name: '冰酒为什么更甜' })).toBeVisible();
  await expect(shown.getByRole('button', { name: /^删除/ })).toHaveCount(0);
  await shown.locator('input[type=file]').setInputFiles({ name: '新图.png', mimeType: 'image/png', buffer: await picture('#936') });
  await expect(page.getByText('已换成新图，改了 1 个条目，正在发布')).toBeVisible();
  // The article keeps its words about the picture and shows the new one.
  await expect.poll(() => office.read('/science/ice-wine/')).toMatch(/src: '?media\/test-cover-[0-9a-f]{8}\.webp/);
  expect(await office.read('/science/ice-wine/')).toContain('一串结着霜的葡萄');

  await card(/^long-wan/).getByRole('button', { name: /^删除/ }).click();
  await page.getByRole('dialog', { name: '删除图片' }).getByRole('button', { name: '删除' }).click();
  await expect(card(/^long-wan/)).toHaveCount(0);
  await page.close();
});
