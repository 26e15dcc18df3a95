/** A school builds on an event: finds it, subscribes, takes its pack, embeds it, prints it. A parent follows an old link. */
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import ICAL from 'ical.js';
import jsqr from 'jsqr';
import sharp from 'sharp';
import type { Locator, Page } from '@playwright/test';
import { expect, test } from './fixtures/reader.ts';

// The module is CommonJS: its function is the default of its default.
const decode = (jsqr as unknown as { default?: typeof jsqr }).default ?? jsqr;
/** Pixels of 2 cm at 300 dpi. */
const TWO_CM = 236;

/** What a scanner reads from a code on paper, at the resolution of 2 cm in print. */
async function scan(code: Locator): Promise<string | undefined> {
  const { data, info } = await sharp(await code.screenshot()).resize(TWO_CM, TWO_CM, { fit: 'fill' }).ensureAlpha().raw().toBuffer({ resolveWithObject: true });
  return decode(new Uint8ClampedArray(data), info.width, info.height)?.data;
}

const main = (page: Page): Locator => page.getByRole('main');
const inches = (millimetres: number): number => (millimetres / 25.4) * 96;

test('a teacher finds an event by region and 学段; the address keeps the search', async ({ page }) => {
  await page.goto('/events/');
  const form = page.getByRole('form', { name: '筛选活动' });
  await form.getByLabel('市县').selectOption({ label: '通化医药高新区' });
  await form.getByLabel('学段').selectOption({ label: '5—6 年级' });
  await expect(form.getByRole('status')).toHaveText('找到 1 场将要举行的活动。');
  await expect(page).toHaveURL(/\/events\/\?region=yiyao-gaoxin&grade=g5-6$/);
  await page.reload();
  await expect(form.getByLabel('学段')).toHaveValue('g5-6');
  // Found by element: a hidden row has no role.
  const rows = main(page).locator('article');
  await expect(rows.filter({ hasText: '走进人参科普日' }).filter({ visible: true })).toHaveCount(1);
  await expect(rows.filter({ hasText: '周末创客课' })).toHaveCount(1);
  await expect(rows.filter({ hasText: '周末创客课' })).toBeHidden();
  await form.getByLabel('主题').selectOption({ label: '科学方法' });
  await expect(form.getByRole('status')).toContainText('没有这样的活动');
  await page.goBack();
  await expect(form.getByRole('status')).toHaveText('找到 1 场将要举行的活动。');
  await form.getByRole('button', { name: '清除筛选' }).click();
  await expect(rows.filter({ hasText: '周末创客课' })).toBeVisible();
  await expect(page).toHaveURL(/\/events\/$/);
});

test('a nonsense value in the address asks for nothing', async ({ page }) => {
  await page.goto('/events/?region=%3Cscript%3E&grade=g99');
  await expect(main(page).getByRole('article').filter({ hasText: '走进人参科普日' })).toBeVisible();
});

test('without scripts each single filter is a page, months and weeks too', async ({ browser }) => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto('/events/');
  await expect(page.getByRole('form', { name: '筛选活动' })).toHaveCount(0);
  await main(page).getByRole('link', { name: /^5—6 年级/ }).click();
  await expect(page).toHaveURL(/\/events\/grades\/g5-6\/$/);
  await expect(main(page).getByRole('article').filter({ hasText: '走进人参科普日' })).toBeVisible();
  await page.goto('/events/access/step-free/');
  await expect(main(page).getByRole('article').filter({ hasText: '走进人参科普日' })).toBeVisible();
  await page.goto('/events/regions/');
  await main(page).getByRole('link', { name: '高新区' }).first().click();
  await expect(page).toHaveURL(/\/events\/regions\/yiyao-gaoxin\/$/);
  await page.goto('/events/months/2026-12/');
  await main(page).getByRole('cell', { name: /^5/ }).getByRole('link', { name: '走进人参科普日' }).click();
  await expect(page).toHaveURL(/\/events\/ginseng-day\/$/);
  await page.goto('/events/weeks/2026-W49/');
  await expect(main(page).getByRole('heading', { name: '12月5日 星期六' })).toBeVisible();
  await context.close();
});

