/**
 * Visual regression on the page of the design. What is compared are the styles that Chromium works out for each
 * part, not pixels: letters come from the fonts of the machine, so that pictures of one machine would fail on the
 * next, while colours, sizes, spaces and borders are the same everywhere. A wanted change: `npx vitest run -u`.
 */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Page } from '@playwright/test';
import { show, type View } from './axe-matrix.ts';
import { serveSite, type ServedSite } from './served-site.ts';

let site: ServedSite;
beforeAll(async () => { site = await serveSite(); });
afterAll(() => site.close());

/** Runs in the page: one line for the first element of each class, of each kind of control and of each kind of child without a class, what differs from its parent's text included. */
function stylesOfParts(): string[] {
  const PROPERTIES = ['color', 'background-color', 'font-size', 'font-weight', 'line-height', 'display', 'border-top', 'border-bottom', 'border-left', 'border-radius', 'padding', 'margin-top', 'margin-bottom', 'gap', 'min-height', 'max-width', 'text-align', 'order', 'fill', 'stroke'];
  const plain = new Set(['rgba(0, 0, 0, 0)', '0px', 'normal', 'none', 'auto', 'start', 'block', '0px none', 'inline', '0']);
  const seen = new Set<string>();
  const lines: string[] = [];
  for (const element of document.querySelectorAll('body *')) {
    const tag = element.tagName.toLowerCase();
    const namesOf = (each: Element): string[] => [...each.classList].filter((name) => !name.startsWith('astro-'));
    const names = namesOf(element);
    const states = ['data-state', 'data-box', 'data-tone', 'data-certainty', 'aria-current', 'aria-pressed', 'aria-invalid', 'data-main', 'disabled'].filter((name) => element.hasAttribute(name)).map((name) => `[${name}${element.getAttribute(name) ? `=${element.getAttribute(name) ?? ''}` : ''}]`);
    const key = names.length > 0 || states.length > 0 ? `${tag}${names.map((name) => `.${name}`).join('')}${states.join('')}` : ['button', 'input', 'select', 'a', 'h1', 'h2', 'h3', 'p', 'table', 'th', 'td', 'blockquote'].includes(tag) ? tag : element.parentElement && namesOf(element.parentElement).length > 0 ? `.${namesOf(element.parentElement).join('.')} > ${tag}` : '';
    if (!key || seen.has(key) || !element.checkVisibility()) continue;
    seen.add(key);
    const style = getComputedStyle(element);
    const parent = element.parentElement ? getComputedStyle(element.parentElement) : undefined;
    const said = PROPERTIES.flatMap((name) => {
      const value = style.getPropertyValue(name).replaceAll(/\d+\.\d+/g, (number) => String(Math.round(Number(number) * 1000) / 1000));
      const inherited = ['color', 'font-size', 'font-weight', 'line-height', 'fill', 'stroke', 'text-align'].includes(name) && parent?.getPropertyValue(name) === style.getPropertyValue(name);
      return inherited || plain.has(value) || value.startsWith('0px none') ? [] : [`${name}: ${value}`];
    });
    lines.push(`${key} { ${said.join('; ')} }`);
  }
  return lines;
}

async function stylesIn(page: Page, view: View): Promise<string[]> {
  await show(page, view);
  // The switch follows the system's colours a moment later.
  await page.waitForFunction((dark) => document.querySelector('[data-switch=theme]')?.getAttribute('aria-pressed') === String(dark), view.mode === 'dark');
  return page.evaluate(stylesOfParts);
}

test.each([{ width: 390, mode: 'light' }, { width: 1280, mode: 'dark' }, { width: 390, mode: 'elder' }] as const)('each part of the design looks as it was agreed: $width px, $mode', async (view) => {
  const page = await site.browser.newPage({ bypassCSP: true });
  await page.goto(`${site.origin}/about/design/`);
  const lines = await stylesIn(page, view);
  expect(lines.length).toBeGreaterThan(80);
  expect(lines.join('\n')).toMatchSnapshot();
  // A change of one space on one part is seen.
  await page.addStyleTag({ content: '.date-day { padding: 1px }' });
  const changed = (await stylesIn(page, view)).filter((line, at) => line !== lines[at]);
  expect(changed).toHaveLength(1);
  expect(changed[0]).toContain('date-day');
  await page.close();
});
