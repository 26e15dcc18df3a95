/** QR codes are read back by another program, not by the one that wrote them. */
import fc from 'fast-check';
import jsqr from 'jsqr';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { QUIET_ZONE, qrCode, qrSvg } from '#/lib/qr.ts';

// The module is CommonJS: its function is the default of its default.
const decode = (jsqr as unknown as { default?: typeof jsqr }).default ?? jsqr;

async function read(svg: string, pixels: number): Promise<string | undefined> {
  const { data, info } = await sharp(Buffer.from(svg), { density: 300 }).resize(pixels, pixels, { kernel: 'lanczos3' }).ensureAlpha().raw().toBuffer({ resolveWithObject: true });
  return decode(new Uint8ClampedArray(data), info.width, info.height)?.data;
}

describe('QR codes', () => {
  it('carry the address, at 2 cm and 300 dpi (236 pixels)', async () => {
    for (const address of ['https://kepu.example.org/e/ev000001/', 'http://localhost:4321/kepu/e/h3t9vb6w/', 'https://kepu.tonghua.gov.cn/a/rather/long/column/of/another/site/e/abcdefghijkl/']) {
      expect(await read(qrSvg(address), 236)).toBe(address);
    }
  });

  it('carry any address of ASCII', async () => {
    await fc.assert(fc.asyncProperty(fc.webUrl({ withQueryParameters: true }), async (address) => {
      expect(await read(qrSvg(address), 600)).toBe(address);
    }), { numRuns: 25 });
  });

  it('have their quiet zone', () => {
    const { size, path } = qrCode('https://kepu.example.org/e/ev000001/');
    const points = [...path.matchAll(/M(\d+) (\d+)h(\d+)/g)].map(([, x, y, length]) => [Number(x), Number(y), Number(x) + Number(length)] as const);
    expect(Math.min(...points.map(([x]) => x))).toBe(QUIET_ZONE);
    expect(Math.min(...points.map(([, y]) => y))).toBe(QUIET_ZONE);
    expect(Math.max(...points.map(([, , end]) => end))).toBe(size - QUIET_ZONE);
  });

  it('a spoilt code is not read: the decoder can fail', async () => {
    const spoilt = qrSvg('https://kepu.example.org/e/ev000001/').replace(/M4 4h7v1h-7z/, '').replaceAll('M4 ', 'M9 ');
    expect(await read(spoilt, 236)).not.toBe('https://kepu.example.org/e/ev000001/');
  });
});
