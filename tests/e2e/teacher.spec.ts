/** A teacher plans a visit. */
import ICAL from 'ical.js';
import { expect, test } from './fixtures/reader.ts';

test('a teacher opens an event, takes its calendar file and its permanent link', async ({ page, request }) => {
  await page.goto('/events/');
  await page.getByRole('main').getByRole('link', { name: /走进人参科普日/ }).first().click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('走进人参科普日');
  await expect(page.getByRole('main')).toContainText('2026年12月5日（星期六）');
  const href = await page.getByRole('link', { name: /加入日历/ }).first().getAttribute('href');
  const response = await request.get(href ?? '');
  expect(response.headers()['content-type']).toContain('text/calendar');
  const calendar = new ICAL.Component(ICAL.parse(await response.text()) as [string, unknown[], unknown[]]);
  // Deadlines of the registration are entries of their own, before it.
  const own = calendar.getAllSubcomponents('vevent').find((each) => String(each.getFirstPropertyValue('uid')).startsWith('ev000001@'));
  const event = new ICAL.Event(own as ICAL.Component);
  expect(event.summary).toContain('走进人参科普日');
  expect(event.startDate.toString()).toBe('2026-12-05T09:00:00');
  expect(event.uid).toContain('ev000001');
  const permanent = await page.getByRole('link', { name: /\/e\/ev000001\// }).getAttribute('href');
  await page.goto(permanent ?? '');
  await expect(page.getByRole('main')).toContainText('走进人参科普日');
});

test('cancelled, moved and full events say so', async ({ page }) => {
  await page.goto('/events/steel-fair/');
  await expect(page.getByRole('main')).toContainText('取消');
  await expect(page.getByRole('main')).toContainText('场地检修');
  await page.goto('/events/lake-trip/');
  await expect(page.getByRole('main')).toContainText('大雪封路');
  await expect(page.getByRole('main')).toContainText('2026年11月21日');
  await page.goto('/events/maker-series/');
  await expect(page.getByRole('main')).toContainText('名额已满');
  await expect(page.getByRole('main')).toContainText('2027年1月2日');
});

test('past events are kept by year', async ({ page }) => {
  await page.goto('/events/');
  await expect(page.getByRole('main').getByRole('link', { name: /去年的讲座/ })).toHaveCount(0);
  await page.goto('/events/past/2025/');
  await page.getByRole('link', { name: /去年的讲座/ }).first().click();
  await expect(page.getByRole('link', { name: /讲义/ })).toBeVisible();
});

test('relations are shown from both sides', async ({ page }) => {
  await page.goto('/regions/jian/');
  await expect(page.getByRole('main').getByRole('link', { name: /冰酒为什么更甜/ }).first()).toBeVisible();
  await expect(page.getByRole('main').getByRole('link', { name: /测试大学/ }).first()).toBeVisible();
  await page.goto('/partners/test-university/');
  await expect(page.getByRole('main').getByRole('link', { name: /冰酒为什么更甜/ }).first()).toBeVisible();
  await page.goto('/regions/dongchang/');
  await expect(page.getByRole('main')).toContainText('测试甲');
  await page.goto('/awards/top-award/');
  await expect(page.getByRole('main')).toContainText('空缺');
});

test('feeds and open data answer with their types', async ({ request }) => {
  for (const [path, type] of [['/rss.xml', 'xml'], ['/events.ics', 'text/calendar'], ['/data/awards.json', 'application/json'], ['/data/events.csv', 'text/csv'], ['/sitemap.xml', 'xml']] as const) {
    const response = await request.get(path);
    expect(response.status(), path).toBe(200);
    expect(response.headers()['content-type'], path).toContain(type);
  }
});
