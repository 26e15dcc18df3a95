/** The office's accounts: a first password becomes one's own, codes are asked for, roles hide and refuse, the log tells, the inspection warns. */
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { codeAt, fromBase32, stepOf } from '#/server/totp.ts';
import { expect as soon, test } from './fixtures/editing-server.ts';

test.describe.configure({ mode: 'serial', timeout: 120_000 });

/** Hashing a password takes a while on a busy machine. */
const expect = soon.configure({ timeout: 30_000 });
const OWN = 'seven herons count the ferry';
let first = '';
let recovery = '';

async function signIn(page: Page, login: string, password: string): Promise<void> {
  await page.getByLabel('用户名').fill(login);
  await page.getByLabel('密码').fill(password);
  await page.getByRole('button', { name: '登录' }).click();
}

/** The page fits a phone and a desk, and axe finds nothing in it. */
async function looksRight(page: Page, name: string): Promise<void> {
  for (const width of [390, 1280]) {
    await page.setViewportSize({ width, height: 844 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth), `${name} at ${width}`).toBeLessThanOrEqual(0);
    await page.screenshot({ path: `test-results/desk-${name}-${width}.png`, fullPage: true });
  }
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`)).toEqual([]);
}

test('the manager makes an account and hands over a first password', async ({ page, server, outside }) => {
  await page.goto(`${server.url}/admin/desk/#/people`);
  await signIn(page, server.login, server.password);
  await expect(page.getByRole('heading', { name: '新建账号' })).toBeVisible();
  await page.getByLabel('用户名').fill('zhangsan');
  await page.getByLabel('姓名').fill('张三');
  await page.getByLabel('角色', { exact: true }).selectOption('作者');
  await page.getByRole('button', { name: '新建账号' }).click();
  const told = page.getByText(/初始密码：/);
  await expect(told).toContainText('一周内有效');
  first = await told.locator('code').innerText();
  await expect(page.getByRole('row', { name: /张三/ })).toContainText('还没设密码');
  await looksRight(page, 'people');
  expect(outside).toEqual([]);
});

