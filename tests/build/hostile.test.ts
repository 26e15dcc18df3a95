/** Texts that would break out of HTML, JSON-LD, XML, calendars and tables, in every field that readers see: a real browser finds nothing but text. */
import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { chromium as playwright, type Browser } from '@playwright/test';
import { XMLParser } from 'fast-xml-parser';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { chromium, CHROMIUM_FLAGS } from '#tests/chromium.ts';
import { CACHE } from '#tests/site.ts';
import { runBuild, type BuildOutcome } from './planted-build.ts';
import { siteFiles } from './site-files.ts';

/** Closes whatever it may stand in, and would leave an element that no page of ours has. */
const EVIL = `</script></title>]]>"'><evil-x onload=alert(1)><!--`;
/** In YAML. */
const QUOTED = JSON.stringify(EVIL);
const CONTENT = path.join(CACHE, 'hostile-content');

const SCIENCE = `---
title: ${QUOTED}
urlName: hostile
kind: myth
claim: ${QUOTED}
verdict: 'false'
summary: ${JSON.stringify(`${EVIL}\nATTENDEE:mailto:x@example.org 写满二十个字的摘要。`)}
topics: [ginseng]
regions: [jian]
cover: { src: media/test-cover.webp, alt: ${JSON.stringify(`一张图${EVIL}`)}, credit: ${QUOTED} }
sources: [{ title: ${QUOTED}, publisher: ${QUOTED}, link: 'https://example.org/?q=%3C/script%3E' }]
reviewer: ${JSON.stringify(EVIL.slice(0, 40))}
corrections: [{ date: '2026-11-01', text: ${QUOTED} }]
aliases: ['=1+1|"x', ${JSON.stringify('</script><evil-x>')}]
published: '2026-11-02T09:00'
---

## 小标题 &lt;evil-x> &amp;

文字 &lt;/script>&lt;evil-x>，\`</script><evil-x>\`，{x}。

<Note title="&lt;/aside&gt;&lt;evil-x&gt;">

里面。

</Note>

<Figure src="media/test-cover.webp" alt="一张测试图 &quot;&gt;&lt;evil-x&gt;" caption="&lt;evil-x&gt;" credit="&lt;/figure&gt;" />
`;

const EVENT = `---
id: evil0001
title: ${QUOTED}
urlName: hostile
kind: lecture
summary: ${JSON.stringify(`${EVIL}\nATTENDEE:mailto:x@example.org\nEND:VEVENT\n写满二十个字的摘要。`)}
start: '2026-12-01T18:30'
end: '2026-12-01T20:00'
venue: { name: ${QUOTED}, address: ${JSON.stringify(`${EVIL};,\\n`)}, region: jian }
organiser: '=HYPERLINK("https://example.org")'
audience: ${QUOTED}
cost: '@SUM(1)'
registration: { kind: phone, phone: ${JSON.stringify('</a><evil-x>')} }
published: '2026-11-02T09:00'
---

正文 &lt;evil-x>。
`;

let built: BuildOutcome;
let browser: Browser;
beforeAll(async () => {
  rmSync(CONTENT, { recursive: true, force: true });
  cpSync('tests/fixtures/content', CONTENT, { recursive: true });
  writeFileSync(path.join(CONTENT, 'science/hostile.mdx'), SCIENCE);
  writeFileSync(path.join(CONTENT, 'events/hostile.mdx'), EVENT);
  const settings = path.join(CONTENT, 'settings/site.yml');
  const site = readFileSync(settings, 'utf8').replace(/^description: .*$/m, `description: ${JSON.stringify(`网站说明写满十个字。${EVIL}`)}`).replace(/^notice: .*\n/m, '');
  writeFileSync(settings, `${site.trimEnd()}\nnotice: ${QUOTED}\n`);
  built = await runBuild('hostile', CONTENT);
  browser = await playwright.launch({ executablePath: await chromium(), args: CHROMIUM_FLAGS });
}, 180_000);
afterAll(() => browser.close());

