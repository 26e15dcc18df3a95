/** A reviewer appoints when a draft goes onto the site and sees what will happen when. */
import { toWallClock } from '#/lib/dates.ts';
import { save, untilStage } from './fixtures/decap.ts';
import { expect, test } from './fixtures/office.ts';

test.describe.configure({ mode: 'serial', timeout: 180_000 });

test('a ready draft is appointed, is listed, and goes live at its minute', async ({ browser, office }) => {
  const page = await office.open(browser, 'wang', '#/collections/regions/entries/huinan');
  const body = page.locator('[contenteditable=true]').first();
  await body.click();
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.type('到时候才上线的正文。');
  await save(page);
  await untilStage(page, '就绪');

  const [desk] = await Promise.all([page.context().waitForEvent('page'), page.getByRole('link', { name: '定时', exact: true }).click()]);
  const minute = toWallClock(office.clock.now + 10 * 60_000);
  await desk.getByLabel('什么时候（北京时间）').fill('2020-01-01T09:00');
  await desk.getByRole('button', { name: '约定' }).click();
  await expect(desk.getByRole('alert')).toContainText('已经过去');
  await desk.getByLabel('什么时候（北京时间）').fill(minute);
  await desk.getByRole('button', { name: '约定' }).click();
  const row = desk.getByRole('row', { name: /辉南县/ });
  await expect(row).toContainText('等待');
  await expect(row).toContainText(minute.slice(11));
  await desk.setViewportSize({ width: 390, height: 844 });
  expect(await desk.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);

  await office.service.schedule.run();
  expect(await office.read('/regions/huinan/')).not.toContain('到时候才上线');
  office.clock.now += 10 * 60_000;
  // The server looks at its clock by itself every few seconds.
  await expect.poll(() => office.read('/regions/huinan/'), { timeout: 60_000 }).toContain('到时候才上线');
  await desk.reload();
  await expect(row).toContainText('已发布');
  await page.close();
});

test('an author sees the appointments and makes none', async ({ browser, office }) => {
  const page = await office.open(browser, 'zhang', 'desk/#/schedule/regions/huinan');
  await expect(page.getByRole('row', { name: /辉南县/ })).toContainText('已发布');
  await expect(page.getByRole('button', { name: '约定' })).toHaveCount(0);
  await page.close();
});
