/** A reader with a keyboard and a screen reader: what the page says of itself, and the way from the door to the end of an article. */
import { expect, test, type Page } from '@playwright/test';

const focused = (page: Page): Promise<string> => page.evaluate(() => document.activeElement?.textContent.trim() ?? '');

test('the landmarks of a page have names, and the skip link leads past the navigation', async ({ page }) => {
  await page.goto('/science/ice-wine/');
  await page.keyboard.press('Tab');
  expect(await focused(page)).toBe('跳到正文');
  await expect(page.getByRole('link', { name: '跳到正文' })).toBeInViewport();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('main')).toBeFocused();
  await page.keyboard.press('Tab');
  expect(await page.evaluate(() => document.querySelector('main')?.contains(document.activeElement))).toBe(true);

  await expect(page.getByRole('banner')).toMatchAriaSnapshot(`
    - banner:
      - link "测试科普网"
      - group "显示方式":
        - button "长者版"
        - button "阅读辅助"
        - button "深色"
      - search:
        - text: 站内搜索
        - searchbox "站内搜索"
        - button "搜索"
      - navigation "主导航":
        - list:
          - listitem:
            - link "科普"
          - listitem:
            - link "活动"
          - listitem:
            - link "奖项"
          - listitem:
            - link "合作"
          - listitem:
            - link "市县"
          - listitem:
            - link "规划"
          - listitem:
            - link "搜索"
  `);
  await expect(page.getByRole('navigation', { name: '当前位置' })).toMatchAriaSnapshot(`
    - navigation "当前位置":
      - list:
        - listitem:
          - link "首页"
        - listitem:
          - link "科普"
        - listitem:
          - link "冰酒为什么更甜"
  `);
  await expect(page.getByRole('contentinfo').getByRole('navigation', { name: '页脚' })).toBeVisible();
  // A letter about this very page; without an address in the settings nothing is offered.
  const letter = new URL((await page.getByRole('contentinfo').getByRole('link', { name: '写信告诉我们' }).getAttribute('href')) ?? '');
  expect(letter.pathname).toBe('kepu@example.org');
  expect(letter.searchParams.get('body')).toContain('/science/ice-wine/');
  await expect(page.getByRole('navigation', { name: '主导航' }).getByRole('link', { name: '科普' })).toHaveAttribute('aria-current', 'true');
});

test('each section is marked, wherever the address of the page stands', async ({ page }) => {
  for (const [path, label] of [['/editions/top-award-2018/', '奖项'], ['/quizzes/jian/', '科普'], ['/events/', '活动'], ['/e/ev000001/', '活动']] as const) {
    await page.goto(path);
    await expect(page.getByRole('navigation', { name: '主导航' }).locator('[aria-current]'), path).toHaveText([label]);
  }
});

test('a reader goes from the home page to the end of an article by headings, and passes its address on', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.goto('/');
  const headings = await page.getByRole('heading').evaluateAll((list) => list.map((heading) => Number(heading.tagName.slice(1))));
  expect(headings[0]).toBe(1);
  expect(headings.every((level, at) => level <= (headings[at - 1] ?? 1) + 1)).toBe(true);
  await page.getByRole('main').getByRole('link', { name: '冰酒为什么更甜' }).first().focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('冰酒为什么更甜');
  const share = page.getByRole('button', { name: '分享网址' });
  await share.focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('main').locator('[aria-live=polite]').filter({ hasText: '已复制' })).toBeVisible();
  await expect(share).toBeFocused();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toMatch(/\/science\/ice-wine\/$/);
});

test('the map of the region is a group of named links, and the list beside it leads to the same places', async ({ page }) => {
  await page.goto('/regions/');
  const map = page.getByRole('group', { name: '各市县的示意图' });
  const tiles = await map.getByRole('link').evaluateAll((links) => links.map((link) => link.getAttribute('href')));
  expect(tiles).toHaveLength(8);
  await map.getByRole('link').first().focus();
  await page.keyboard.press('Tab');
  expect(await page.evaluate(() => document.activeElement?.getAttribute('href'))).toBe(tiles[1]);
  for (const href of tiles) await expect(page.getByRole('main').locator(`a[href="${href ?? ''}"]`).last()).toBeAttached();
});

test('search says its count, keeps the focus and the place', async ({ page }) => {
  await page.goto('/search/');
  const box = page.getByRole('main').getByRole('combobox', { name: '要找的词、问题或拼音' });
  await box.focus();
  await page.keyboard.type('人参');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('main').getByRole('status').first()).toContainText(/\d/);
  await expect(page).toHaveTitle(/^人参 — 搜索/);
  await expect(box).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(box).toHaveValue('');
  await expect(page).toHaveTitle(/^搜索/);
  await expect(box).toBeFocused();
});