test('a teacher subscribes to the calendar of region and 学段', async ({ page, request }) => {
  await page.goto('/events/subscribe/');
  const form = page.getByRole('group', { name: '选择日历' });
  await form.getByLabel('市县').selectOption({ label: '通化医药高新区' });
  await form.getByLabel('学段').selectOption({ label: '5—6 年级' });
  const address = await page.getByRole('textbox', { name: '网址' }).inputValue();
  await expect(page.getByRole('link', { name: '在日历里订阅' })).toHaveAttribute('href', address.replace('http:', 'webcal:'));
  const calendar = new ICAL.Component(ICAL.parse(await (await request.get(address)).text()) as [string, unknown[], unknown[]]);
  expect(calendar.getAllSubcomponents('vevent').map((each) => String(each.getFirstPropertyValue('summary'))).join()).toContain('走进人参科普日');
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.getByRole('button', { name: '复制网址' }).click();
  await expect(page.getByText('已复制')).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(address);
});

test('inside WeChat the subscribe page says what to do', async ({ browser }) => {
  const context = await browser.newContext({ userAgent: 'Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/126.0 Mobile Safari/537.36 MicroMessenger/8.0.50' });
  const page = await context.newPage();
  await page.goto('/events/subscribe/');
  await expect(main(page).getByText('您正在微信里。')).toBeVisible();
  await context.close();
});

