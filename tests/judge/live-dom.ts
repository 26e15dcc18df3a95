/**
 * W3C Nu on what the pages become: each page is opened in Chromium, its scripts run, explainers come into view,
 * the reading help opens, and the document as it then stands is judged by the same rules as the file.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { inParallel, serveSite } from '#tests/build/served-site.ts';
import { pagesOf, soundPage, type BuiltSite, type Judge, type Verdict } from './judge.ts';
import { askNu } from './nu.ts';

/** Opens what a reader can open without leaving the page. */
async function settle(page: Page): Promise<void> {
  for (const island of await page.locator('astro-island').all()) await island.locator('xpath=*[1]').scrollIntoViewIfNeeded();
  await page.waitForFunction(() => document.querySelector('astro-island[ssr]') === null);
  const help = page.locator('[data-help]');
  if ((await help.count()) > 0 && (await help.isVisible())) {
    await help.click();
    await page.locator('#reading-help-title').waitFor();
  }
}

async function judge(site: BuiltSite): Promise<Verdict> {
  const served = await serveSite(site.folder);
  const folder = mkdtempSync(path.join(tmpdir(), 'live-dom-'));
  try {
    const context = await served.browser.newContext({ locale: 'zh-CN', reducedMotion: 'reduce', bypassCSP: true, viewport: { width: 1280, height: 900 } });
    const files = await inParallel(pagesOf(site), 2, async ({ name }) => {
      const page = await context.newPage();
      await page.goto(`${served.origin}/${name.replace(/(^|\/)index\.html$/, '$1')}`, { waitUntil: 'load' });
      await settle(page);
      const html = await page.evaluate(() => `<!doctype html>${document.documentElement.outerHTML}`);
      await page.close();
      mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
      writeFileSync(path.join(folder, name), html);
      return name;
    });
    return await askNu(folder, files);
  } finally {
    await served.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

export const liveDom: Judge = {
  name: 'HTML after scripts (W3C Nu)',
  by: 'vnu-jar 26.9.27, Chromium',
  quick: false,
  judge,
  faults: [
    { name: 'a script that writes a list item outside a list', files: { 'index.html': soundPage('<p id="a">甲</p>', '<script>addEventListener("DOMContentLoaded",()=>document.querySelector("#a").append(document.createElement("li")))</script>') }, says: /“li” not allowed/ },
    { name: 'a script that writes an id twice', files: { 'index.html': soundPage('<p id="a">甲</p>', '<script>addEventListener("DOMContentLoaded",()=>{const p=document.createElement("p");p.id="a";document.querySelector("#a").after(p)})</script>') }, says: /Duplicate ID/ },
  ],
};
