/** An editor writes an article and an event with pictures and relations; both go live. What is wrong is refused and keeps its text. */
import type { Locator, Page } from '@playwright/test';
import sharp from 'sharp';
import { publish, publishReady, save, untilLive, untilStage } from './fixtures/decap.ts';
import { expect as soon, test } from './fixtures/editing-server.ts';

test.describe.configure({ mode: 'serial', timeout: 180_000 });

/** Decap takes a while to show a form on a busy machine. */
const expect = soon.configure({ timeout: 30_000 });

async function newEntry(page: Page, collection: string): Promise<void> {
  await page.goto(`${new URL(page.url()).origin}/admin/#/collections/${collection}/new`);
  await expect(page.getByLabel('标题', { exact: true })).toBeVisible();
}

async function choose(page: Page, label: string | RegExp, ...options: string[]): Promise<void> {
  for (const option of options) {
    await page.getByLabel(label).click();
    await page.getByRole('option', { name: option, exact: true }).click();
  }
  await page.keyboard.press('Escape');
}

/** `fill()` on Decap's edited titles prepends: select all and type. */
async function retype(page: Page, field: Locator, text: string): Promise<void> {
  await field.click();
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.type(text);
}

async function write(page: Page, ...paragraphs: string[]): Promise<void> {
  await page.locator('[contenteditable=true]').first().click();
  for (const [at, paragraph] of paragraphs.entries()) {
    if (at > 0) await page.keyboard.press('Enter');
    await page.keyboard.type(paragraph);
  }
}

/** Puts the cursor behind a paragraph. The editor takes the browser's selection over a moment later. */
async function standBehind(page: Page, text: string): Promise<void> {
  await page.locator('[contenteditable=true]').first().getByText(text).click();
  await page.waitForTimeout(300);
  await page.keyboard.press('End');
  await page.waitForTimeout(300);
}

test('a wrong password is refused in Chinese', async ({ page, server }) => {
  await page.goto(`${server.url}/admin/`);
  await page.getByLabel('用户名').fill(server.login);
  await page.getByLabel('密码').fill('not-the-password');
  await page.getByRole('button', { name: '登录' }).click();
  await expect(page.getByRole('alert')).toHaveText('用户名或密码不对');
});

test('an editor publishes an article with a picture and relations; it is live and can be found', async ({ editor: page, server }) => {
  await newEntry(page, 'science');
  await page.getByLabel('标题', { exact: true }).fill('火山灰里的红松林');
  await choose(page, '类型', '文章');
  await page.getByLabel('摘要').fill('火山灰为什么能长出好林子？从浮石的小孔说起，看水和根怎样住进石头里。');
  await write(page, '浮石上有许多小孔，下雨时能存水，根就顺着孔钻进去。', '温度 < 5 {约} 时生长很慢。');
  await choose(page, '主题', '火山与地质', '森林与生态');
  await choose(page, /相关市县/, '辉南县');
  await page.getByTestId('expand-button').first().click();
  await page.getByRole('button', { name: '选择图片' }).first().click();
  const picture = await sharp({ create: { width: 1200, height: 800, channels: 3, background: '#3a6' } }).withExif({ IFD0: { Copyright: '某人' } }).jpeg().toBuffer();
  await page.getByRole('dialog').locator('input[type=file]').setInputFiles({ name: '红松 林.jpg', mimeType: 'image/jpeg', buffer: picture });
  await page.getByRole('button', { name: '选用已选中项目' }).click();
  await page.getByLabel(/图片说明（替代文本）/).fill('一片长在浮石上的绿色树林');
  // The same picture again inside the text.
  await standBehind(page, '根就顺着孔');
  await page.getByRole('button', { name: '添加组件' }).first().click();
  await page.getByRole('menuitem', { name: '图片', exact: true }).click();
  await page.getByRole('button', { name: '选择图片' }).first().click();
  await page.getByText(/^红松-林-[0-9a-f]{8}\.jpg$/).click();
  await page.getByRole('button', { name: '选用已选中项目' }).click();
  await page.getByLabel('替代文本', { exact: true }).fill('浮石小孔里的树根');
  await page.getByRole('button', { name: '新增来源' }).click();
  await page.getByLabel('标题', { exact: true }).nth(1).fill('测试来源');
  await page.getByLabel('发布者').fill('测试出版者');
  await publish(page);
  await untilLive(page);
  await expect(page).toHaveURL(/entries\/huo-shan-hui-li-de-hong-song-lin$/);

  const path = '/science/huo-shan-hui-li-de-hong-song-lin/';
  await page.goto(server.url + path);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('火山灰里的红松林');
  await expect(page.getByRole('main')).toContainText('温度 < 5 {约} 时生长很慢。');
  const image = page.getByRole('main').getByRole('img', { name: '浮石小孔里的树根' });
  await expect(image).toHaveAttribute('src', /\/media\/hong-song-lin-[0-9a-f]{8}-[0-9a-f]{8}-[0-9a-f]+-\d+\.webp$/);
  await expect.poll(() => image.evaluate((node: HTMLImageElement) => node.naturalWidth)).toBeGreaterThan(0);
  await page.goto(`${server.url}/regions/huinan/`);
  await expect(page.getByRole('link', { name: /火山灰里的红松林/ }).first()).toBeVisible();
  await page.goto(`${server.url}/search/?q=${encodeURIComponent('浮石')}`);
  await expect(page.getByRole('main').getByRole('link', { name: /火山灰里的红松林/ }).first()).toBeVisible();
});

