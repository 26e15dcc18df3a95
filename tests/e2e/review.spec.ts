/** An author writes, a reviewer sends back and approves; readers see it only then. */
import type { Locator, Page } from '@playwright/test';
import { moveTo, publishReady, save, untilLive, untilStage } from './fixtures/decap.ts';
import { expect, test } from './fixtures/office.ts';

test.describe.configure({ mode: 'serial', timeout: 240_000 });
test.use({ settings: 'publishing:\n  review: true\n  credits: true\n' });

const FORM = '#/collections/regions/entries/jian';
const PAGE = '/regions/jian/';

/** A stage's column of the board. */
const column = (page: Page, stage: string): Locator => page.locator('#nc-root [class*="WorkflowListContainer"] > *').filter({ has: page.getByRole('heading', { name: stage }) });
const card = (page: Page, stage: string): Locator => column(page, stage).getByRole('link', { name: /集安市/ });
const summary = (page: Page) => page.getByLabel('简介');

async function say(page: Page, text: string): Promise<void> {
  await summary(page).click();
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.type(text);
}

test('an author saves and submits; no reader sees it, and neither 就绪 nor 发布 is offered', async ({ browser, office }) => {
  const page = await office.open(browser, 'zhang', FORM);
  await say(page, '作者改写的市县摘要，读者要等审核以后才看得到。');
  await save(page);
  await untilStage(page, '草稿');
  await page.getByRole('button', { name: '状态: 草稿' }).click();
  await expect(page.getByRole('menuitem', { name: '就绪' })).toBeHidden();
  await page.keyboard.press('Escape');
  await moveTo(page, '待审');
  await untilStage(page, '待审');
  await expect(page.getByRole('button', { name: '发布', exact: true })).toHaveCount(0);
  await office.service.publisher.request();
  expect(await office.read(PAGE)).not.toContain('作者改写');
  await page.close();
});

test('a reviewer reads what changed, writes a note and sends it back', async ({ browser, office }) => {
  const page = await office.open(browser, 'wang', 'desk/#/review');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('审核');
  const row = page.getByRole('row', { name: /集安市/ });
  await expect(row).toContainText('待审');
  await row.getByRole('link', { name: '看改了什么' }).click();
  await expect(page.getByRole('region', { name: '草稿' }).locator('ins').first()).toContainText('作者');
  await page.goto(`${office.url}/admin/desk/#/review/regions/jian`);
  await page.getByLabel('写一条批注').fill('请补上人口数字的来源。');
  await page.getByRole('button', { name: '添加批注' }).click();
  await expect(page.getByText('请补上人口数字的来源。')).toBeVisible();
  await page.goto(`${office.url}/admin/${FORM}`);
  await expect(page.getByRole('button', { name: '保存', exact: true })).toBeVisible({ timeout: 60_000 });
  await untilStage(page, '待审');
  await moveTo(page, '草稿');
  await untilStage(page, '草稿');
  await page.close();
});

test('the author sees the note beside the form, mends, submits by dragging, and drags no further', async ({ browser, office }) => {
  const page = await office.open(browser, 'zhang', FORM);
  await untilStage(page, '草稿');
  await expect(page.getByText('请补上人口数字的来源。')).toBeVisible({ timeout: 30_000 });
  await say(page, '作者按批注改过的市县摘要，来源已经补上了。');
  await save(page);
  await expect(page.getByText('含未保存的修改')).toHaveCount(0, { timeout: 30_000 });
  await page.goto(`${office.url}/admin/#/workflow`);
  await card(page, '草稿').dragTo(column(page, '待审'));
  await expect(card(page, '待审')).toBeVisible({ timeout: 30_000 });
  await card(page, '待审').dragTo(column(page, '就绪'));
  await page.reload();
  await expect(card(page, '待审')).toBeVisible({ timeout: 60_000 });
  await page.close();
});

test('the reviewer approves by dragging on the board and publishes; the history names both', async ({ browser, office }) => {
  const page = await office.open(browser, 'wang', '#/workflow');
  await card(page, '待审').dragTo(column(page, '就绪'));
  await card(page, '就绪').click({ timeout: 30_000 });
  await untilStage(page, '就绪');
  await publishReady(page);
  await untilLive(page);
  await expect.poll(() => office.read(PAGE)).toContain('作者按批注改过');
  expect(await office.read(PAGE)).toContain("approver: '王审核'");
  await page.goto(`${office.url}/admin/desk/#/history/regions/jian`);
  await expect(page.getByRole('main').getByRole('listitem').first()).toContainText('张作者（王审核 发布）');
  await page.close();
});

test('a draft with an error is kept and says what is wrong', async ({ browser, office }) => {
  const page = await office.open(browser, 'li', FORM);
  await say(page, '太短');
  await save(page);
  await expect(page.getByRole('alert').filter({ hasText: /草稿已保存。有 \d+ 处要改/ })).toContainText(/至少 \d+ 个字/);
  // Whoever opens it again, on whatever machine, has the words and hears what is wrong; readers have neither.
  const other = await office.open(browser, 'wang', FORM);
  await untilStage(other, '草稿');
  await expect(summary(other)).toHaveValue('太短');
  await expect(other.getByRole('button', { name: /^检查：[1-9]\d* 处要改/ })).toBeVisible({ timeout: 15_000 });
  expect(await office.read(PAGE)).not.toContain('太短');
  await other.close();
  await page.close();
});
