/** What was published is read as a difference and put back; what was deleted comes back at its address. */
import { publish, untilLive } from './fixtures/decap.ts';
import { expect, test } from './fixtures/office.ts';

test.describe.configure({ mode: 'serial', timeout: 120_000 });

const OLD = '二道江区的测试简介，写得足够长';
const FRESH = '二道江区的写错了的简介，写得足够长，好让列表和搜索结果都有东西可以显示。';

test('a published change is read word by word, and the version before it restored', async ({ browser, office }) => {
  const page = await office.open(browser, 'li', '#/collections/regions/entries/erdaojiang');
  await page.getByLabel('简介').click();
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.type(FRESH);
  await publish(page);
  await untilLive(page);
  expect(await office.read('/regions/erdaojiang/')).toContain(FRESH);

  await page.goto(`${office.url}/admin/desk/#/history`);
  await page.getByLabel('找一个条目').fill('二道江区');
  await page.getByRole('link', { name: '二道江区', exact: true }).click();
  const versions = page.getByRole('main').getByRole('listitem');
  await expect(versions.first()).toContainText('李编辑');
  await versions.first().getByRole('button', { name: '改了什么' }).click();
  const summary = versions.first().locator('dl div').filter({ hasText: '简介' });
  await expect(summary.locator('del')).toHaveText(['测试']);
  await expect(summary.locator('ins').filter({ hasText: '错' })).toBeVisible();
  await page.setViewportSize({ width: 390, height: 844 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  await versions.nth(1).getByRole('button', { name: '恢复这个版本' }).click();
  await page.getByRole('dialog', { name: '恢复这个版本' }).getByRole('button', { name: '恢复', exact: true }).click();
  await expect(page.getByText('已恢复，正在发布。')).toBeVisible();
  await expect.poll(() => office.read('/regions/erdaojiang/')).toContain(OLD);
  // What was undone is not gone either.
  await expect(versions).toHaveCount(3);
  await page.close();
});

test('a deleted entry is listed with who and when, and comes back where it was', async ({ browser, office }) => {
  const page = await office.open(browser, 'li', '#/collections/science/entries/myth-salt');
  await page.getByRole('button', { name: '删除已发布的内容' }).click();
  await expect(page).toHaveURL(/#\/collections\/science$/, { timeout: 30_000 });
  await expect.poll(() => office.read('/science/myth-salt/')).not.toContain('吃盐能防辐射');
  await page.goto(`${office.url}/admin/desk/#/history`);
  const row = page.getByRole('row', { name: /吃盐能防辐射/ });
  await expect(row).toContainText('李编辑');
  await row.getByRole('button', { name: '恢复' }).click();
  await page.getByRole('dialog').getByRole('button', { name: '恢复', exact: true }).click();
  await expect(row).toHaveCount(0);
  await expect.poll(() => office.read('/science/myth-salt/')).toContain('吃盐能防辐射');
  await page.close();
});
