/** What carries the site's face outside its pages: icons, the manifest of a home screen, the code on paper. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import jsQR from 'jsqr';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { REAL_DIST } from '#tests/site.ts';
import { serveSite, type ServedSite } from './served-site.ts';

let site: ServedSite;
beforeAll(async () => { site = await serveSite(); });
afterAll(() => site.close());

const ICONS = [['icon-192', 192], ['icon-512', 512], ['maskable-512', 512], ['apple-touch-icon', 180]] as const;

test.each(ICONS)('%s is a picture of %i px, and the emblem stands on the header’s colour', async (name, side) => {
  const { data, info } = await sharp(path.join(REAL_DIST, `icons/${name}.png`)).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  expect([info.width, info.height]).toEqual([side, side]);
  const at = (x: number, y: number): number[] => [...data.subarray((Math.round(y * (side - 1)) * side + Math.round(x * (side - 1))) * 3).subarray(0, 3)];
  expect(at(0.5, 0.02)).toEqual([0x11, 0x3f, 0x28]);
  // Leaves and berries are there: many colours beside the ground, and for a mask none of them outside the middle 80 %.
  const drawn: number[] = [];
  for (let pixel = 0; pixel < side * side; pixel++) if ((data[pixel * 3] ?? 0) > 0x60) drawn.push(pixel);
  expect(drawn.length).toBeGreaterThan(side * side * 0.05);
  if (name === 'maskable-512') {
    const farthest = Math.max(...drawn.map((pixel) => Math.hypot((pixel % side) - side / 2, Math.floor(pixel / side) - side / 2)));
    expect(farthest).toBeLessThanOrEqual(side * 0.4);
  }
});

test('a phone can read the manifest under the page’s own policy, and finds every file that it names', async () => {
  const page = await site.browser.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => { complaints.push(message.text()); });
  await page.goto(`${site.origin}/`);
  const { errors, data } = await (await page.context().newCDPSession(page)).send('Page.getAppManifest');
  expect(complaints).toEqual([]);
  expect(errors).toEqual([]);
  const manifest = JSON.parse(data ?? '') as { name: string; icons: { src: string }[]; theme_color: string };
  expect(manifest.name).toBe('通化科普与创新文化网');
  expect(manifest.theme_color).toBe('#113f28');
  expect(manifest.icons.length).toBeGreaterThan(3);
  for (const { src } of manifest.icons) expect(existsSync(path.join(REAL_DIST, src)), src).toBe(true);
  await page.close();
});

/** What a scanner reads from a printed page, and the side of its code in millimetres. */
async function printedCode(at: string): Promise<{ text: string | undefined; side: number }> {
  const page = await site.browser.newPage({ viewport: { width: 794, height: 1123 }, deviceScaleFactor: 3 });
  await page.goto(site.origin + at);
  await page.emulateMedia({ media: 'print' });
  const code = page.locator('.print-address .qr');
  const { width } = (await code.boundingBox()) ?? { width: 0 };
  const { data, info } = await sharp(await code.screenshot()).ensureAlpha().raw().toBuffer({ resolveWithObject: true });
  await page.close();
  return { text: jsQR(new Uint8ClampedArray(data), info.width, info.height)?.data, side: (width * 25.4) / 96 };
}

test('a printed article and a printed event carry a code of 2 cm or more with their address', async () => {
  const article = await printedCode('/science/huoshan-kou-hu/');
  expect(article.text).toBe('https://kepu.example.org/science/huoshan-kou-hu/');
  expect(article.side).toBeGreaterThanOrEqual(20);
  const event = await printedCode('/events/renshen-jiangzuo/');
  expect(event.text).toMatch(/^https:\/\/kepu\.example\.org\/e\/[a-z0-9]{6,12}\/$/);
  expect(readFileSync(path.join(REAL_DIST, 'events/renshen-jiangzuo/index.html'), 'utf8')).toContain(event.text ?? 'nothing was read');
});
