/** Two people at one entry: each is told of the other, and the later save loses nothing. */
import type { Page } from '@playwright/test';
import { save, untilStage } from './fixtures/decap.ts';
import { expect, test } from './fixtures/office.ts';

test.describe.configure({ mode: 'serial', timeout: 240_000 });

const FORM = '#/collections/regions/entries/jian';

async function retype(page: Page, label: string, text: string): Promise<void> {
  await page.getByLabel(label, { exact: true }).first().click();
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.type(text);
}

async function rewrite(page: Page, text: string): Promise<void> {
  await page.locator('[contenteditable=true]').first().click();
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.type(text);
}

test('the second is told who is editing; both change; the later chooses field by field', async ({ browser, office }) => {
  const li = await office.open(browser, 'li', FORM);
  await expect(li.locator('[contenteditable=true]').first()).toBeVisible({ timeout: 60_000 });
  const wang = await office.open(browser, 'wang', FORM);
  const told = wang.locator('.site-lock');
  await expect(told).toContainText('李编辑从', { timeout: 60_000 });
  await told.getByRole('button', { name: '接过来编辑' }).click();
  await expect(told).toHaveCount(0);

  await rewrite(li, '李编辑写的正文。');
  await save(li);
  await untilStage(li, '就绪');
  await retype(wang, '简介', '王审核写的简介，写满二十个字，好让检查通过。');
  await rewrite(wang, '王审核写的正文。');
  await save(wang);
  const both = wang.getByRole('dialog', { name: '对照两个版本' });
  await expect(both).toContainText('李编辑在');
  const body = both.getByRole('group', { name: /正文/ });
  await expect(body).toContainText('两边都改了');
  await expect(both.getByRole('group', { name: /简介/ }).getByRole('radio', { name: /我的/ })).toBeChecked();
  await wang.setViewportSize({ width: 390, height: 844 });
  expect(await both.evaluate((node) => node.scrollWidth - node.clientWidth)).toBeLessThanOrEqual(0);
  await wang.setViewportSize({ width: 1280, height: 720 });
  await body.getByRole('radio', { name: /对方的/ }).check();
  await both.getByRole('button', { name: '按所选保存' }).click();
  await expect(both).toHaveCount(0);
  // The form shows what was saved.
  await expect(wang.locator('[contenteditable=true]').first()).toContainText('李编辑写的正文', { timeout: 30_000 });
  await expect(wang.getByLabel('简介', { exact: true }).first()).toHaveValue(/王审核写的简介/);

  // The first, who knows nothing of it, keeps theirs as an entry of its own.
  await rewrite(li, '李编辑接着写的正文。');
  await save(li);
  const again = li.getByRole('dialog', { name: '对照两个版本' });
  await again.getByRole('button', { name: '把我的另存为新草稿' }).click();
  await expect(li).toHaveURL(/entries\/ji-an-shi/, { timeout: 30_000 });
  await expect(li.locator('[contenteditable=true]').first()).toContainText('李编辑接着写的正文', { timeout: 30_000 });
  await li.close();
  await wang.close();
});