test('a teacher copies the text for the group from the pack', async ({ page }) => {
  await page.goto('/events/ginseng-day/');
  await page.getByRole('link', { name: '学校用的材料' }).click();
  // The card that is shown here is a link as a whole, and no more than the card.
  await page.getByRole('button', { name: '阅读辅助' }).click({ trial: true });
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.getByRole('button', { name: /复制.*一条消息/ }).click();
  await expect(page.getByText('已复制')).toBeVisible();
  const text = await page.evaluate(() => navigator.clipboard.readText());
  expect(text).toContain('时间：2026年12月5日（星期六）09:00—11:30');
  expect(text).toContain('/e/ev000001/');
  for (const picture of await main(page).getByRole('img', { name: /走进人参科普日/ }).all()) {
    await picture.scrollIntoViewIfNeeded();
    await expect.poll(() => picture.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(1000);
  }
});

for (const width of [280, 600]) {
  test(`the embed stands in a school's page at ${width} px, without scripts, and tells a cancellation`, async ({ browser, baseURL }) => {
    const context = await browser.newContext({ javaScriptEnabled: false });
    const page = await context.newPage();
    await page.goto('/events/steel-fair/pack/');
    const code = await page.getByLabel('嵌入代码（iframe）').inputValue();
    const school = createServer((_request, response) => {
      response.setHeader('content-type', 'text/html; charset=utf-8').end(`<!doctype html><title>学校</title><body style="margin:0;width:${width}px">${code}`);
    });
    await new Promise<void>((resolve) => { school.listen(0, '127.0.0.1', resolve); });
    // Another host and port: to the browser another site than the one that is framed.
    await page.goto(`http://127.0.0.1:${(school.address() as AddressInfo).port}/`);
    const frame = page.frameLocator('iframe');
    await expect(frame.getByText('已取消').first()).toBeVisible();
    await expect(frame.getByText('原因：场地检修')).toBeVisible();
    await expect(frame.getByRole('link', { name: '钢铁科普集市' })).toHaveAttribute('href', `${baseURL ?? ''}/e/ev000003/`);
    expect(await frame.locator('html').evaluate((root) => root.scrollWidth - root.clientWidth)).toBe(0);
    await context.close();
    school.close();
  });
}

test('oEmbed is found from the page and leads to the same frame', async ({ page, request }) => {
  await page.goto('/events/ginseng-day/');
  const address = await page.locator('link[type="application/json+oembed"]').getAttribute('href');
  const answer = (await (await request.get(address ?? '')).json()) as { html: string; thumbnail_url: string };
  expect(answer.html).toContain('/embed/e/ev000001/');
  expect((await request.get(answer.thumbnail_url)).headers()['content-type']).toBe('image/png');
  expect(await page.locator('meta[property="og:image"]').getAttribute('content')).toBe(answer.thumbnail_url);
});

for (const { name, path } of [{ name: 'ginseng-day', path: 'ev000001' }, { name: 'steel-fair', path: 'ev000003' }, { name: 'odd-title', path: 'ev000007' }]) {
  test(`the poster of ${name} is one sheet, and its code is read at 2 cm`, async ({ page, baseURL }) => {
    await page.goto(`/events/${name}/poster/`);
    await page.emulateMedia({ media: 'print' });
    expect(await scan(page.locator('.poster .qr'))).toBe(`${baseURL ?? ''}/e/${path}/`);
    const cut = await page.locator('.poster').evaluate((sheet) => sheet.scrollHeight - sheet.clientHeight);
    expect(cut).toBeLessThanOrEqual(0);
    const pdf = await page.pdf({ preferCSSPageSize: true });
    expect(pdf.toString('latin1').match(/\/Type\s*\/Page\b(?!s)/g)).toHaveLength(1);
  });
}

test('the poster and the worksheet of a cancelled or an open event say what they are', async ({ page, baseURL }) => {
  await page.goto('/events/steel-fair/poster/');
  await expect(page.locator('.poster')).toContainText('已取消');
  await page.goto('/events/ginseng-day/pack/');
  await page.getByRole('link', { name: /学习单/ }).click();
  await expect(main(page)).toContainText('我猜人参能活多少年，为什么？');
  await page.emulateMedia({ media: 'print' });
  await expect(page.getByText('先请学生写下猜想')).toBeHidden();
  const code = page.locator('.worksheet .qr');
  expect((await code.boundingBox())?.width).toBeCloseTo(inches(20), 0);
  expect(await scan(code)).toBe(`${baseURL ?? ''}/e/ev000001/`);
});

test('a reader marks events with the keyboard, takes one calendar file and one sheet', async ({ page, baseURL }) => {
  await page.goto('/events/');
  for (const title of ['走进人参科普日', '周末创客课']) {
    const mark = page.getByRole('button', { name: new RegExp(`记下.*${title}`) });
    await mark.focus();
    await page.keyboard.press('Enter');
    await expect(mark).toHaveAttribute('aria-pressed', 'true');
  }
  await page.getByRole('link', { name: /我的清单.*（2）/ }).click();
  await expect(main(page).getByRole('status')).toHaveText('记下了 2 场活动。');
  await expect(main(page).getByRole('article')).toHaveCount(2);
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: /日历文件/ }).click()]);
  const calendar = new ICAL.Component(ICAL.parse(readFileSync(await download.path(), 'utf8')) as [string, unknown[], unknown[]]);
  const titles = calendar.getAllSubcomponents('vevent').map((each) => String(each.getFirstPropertyValue('summary')));
  expect(titles.filter((title) => title.includes('周末创客课'))).toHaveLength(3);
  expect(titles.filter((title) => title.includes('走进人参科普日')).length).toBeGreaterThan(0);
  expect(titles.every((title) => /周末创客课|走进人参科普日/.test(title))).toBe(true);

  await page.emulateMedia({ media: 'print' });
  const code = page.getByRole('img', { name: '二维码：走进人参科普日' });
  await expect(code).toBeVisible();
  expect((await code.boundingBox())?.width).toBeCloseTo(inches(20), 0);
  expect(await scan(code)).toBe(`${baseURL ?? ''}/e/ev000001/`);
  await page.emulateMedia({ media: 'screen' });

  await page.getByRole('button', { name: /记下.*周末创客课/ }).press('Enter');
  await expect(main(page).getByRole('article')).toHaveCount(1);
  await page.reload();
  await expect(main(page).getByRole('article')).toHaveCount(1);
});

test('a marked event that is gone is named, and without scripts the list says why it is empty', async ({ page, browser }) => {
  await page.addInitScript(() => { localStorage.setItem('my-events', '["ev999999","<b>"]'); });
  await page.goto('/events/my/');
  await expect(main(page).getByRole('link', { name: /ev999999/ })).toHaveAttribute('href', '/e/ev999999/');
  const context = await browser.newContext({ javaScriptEnabled: false });
  const still = await context.newPage();
  await still.goto('/events/my/');
  await expect(main(still).getByText('没有运行脚本')).toBeVisible();
  await context.close();
});

