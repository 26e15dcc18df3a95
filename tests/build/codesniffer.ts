/** HTML_CodeSniffer on open pages: a second judge of WCAG 2 AA, with rules that axe does not have. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import type { Browser, Page } from '@playwright/test';
import { inParallel } from './served-site.ts';

const require = createRequire(import.meta.url);
const SNIFFER = readFileSync(path.join(path.dirname(require.resolve('html_codesniffer/package.json')), 'build/HTMLCS.js'), 'utf8');

/** Runs in the page: errors only, because warnings and notices ask for a person's eye on every picture and link. */
const RUN = `new Promise((resolve) => HTMLCS.process('WCAG2AA', document, () => resolve(
  HTMLCS.getMessages().filter(({ type }) => type === HTMLCS.ERROR).map(({ code, msg, element }) => code + ' ' + msg + ' ' + (element.outerHTML || '').slice(0, 160)))))`;

/** Errors of WCAG2AA on the page as it stands. */
export async function sniff(page: Page): Promise<string[]> {
  // The bundle looks for module loaders before it names itself on the window.
  await page.evaluate(SNIFFER);
  return (await page.evaluate(RUN)) as string[];
}

/** Errors of all pages, each with its path; `paths` are site paths. */
export async function sniffPages(browser: Browser, origin: string, paths: readonly string[]): Promise<string[]> {
  const context = await browser.newContext({ locale: 'zh-CN', reducedMotion: 'reduce', bypassCSP: true, viewport: { width: 1280, height: 900 } });
  const found = await inParallel(paths, 2, async (at) => {
    const page = await context.newPage();
    await page.goto(origin + at, { waitUntil: 'load' });
    const errors = await sniff(page);
    await page.close();
    return errors.map((error) => `${at} ${error}`);
  });
  await context.close();
  return found.flat();
}