test('an editor publishes an event; its page and calendar are live', async ({ editor: page, server }) => {
  await newEntry(page, 'events');
  await page.getByLabel('标题', { exact: true }).fill('浮石观察工作坊');
  await choose(page, '类型', '工作坊');
  await page.getByLabel('摘要').fill('带一块浮石来，用放大镜数一数小孔，再看它能不能浮在水上。');
  await write(page, '请自带放大镜。');
  await page.getByLabel('开始', { exact: true }).fill('2026-12-12T09:30');
  await page.getByLabel('结束', { exact: true }).fill('2026-12-12T11:00');
  await page.getByLabel(/线上地址/).fill('https://example.org/live');
  await page.getByLabel('主办').fill('测试主办单位');
  await page.getByLabel('面向').fill('小学生和家长');
  await page.getByLabel('费用').fill('免费');
  await choose(page, '报名方式', '无需报名');
  await choose(page, /相关科普/, '火山灰里的红松林');
  await publish(page);
  await untilLive(page);

  const path = '/events/fu-shi-guan-cha-gong-zuo-fang/';
  await page.goto(server.url + path);
  await expect(page.getByRole('heading', { level: 1 })).toContainText('浮石观察工作坊');
  await expect(page.getByRole('main')).toContainText('2026年12月12日（星期六）');
  await expect(page.getByRole('main').getByRole('link', { name: /火山灰里的红松林/ }).first()).toBeVisible();
  const calendar = await (await page.request.get(`${server.url}/events.ics`)).text();
  expect(calendar.replace(/\r\n /g, '')).toContain('浮石观察工作坊');
});

test('an entry with an error stays a draft, shows field, reason and mend, and can be mended', async ({ editor: page, server }) => {
  await page.goto(`${server.url}/admin/#/collections/science/entries/huo-shan-hui-li-de-hong-song-lin`);
  const title = page.getByLabel('标题', { exact: true }).first();
  await expect(title).toHaveValue('火山灰里的红松林');
  await retype(page, title, '改过的标题');
  await retype(page, page.getByLabel('网址名'), 'ginseng');
  await save(page);
  const refusal = page.locator('.site-refusal');
  await expect(refusal).toContainText('草稿已保存。有 2 处要改');
  await expect(refusal).toContainText('【网址名】网址名 ginseng 已被');
  await expect(refusal).toContainText('改法：换一个网址名');
  await expect(title).toHaveValue('改过的标题');
  const live = await page.request.get(`${server.url}/science/huo-shan-hui-li-de-hong-song-lin/`);
  expect((await live.text()).includes('改过的标题')).toBe(false);

  await retype(page, page.getByLabel('网址名'), 'fu-shi');
  await publish(page);
  await untilLive(page);
  await expect(refusal).toHaveCount(0);
  await page.goto(`${server.url}/science/fu-shi/`);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('改过的标题');
});

test('program code in a body is told, stays in the form and does not become ready', async ({ editor: page, server }) => {
  await page.goto(`${server.url}/admin/#/collections/events/entries/fu-shi-guan-cha-gong-zuo-fang`);
  const body = page.locator('[contenteditable=true]').first();
  await expect(body).toContainText('请自带放大镜');
  await standBehind(page, '请自带放大镜');
  await page.keyboard.press('Enter');
  await page.keyboard.type("import fs from 'node:fs'");
  await expect(body.getByText("import fs from 'node:fs'", { exact: true })).toBeVisible();
  await save(page);
  await untilStage(page, '草稿');
  await expect(page.locator('.site-refusal')).toContainText('【正文】正文里不能写程序代码');
  await expect(body).toContainText("import fs from 'node:fs'");
});

test('a session that ended asks again over the form and then saves', async ({ editor: page, server }) => {
  await page.goto(`${server.url}/admin/#/collections/science/entries/huo-shan-hui-li-de-hong-song-lin`);
  const title = page.getByLabel('标题', { exact: true }).first();
  await expect(title).toHaveValue('改过的标题');
  await retype(page, title, '登录过期以后的标题');
  // The form still fetches the lists for its relations; a session that ended then would ask before the save.
  await page.waitForLoadState('networkidle');
  await page.waitForTimeout(1000);
  await page.context().clearCookies();
  await save(page);
  const dialog = page.getByRole('dialog', { name: '重新登录' });
  await expect(dialog).toContainText('您的文字还在本页');
  await dialog.getByLabel('密码').fill(server.password);
  await dialog.getByRole('button', { name: '登录' }).click();
  await untilStage(page, '就绪');
  await publishReady(page);
  await untilLive(page);
  await expect(title).toHaveValue('登录过期以后的标题');
});

test('a save over somebody else\'s newer one shows both and keeps the text', async ({ editor: page, server }) => {
  await page.goto(`${server.url}/admin/#/collections/science/entries/huo-shan-hui-li-de-hong-song-lin`);
  const title = page.getByLabel('标题', { exact: true }).first();
  await expect(title).toHaveValue('登录过期以后的标题');
  await retype(page, title, '后来者的标题');
  const path = 'content/science/huo-shan-hui-li-de-hong-song-lin.mdx';
  const headers = { origin: server.url };
  const { data } = (await (await page.request.post(`${server.url}/api/cms`, { headers, data: { action: 'getEntry', params: { path } } })).json()) as { data: string };
  const other = await page.request.post(`${server.url}/api/cms`, { headers, data: { action: 'persistEntry', params: { dataFiles: [{ path, raw: data.replace('登录过期以后的标题', '先来者的标题') }] } } });
  expect(other.status()).toBe(200);
  await save(page);
  const both = page.getByRole('dialog', { name: '对照两个版本' });
  await expect(both).toContainText('先来者');
  await both.getByRole('button', { name: '先不保存' }).click();
  await expect(title).toHaveValue('后来者的标题');
});
