/** What is filled covers what geometry says, and what is written is a PNG that others read. */
import fc from 'fast-check';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { circle, roundedBox, stroke, svgOutline, type Outline } from '#/lib/outlines.ts';
import { indexedPng, squaresPng } from '#/lib/png.ts';
import { Raster } from '#/lib/raster.ts';

/** Covered area in pixels: dark on white, so how dark the whole is. */
function area(outline: Outline, side = 60): number {
  const raster = new Raster(side, side, '#ffffff');
  raster.fill(outline, '#000000');
  let dark = 0;
  for (let y = 0; y < side; y++) for (let x = 0; x < side; x++) dark += 1 - Number.parseInt(raster.colorAt(x, y).slice(1, 3), 16) / 255;
  return dark;
}

const place = fc.double({ min: 2, max: 58, noNaN: true });

describe('an area', () => {
  it('is that of any triangle', () => {
    fc.assert(fc.property(place, place, place, place, place, place, (ax, ay, bx, by, cx, cy) => {
      const outline = svgOutline(`M${ax.toFixed(3)} ${ay.toFixed(3)}L${bx.toFixed(3)} ${by.toFixed(3)}L${cx.toFixed(3)} ${cy.toFixed(3)}z`);
      const exact = Math.abs((bx - ax) * (cy - ay) - (cx - ax) * (by - ay)) / 2;
      // Each pixel that an edge crosses is half a step of fifteen off at most, and no edge crosses more pixels than it goes across and down.
      const crossed = [[ax, ay, bx, by], [bx, by, cx, cy], [cx, cy, ax, ay]].reduce((sum, [x1 = 0, y1 = 0, x2 = 0, y2 = 0]) => sum + Math.abs(x2 - x1) + Math.abs(y2 - y1) + 2, 0);
      expect(Math.abs(area(outline) - exact)).toBeLessThan(crossed / 30 + 0.1);
    }));
  });

  it('is that of a circle, a box and a line, in either direction', () => {
    expect(area(circle(30, 30, 20))).toBeCloseTo(Math.PI * 400, -1);
    expect(area(roundedBox(10.5, 10, 20, 30, 5))).toBeCloseTo(600 - (4 - Math.PI) * 25, -0.5);
    expect(area(stroke(10, 10, 40, 50, 4))).toBeCloseTo(200, -0.5);
    expect(area(stroke(40, 50, 10, 10, 4))).toBeCloseTo(200, -0.5);
  });

  it('leaves holes open and counts what lies over itself once', () => {
    expect(area(svgOutline('M10 10L50 10L50 50L10 50zM20 20L20 40L40 40L40 20z'))).toBe(1200);
    expect(area(svgOutline('M10 10L40 10L40 40L10 40zM20 20L50 20L50 50L20 50z'))).toBe(1400);
  });

  it('ends at the edge of the picture', () => {
    expect(area(svgOutline('M-20 -20L80 -20L80 80L-20 80z'))).toBe(3600);
    expect(area(svgOutline('M50 50L90 50L90 90L50 90z'))).toBe(100);
  });
});

it('refuses what it cannot draw', () => {
  expect(() => svgOutline('M0 0a1 1 0 0 0 2 2')).toThrow('不认识的轮廓指令');
  expect(() => svgOutline('M0 0 1')).toThrow('不认识的轮廓指令');
  expect(() => new Raster(2, 2, 'red')).toThrow('不认识的颜色');
});

it('takes the nearest colour when there is room for no more', () => {
  const raster = new Raster(300, 1, '#000000');
  for (let x = 0; x < 300; x++) raster.rect(x, 0, 1, 1, `#${(x * 500).toString(16).padStart(6, '0')}`);
  expect(raster.colors.length).toBe(256);
  expect(raster.colorAt(255, 0)).toBe(`#${(255 * 500).toString(16).padStart(6, '0')}`);
});

it('writes the pixels that are there', async () => {
  const raster = new Raster(37, 21, '#102030');
  raster.fill(circle(18, 10, 9), '#f0a0b0');
  const { data, info } = await sharp(await indexedPng(raster)).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  expect([info.width, info.height, info.channels]).toEqual([37, 21, 3]);
  const read = Array.from({ length: 37 * 21 }, (_, at) => `#${data.subarray(at * 3, at * 3 + 3).toString('hex')}`);
  expect(read).toEqual(Array.from({ length: 37 * 21 }, (_, at) => raster.colorAt(at % 37, Math.floor(at / 37))));
  expect(new Set(read).size).toBeGreaterThan(4);
});

it('writes squares of whole pixels', async () => {
  const squares = [[true, false, true], [false, false, true], [true, true, false]];
  const { data, info } = await sharp(await squaresPng(squares, 5)).toColourspace('b-w').raw().toBuffer({ resolveWithObject: true });
  expect([info.width, info.height]).toEqual([15, 15]);
  for (let y = 0; y < 15; y++) for (let x = 0; x < 15; x++) expect(data[(y * 15 + x) * info.channels], `${x} ${y}`).toBe(squares[Math.floor(y / 5)]?.[Math.floor(x / 5)] ? 0 : 255);
});
