/** Pictures that editors upload. */
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { A, article, EditingService, png } from './editing-service.ts';

const server = new EditingService();
const { call, cms, load, save } = server;

describe('pictures', () => {
  const from = 'content/media/封面-3f9a1c2d.png';
  const cover = article("cover:\n  src: 'media/封面-3f9a1c2d.png'\n  alt: '图上是一片绿色'\n");

  it('are made anew, named by the server, and come with the entry', async () => {
    const { status, body } = await save(A, cover, { assets: [{ path: from, content: (await png()).toString('base64'), encoding: 'base64' }] });
    expect(status).toBe(200);
    const to = body.renamed[from] ?? '';
    expect(to).toMatch(/^content\/media\/feng-mian-3f9a1c2d-[0-9a-f]{8}\.webp$/);
    expect((await load(A)).data).toContain(`src: '${to.slice('content/'.length)}'`);
    const [file] = (await (await cms('getMedia')).json()) as { url: string; path: string }[];
    expect(file?.path).toBe(to);
    const response = await call(file?.url ?? '', undefined, { cookie: server.cookie });
    expect(response.headers.get('content-type')).toBe('image/webp');
    expect((await sharp(Buffer.from(await response.arrayBuffer())).metadata()).width).toBe(60);
    expect((await cms('deleteFiles', { paths: [to] })).status).toBe(422);
  });

  it('lose their metadata, their turn and their size', async () => {
    const photo = await sharp({ create: { width: 3000, height: 100, channels: 3, background: '#a33' } }).withExif({ IFD0: { Copyright: '某人' }, IFD3: { GPSLatitudeRef: 'N' } }).withMetadata({ orientation: 6 }).jpeg().toBuffer();
    const response = await cms('persistMedia', { asset: { path: 'content/media/照片.jpg', content: photo.toString('base64'), encoding: 'base64' } });
    const { url } = (await response.json()) as { url: string };
    const made = await sharp(Buffer.from(await (await call(url, undefined, { cookie: server.cookie })).arrayBuffer())).metadata();
    expect(made).toMatchObject({ format: 'webp', height: 2400, width: 80 });
    expect(made.exif).toBeUndefined();
  });

  it.each([
    ['an SVG', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'), 'SVG'],
    ['an SVG with a byte-order mark', Buffer.from('\ufeff<?xml version="1.0"?><svg/>'), 'SVG'],
    ['a web page', Buffer.from('<!DOCTYPE html><script>1</script>'), '网页'],
    ['a GIF', Buffer.from('GIF89a' + '\0'.repeat(20), 'latin1'), 'GIF'],
    ['nothing', Buffer.alloc(0), '空的'],
    ['something else', Buffer.from('%PDF-1.7 …'), '读不出图片'],
  ])('are refused when they are %s', async (_name, bytes, words) => {
    const { status, body } = await save(A, cover, { assets: [{ path: from, content: bytes.toString('base64'), encoding: 'base64' }] });
    expect(status).toBe(422);
    expect(body.findings?.[0]?.message).toContain(words);
  });

  it('are refused when cut off or far too large', async () => {
    const whole = await sharp({ create: { width: 800, height: 800, channels: 3, background: '#a33', noise: { type: 'gaussian', mean: 120, sigma: 40 } } }).jpeg().toBuffer();
    const bomb = await sharp({ create: { width: 9000, height: 9000, channels: 3, background: '#fff' } }).png({ compressionLevel: 9 }).toBuffer();
    for (const [bytes, words] of [[whole.subarray(0, whole.length / 2), '损坏'], [bomb, '像素太多']] as const) {
      const { status, body } = await save(A, cover, { assets: [{ path: from, content: bytes.toString('base64'), encoding: 'base64' }] });
      expect([status, body.findings?.[0]?.message]).toEqual([422, expect.stringContaining(words)]);
    }
  }, 30_000);
});