test('its owner chooses a password, turns on codes and sees only what an author may', async ({ page, server }) => {
  await page.goto(`${server.url}/admin/`);
  await signIn(page, 'zhangsan', first);
  // Decap waits until the account is the owner's own.
  await expect(page).toHaveURL(/admin\/desk\/#\/account$/);
  await expect(page.getByText('请先设置自己的密码')).toBeVisible();
  await page.getByLabel('初始密码').fill(first);
  const choose = async (password: string): Promise<void> => {
    await page.getByLabel('新密码', { exact: true }).fill(password);
    await page.getByLabel('再写一遍新密码').fill(password);
    await page.getByRole('button', { name: '设置密码' }).click();
  };
  await choose('tonghuakepu2026');
  await expect(page.getByRole('alert')).toContainText('太容易猜到');
  await choose(OWN);
  const factor = page.locator('section', { has: page.getByRole('heading', { name: '两步登录' }) });
  await factor.getByLabel('密码').fill(OWN);
  await factor.getByRole('button', { name: '开始设置' }).click();
  await expect(page.getByRole('img', { name: /二维码/ })).toBeVisible();
  const secret = await page.locator('code.secret').innerText();
  await page.getByLabel('应用里显示的 6 位数字').fill(codeAt(fromBase32(secret), stepOf(Date.now())));
  await page.getByRole('button', { name: '开启两步登录' }).click();
  recovery = await page.locator('.codes code').first().innerText();
  await page.getByRole('button', { name: '已经收好了' }).click();
  await expect(page.getByText('还有 8 个备用码')).toBeVisible();
  await looksRight(page, 'account');
  const menu = page.getByRole('navigation', { name: '工作台' });
  await expect(menu.getByRole('link', { name: '我的账号' })).toBeVisible();
  for (const hidden of ['账号', '日志']) await expect(menu.getByRole('link', { name: hidden, exact: true })).toHaveCount(0);
  // Decap shows an author neither the settings nor a button that deletes pictures.
  await page.getByRole('link', { name: '写稿' }).click();
  await expect(page.getByRole('link', { name: '科普', exact: true })).toBeVisible();
  await expect(page.getByRole('link', { name: '网站设置' })).toHaveCount(0);
  await page.getByRole('button', { name: '媒体' }).click();
  await expect(page.getByRole('button', { name: '上传' })).toBeVisible();
  await expect(page.getByRole('button', { name: /删除/ })).toHaveCount(0);
  await page.goto(`${server.url}/admin/desk/#/people`);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('没有这一页');
  expect((await page.request.get(`${server.url}/api/people`)).status()).toBe(403);
});

test('signing in asks for a code after the password, by keyboard alone; a recovery code counts once', async ({ page, server }) => {
  await page.goto(`${server.url}/admin/desk/`);
  await page.getByLabel('用户名').fill('zhangsan');
  await expect(page.getByLabel('验证码')).toBeHidden();
  await page.keyboard.press('Tab');
  await page.keyboard.type(OWN);
  await page.keyboard.press('Enter');
  await expect(page.getByLabel('验证码')).toBeFocused();
  await page.keyboard.type(recovery);
  await page.keyboard.press('Enter');
  await page.getByRole('link', { name: /张三/ }).click();
  await expect(page.getByText('还有 7 个备用码')).toBeVisible();
  await page.getByRole('button', { name: '退出', exact: true }).click();
  await signIn(page, 'zhangsan', OWN);
  await page.getByLabel('验证码').fill(recovery);
  await page.getByRole('button', { name: '登录' }).click();
  await expect(page.getByRole('alert')).toContainText('已经用过');
});

test('another role ends the session; the log tells who did what and gives a table', async ({ page, server, browser }) => {
  const theirs = await (await browser.newContext({ locale: 'zh-CN' })).newPage();
  await theirs.goto(`${server.url}/admin/desk/`);
  await page.goto(`${server.url}/admin/desk/#/people`);
  await signIn(page, server.login, server.password);
  await page.getByLabel('张三 的角色').selectOption('审核');
  await page.getByRole('dialog').getByRole('button', { name: '更改角色' }).click();
  await expect(page.getByText('张三 现在是审核')).toBeVisible();
  // Escape says no, and nothing changes.
  await page.getByRole('row', { name: /张三/ }).getByRole('button', { name: '停用' }).click();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('row', { name: /张三/ })).toContainText('正常，两步登录');
  await page.getByRole('navigation', { name: '工作台' }).getByRole('link', { name: '日志' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
  await page.getByLabel('操作', { exact: true }).selectOption('更改角色');
  await page.getByRole('button', { name: '筛选' }).click();
  await expect(page.getByRole('row', { name: /更改角色/ })).toContainText('作者 → 审核');
  await expect(page.getByText('1 条', { exact: true })).toBeVisible();
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: /下载表格/ }).click()]);
  expect(download.suggestedFilename()).toBe('log.csv');
  await looksRight(page, 'log');
  await theirs.context().close();
});

test('the inspection names what an inspector would find, and leads to the entry', async ({ page, server }) => {
  await page.goto(`${server.url}/admin/desk/#/inspection`);
  await signIn(page, server.login, server.password);
  await expect(page.getByText(/已超期 \d+ 项/)).toBeVisible();
  await looksRight(page, 'inspection');
  await page.getByRole('row', { name: /待核实/ }).first().getByRole('link').click();
  await expect(page).toHaveURL(/\/admin\/#\/collections\/[a-z]+\/entries\//);
  await page.goto(`${server.url}/admin/#/`);
  await page.getByRole('link', { name: '工作台' }).click();
  await expect(page).toHaveURL(/\/admin\/desk\/$/);
});