const read = (name: string): string => readFileSync(path.join(built.out, name), 'utf8');

test('a release has its policy, also where the shell says DEV and NODE_ENV=test, as a test runner does', () => {
  expect(process.env['NODE_ENV']).toBe('test');
  expect(read('index.html')).toContain('<meta http-equiv="content-security-policy"');
});

test('the content passes the gate and the site is built', () => {
  expect(built.log).not.toContain('错误');
  expect(built.code).toBe(0);
});

describe('HTML', () => {
  test('no page has an element, a comment or a script that a text has made', async () => {
    const context = await browser.newContext({ javaScriptEnabled: false });
    const page = await context.newPage();
    const pages = siteFiles(built.out).filter((name) => name.endsWith('.html') && read(name).includes('evil-x'));
    expect(pages.length).toBeGreaterThan(8);
    for (const name of pages) {
      await page.goto(`file://${path.join(built.out, name)}`);
      const found = await page.evaluate(() => ({
        evil: document.querySelectorAll('evil-x, [onload]').length,
        // Islands end with a comment of their own.
        comments: document.evaluate('count(//comment()[. != "astro:end"])', document).numberValue,
        broken: [...document.querySelectorAll('script[type="application/ld+json"]')].filter((script) => { try { JSON.parse(script.textContent); return false; } catch { return true; } }).length,
        title: document.title,
      }));
      expect({ name, ...found }).toEqual({ name, evil: 0, comments: 0, broken: 0, title: found.title });
    }
    await context.close();
  }, 120_000);

  test('readers see the title as it was typed, and machines read it from the structured data', async () => {
    const page = await browser.newPage({ javaScriptEnabled: false });
    for (const name of ['science/hostile/index.html', 'events/hostile/index.html']) {
      await page.goto(`file://${path.join(built.out, name)}`);
      expect(await page.locator('h1').first().textContent()).toContain(EVIL);
      const data = await page.evaluate(() => [...document.querySelectorAll('script[type="application/ld+json"]')].map((script) => JSON.stringify(JSON.parse(script.textContent))));
      expect(data.join('\n')).toContain(JSON.stringify(EVIL).slice(1, -1));
    }
    await page.close();
  });

  test('the look for the element would find one', async () => {
    const page = await browser.newPage({ javaScriptEnabled: false });
    await page.setContent(`<title>${EVIL}</title>`);
    expect(await page.evaluate(() => document.querySelectorAll('evil-x').length)).toBe(1);
    await page.close();
  });
});

test('feeds and site map are well formed and hold the title', () => {
  for (const name of ['rss.xml', 'sitemap.xml', 'opensearch.xml']) expect(() => new XMLParser().parse(read(name), true) as unknown, name).not.toThrow();
  expect(JSON.stringify(new XMLParser().parse(read('rss.xml')))).toContain('evil-x');
  expect(read('rss.xml')).not.toContain('<evil-x');
  expect(() => JSON.parse(read('feed.json')) as unknown).not.toThrow();
});

test('a calendar holds one event and no line that a text has made', () => {
  for (const name of ['events/hostile.ics', 'events.ics']) {
    const lines = read(name).split('\r\n');
    expect(lines.filter((row) => row.startsWith('ATTENDEE'))).toEqual([]);
    expect(lines.filter((row) => row === 'BEGIN:VEVENT').length).toBe(lines.filter((row) => row === 'END:VEVENT').length);
    expect(read(name).replaceAll(/\r?\n /g, '')).toContain('evil-x');
  }
});

test('a table for spreadsheets holds no formula', () => {
  const cells = read('data/events.csv').split(/[\n,]/).map((each) => each.replace(/^"/, ''));
  expect(cells.filter((each) => /^[=+@]/.test(each))).toEqual([]);
  expect(read('data/events.csv')).toContain("'=HYPERLINK");
});
