/** Decap's form at the width of a phone, read with axe: what remains is Decap's own and stands here with its reason. */
import { AxeBuilder } from '@axe-core/playwright';
import { expect, test } from './fixtures/editing-server.ts';

test.describe.configure({ timeout: 180_000 });

/** Rule → why it cannot be mended from outside. */
const REMAINING: Record<string, string> = {
  'nested-interactive': 'Decap wraps the button of a menu into another one; its own keyboard handling hangs on both',
};

/** What is pressed and is narrower or lower than 44 px, with what is laid around it to take the finger. */
function narrowTargets(): string[] {
  const enough = (own: number, around: string): boolean => Math.max(own, Number.parseFloat(around) || 0) >= 43.5;
  return [...document.querySelectorAll<HTMLElement>('#nc-root :is(button, a, select, textarea, input:not([aria-autocomplete]), [role=button]), .site-tools :is(button, a)')].flatMap((each) => {
    const box = each.getBoundingClientRect();
    const { width, height } = getComputedStyle(each, '::before');
    // The cover of a menu stands around its own button, which takes the finger.
    if (box.width === 0 || each.querySelector('button, [role=button]') || (enough(box.width, width) && enough(box.height, height))) return [];
    return [`${Math.round(box.width)}×${Math.round(box.height)} ${each.outerHTML.slice(0, 120)}`];
  });
}

test('the form is as wide as a phone, and axe finds no more than what is known', async ({ editor: page, server }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto(`${server.url}/admin/#/collections/science/entries/ice-wine`);
  await expect(page.getByLabel('标题', { exact: true }).first()).toHaveValue(/冰酒/, { timeout: 60_000 });
  await expect(page.getByRole('button', { name: /^检查：/ })).toBeVisible({ timeout: 30_000 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  expect((await page.getByLabel('网址名').boundingBox())?.width).toBeGreaterThan(320);
  await page.waitForTimeout(1000);
  await expect(page.getByRole('button', { name: /^移除 / }).first()).toBeVisible();
  expect(await page.evaluate(narrowTargets), 'too small for a finger').toEqual([]);
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.filter(({ id }) => !(id in REMAINING)).map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' | ')}`)).toEqual([]);
});
