/** The files of each event's pack, in the build of the real content. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import jsqr from 'jsqr';
import { parse } from 'node-html-parser';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { entryData, readContent } from '#/gate/content.ts';
import { SHARE_FORMATS } from '#/lib/share-picture.ts';
import type { Event } from '#/schemas/events.ts';
import { REAL_DIST } from '#tests/site.ts';

// The module is CommonJS: its function is the default of its default.
const decode = (jsqr as unknown as { default?: typeof jsqr }).default ?? jsqr;
const SITE = 'https://kepu.example.org';
const all = readContent('content').files.filter(({ noun }) => noun === 'events').map((file) => entryData(file) as Event).filter(({ draft }) => !draft);
const file = (...parts: string[]): Buffer => readFileSync(path.join(REAL_DIST, ...parts));
const page = (...parts: string[]) => parse(file(...parts, 'index.html').toString('utf8'));

async function scan(picture: Buffer): Promise<string | undefined> {
  const { data, info } = await sharp(picture).ensureAlpha().raw().toBuffer({ resolveWithObject: true });
  return decode(new Uint8ClampedArray(data), info.width, info.height)?.data;
}

test('there are events to look at, one of each status', () => {
  expect(new Set(all.map(({ status }) => status)).size).toBe(5);
});

describe.each(all)('$title', ({ id, urlName, title, status, sample }) => {
  const address = `${SITE}/e/${id}/`;

  test('share pictures have their size, stay below 120 kB, carry the code and no metadata', async () => {
    for (const [format, name] of [['wide', 'share.png'], ['square', 'square.png']] as const) {
      const bytes = file('e', id, name);
      const { width, height, exif, xmp } = await sharp(bytes).metadata();
      expect({ width, height }).toEqual(SHARE_FORMATS[format]);
      expect([exif, xmp]).toEqual([undefined, undefined]);
      expect(bytes.length).toBeLessThan(120_000);
      expect(await scan(bytes), name).toBe(address);
    }
  });

  test('the code is read from both of its files at 2 cm and 300 dpi', async () => {
    for (const name of ['qr.png', 'qr.svg']) expect(await scan(await sharp(file('e', id, name)).resize(236, 236).png().toBuffer()), name).toBe(address);
  });

  test('a change and 示例 stand on every sheet, card and text', () => {
    const word = { scheduled: undefined, cancelled: '已取消', rescheduled: '已改期', postponed: '延期，日期待定', online: '改为线上' }[status];
    const places = [page('events', urlName, 'poster').querySelector('.poster')?.textContent, page('embed', 'e', id).querySelector('main')?.textContent, ...page('events', urlName, 'pack').querySelectorAll('textarea').filter((box) => !box.id.startsWith('frame')).map((box) => box.textContent)];
    expect(places.length).toBe(6);
    for (const text of places) {
      expect(text).toContain(title);
      if (word) expect(text).toContain(word);
      if (sample) expect(text).toContain('示例');
    }
  });

  test('oEmbed names the frame that is there', () => {
    const answer = JSON.parse(file('e', id, 'oembed.json').toString('utf8')) as { html: string };
    const source = parse(answer.html).querySelector('iframe')?.getAttribute('src') ?? '';
    expect(source).toBe(`${SITE}/embed/e/${id}/`);
    expect(page('embed', 'e', id).querySelectorAll('h1')).toHaveLength(1);
    expect(page('events', urlName).querySelector('link[type="application/json+oembed"]')?.getAttribute('href')).toBe(`${address}oembed.json`);
  });
});