test('a parent follows an old link to a cancelled event and finds what came instead', async ({ page }) => {
  await page.goto('/e/ev000003/');
  await expect(main(page).getByText('活动已取消').first()).toBeVisible();
  await page.getByRole('link', { name: '打开活动页面' }).click();
  const note = main(page).getByRole('note', { name: '活动已取消' });
  await expect(note).toContainText('原因：场地检修');
  await expect(main(page)).toContainText('不再接受报名');
  await note.getByRole('link', { name: '走进人参科普日' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('走进人参科普日');
  await expect(main(page).getByRole('note', { name: '这一场代替了' })).toContainText('钢铁科普集市');
});

test('a page built last week is right today', async ({ page }) => {
  const at = async (time: string, path: string): Promise<void> => {
    await page.clock.setFixedTime(new Date(`${time}:00+08:00`));
    await page.goto(path);
  };
  const registration = page.locator('.registration');
  await page.goto('/events/ginseng-day/');
  await expect(registration).toContainText('2026年11月24日（星期二）09:00 开始报名');
  await expect(page.getByRole('link', { name: '去报名' })).toBeHidden();
  await at('2026-11-24T09:00', '/events/ginseng-day/');
  await expect(registration).toContainText('网上报名');
  await expect(page.getByRole('link', { name: '去报名' })).toBeVisible();
  await at('2026-12-03T17:00', '/events/ginseng-day/');
  await expect(registration).toContainText('截止');
  await expect(page.getByRole('link', { name: '去报名' })).toBeHidden();
  await at('2026-12-05T10:00', '/events/ginseng-day/');
  await expect(page.locator('.event-when')).toContainText('进行中');
  await at('2026-12-11T08:00', '/events/ginseng-day/');
  await expect(page.locator('.event-when')).toContainText('已结束');
  await expect(registration).toContainText('活动已结束');
  await expect(main(page)).toContainText('原定 2026年12月10日提供，尚未提供');

  // A series moves on to its next date; a cancelled event stays cancelled; a list drops what is over.
  await at('2026-12-20T08:00', '/events/maker-series/');
  await expect(page.locator('.event-when')).toContainText('2026年12月26日（星期六）14:00—16:00');
  await expect(page.locator('.event-spans li').first()).toContainText('（已结束）');
  await at('2026-12-20T08:00', '/events/');
  await expect(main(page).getByRole('article').filter({ hasText: '走进人参科普日' })).toBeHidden();
  const series = main(page).getByRole('article').filter({ hasText: '周末创客课' });
  await expect(series.locator('.date-day')).toContainText('26');
  await at('2026-12-20T08:00', '/events/grades/g5-6/');
  await expect(main(page).locator('[data-list=over]').getByRole('article').filter({ hasText: '走进人参科普日' })).toBeVisible();
  await at('2026-12-20T08:00', '/');
  await expect(main(page).getByRole('link', { name: '走进人参科普日' })).toBeHidden();
  await expect(main(page).getByRole('link', { name: '周末创客课' })).toBeVisible();
  await at('2028-01-01T08:00', '/events/');
  await expect(main(page).getByText('上面列出的活动都已经结束')).toBeVisible();
  await at('2026-12-05T10:00', '/embed/e/ev000001/');
  await expect(main(page)).toContainText('进行中');
});

test('a title with everything in it stays a title everywhere', async ({ page, request }) => {
  await page.goto('/events/odd-title/');
  const title = (await page.getByRole('heading', { level: 1 }).textContent()) ?? '';
  expect(title).toContain('\\反斜杠, semi; 🧊🔥 <b>不是标签</b> &');
  await page.goto('/events/odd-title/pack/');
  await expect(page.getByLabel('一句话')).toHaveValue(new RegExp(title.slice(0, 20).replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')));
  await page.goto('/embed/e/ev000007/');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(title);
  for (const file of ['share.png', 'square.png', 'qr.png', 'qr.svg', 'oembed.json']) expect((await request.get(`/e/ev000007/${file}`)).status(), file).toBe(200);
  const calendar = new ICAL.Component(ICAL.parse(await (await request.get('/events/odd-title.ics')).text()) as [string, unknown[], unknown[]]);
  expect(calendar.getFirstSubcomponent('vevent')?.getFirstPropertyValue('summary')).toBe(title);
});
