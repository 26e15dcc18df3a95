/** A pupil plays with an explainer by keyboard alone, a teacher sends a setting, a reader asks what a word means. */
import { expect, test, type Page } from '@playwright/test';

/** Presses Tab until the focus is on `name`; fails when it never comes there. */
async function tabTo(page: Page, name: string): Promise<void> {
  const nameOf = (): Promise<string> => page.evaluate(() => {
    const at = document.activeElement;
    return (at instanceof HTMLInputElement || at instanceof HTMLSelectElement ? at.labels?.[0]?.textContent : at?.textContent)?.trim() ?? '';
  });
  for (let stops = 0; stops < 60; stops++) {
    if ((await nameOf()) === name) return;
    await page.keyboard.press('Tab');
  }
  expect(await nameOf()).toBe(name);
}

/** What a screen reader is told; the sentence seen beside it is hidden from it. */
const announced = (page: Page) => page.getByRole('region', { name: '互动：石墨电极与电弧' }).locator('output[aria-live=polite]');

test('a pupil plays with an explainer by keyboard alone, and hears what comes of it', async ({ page }) => {
  await page.goto('/science/graphite/');
  const explainer = page.getByRole('region', { name: '互动：石墨电极与电弧' });
  await expect(explainer.locator('astro-island')).toHaveCount(1);
  await tabTo(page, '电流');
  // The script is asked for when the explainer comes into view.
  await expect(explainer.locator('astro-island')).not.toHaveAttribute('ssr');
  const current = page.getByRole('slider', { name: '电流' });
  await expect(current).toBeFocused();
  await expect(current).toHaveAttribute('aria-valuetext', '50千安');
  await expect(announced(page)).toContainText('50千安的电流在电极里发热97.3千瓦');
  // Twice the current, four times the heat of the electrode.
  await page.keyboard.press('End');
  await expect(current).toHaveAttribute('aria-valuetext', '80千安');
  await expect(announced(page)).toContainText('80千安的电流在电极里发热249千瓦');
  for (let step = 0; step < 8; step++) await page.keyboard.press('ArrowLeft');
  await expect(announced(page)).toContainText('40千安的电流在电极里发热62.2千瓦');
  await expect(page).toHaveURL(/[?&]i=40(?:&|$)/);
  await expect(explainer.getByRole('table', { name: /通过40 kA/ })).toContainText('62.2');
  await expect(explainer.getByRole('img', { name: /热出在哪里/ })).toHaveAccessibleDescription(/.*/);

  await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('Shift+Tab');
  const stuff = page.getByRole('combobox', { name: '电极用什么做' });
  await expect(stuff).toBeFocused();
  for (let step = 0; step < 3; step++) await page.keyboard.press('ArrowDown');
  await expect(stuff).toHaveValue('copper');
  await expect(announced(page)).toContainText('铜到1085摄氏度就化了');

  await tabTo(page, '重来');
  await page.keyboard.press('Enter');
  await expect(current).toHaveValue('50');
  await expect(page).toHaveURL(/\/science\/graphite\/$/);
  await expect(page.getByRole('button', { name: '重来' })).toBeFocused();
});

test('a teacher sends exactly this setting', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.goto('/science/graphite/#explainer-graphite');
  await page.getByRole('button', { name: '细一半' }).click();
  await expect(announced(page)).toContainText('389千瓦');
  await page.getByRole('button', { name: '复制这个设置的链接' }).click();
  await expect(page.getByText('链接已复制')).toBeVisible();
  const sent = await page.evaluate(() => navigator.clipboard.readText());
  expect(sent).toMatch(/\/science\/graphite\/\?m=electrode&d=0\.3&i=50&u=300#explainer-graphite$/);
  const pupil = await context.newPage();
  await pupil.goto(sent);
  await expect(pupil.getByRole('slider', { name: '电极的直径' })).toHaveValue('0.3');
  await expect(announced(pupil)).toContainText('389千瓦');
  await expect(pupil.getByRole('region', { name: '互动：石墨电极与电弧' })).toBeInViewport();
});

test('an address that asks for what there is not shows the nearest setting that there is', async ({ page }) => {
  await page.goto('/science/graphite/?m=gold&i=9999&d=0.62&u=x#explainer-graphite');
  await expect(page.getByRole('slider', { name: '电流' })).toHaveValue('80');
  await expect(page.getByRole('combobox', { name: '电极用什么做' })).toHaveValue('electrode');
  await expect(page.getByRole('slider', { name: '电极的直径' })).toHaveValue('0.6');
  await expect(page.getByRole('slider', { name: '电弧的电压' })).toHaveValue('300');
});

test('a word in the text says what it means: to the keyboard, to the pointer, to the finger', async ({ page }) => {
  const MEANING = '水先结成冰，糖留在没有冻住的汁里，汁就变浓了。';
  await page.goto('/science/ice-wine/');
  const term = page.getByRole('main').getByRole('button', { name: '冷冻浓缩' });
  const meaning = page.locator('dfn').getByText(MEANING);
  await expect(meaning).toBeHidden();
  await tabTo(page, '冷冻浓缩');
  await expect(term).toBeFocused();
  await expect(meaning).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(meaning).toBeHidden();
  await expect(term).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(meaning).toBeVisible();
  await page.keyboard.press('Escape');

  await page.getByRole('heading', { level: 1 }).click();
  await expect(meaning).toBeHidden();
  await term.hover();
  await expect(meaning).toBeVisible();
  // The pointer may go onto the meaning without losing it (WCAG 1.4.13).
  await meaning.hover();
  await expect(meaning).toBeVisible();
  await page.mouse.move(0, 0);
  await expect(meaning).toBeHidden();

  // It leads on to the term's own page, which names the article.
  await page.getByRole('main').getByRole('link', { name: '冷冻浓缩' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('冷冻浓缩');
  await expect(page.getByRole('main').getByRole('link', { name: '冰酒为什么更甜' }).first()).toBeVisible();
});

test.describe('without scripts', () => {
  test.use({ javaScriptEnabled: false });
  test('the explainer is a figure and a table, and a word still opens its meaning', async ({ page }) => {
    await page.goto('/science/graphite/');
    await expect(page.getByRole('table', { name: /通过50 kA/ })).toContainText('97.3');
    await expect(page.getByRole('slider', { name: '电流' })).toBeHidden();
    await page.goto('/science/ice-wine/');
    await page.getByRole('main').getByRole('button', { name: '冷冻浓缩' }).click();
    await expect(page.locator('dfn').getByText('汁就变浓了')).toBeVisible();
  });
});
