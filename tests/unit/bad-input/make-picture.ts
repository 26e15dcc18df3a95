/** Pictures and what pretends to be one, made byte by byte so that no repository has to carry them. */
import { crc32, deflateSync } from 'node:zlib';
import sharp, { type Sharp } from 'sharp';

const plain = (width: number, height: number): Sharp => sharp({ create: { width, height, channels: 3, background: '#3a7a5a', noise: { type: 'gaussian', mean: 120, sigma: 30 } } });

export const png = (width = 60, height = 40): Promise<Buffer> => plain(width, height).png().toBuffer();
export const jpeg = (width = 200, height = 150): Promise<Buffer> => plain(width, height).jpeg().toBuffer();
export const webp = (width = 60, height = 40): Promise<Buffer> => plain(width, height).webp().toBuffer();

/** A photo as a phone makes it: turned, with place, time and owner. 300 wide and 100 high before it is turned. */
export const phonePhoto = (): Promise<Buffer> =>
  plain(300, 100)
    .withExif({ IFD0: { Make: 'SecretPhone', Artist: '某某某', Copyright: '某某某' }, IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '41/1 43/1 0/1', GPSLongitudeRef: 'E', GPSLongitude: '125/1 56/1 0/1' } })
    .withMetadata({ orientation: 6 })
    .jpeg()
    .toBuffer();

export const cmykJpeg = (): Promise<Buffer> => sharp({ create: { width: 80, height: 80, channels: 3, background: '#d02020' } }).toColourspace('cmyk').jpeg().toBuffer();

/** A smallest ZIP with one stored file, to stand behind a picture. */
export function zip(): Buffer {
  const name = Buffer.from('evil.html');
  const data = Buffer.from('<script>alert(1)</script>');
  const sum = crc32(data);
  const local = Buffer.alloc(30);
  local.write('PK\u0003\u0004', 'latin1');
  local.writeUInt32LE(sum, 14);
  local.writeUInt32LE(data.length, 18);
  local.writeUInt32LE(data.length, 22);
  local.writeUInt16LE(name.length, 26);
  const central = Buffer.alloc(46);
  central.write('PK\u0001\u0002', 'latin1');
  central.writeUInt32LE(sum, 16);
  central.writeUInt32LE(data.length, 20);
  central.writeUInt32LE(data.length, 24);
  central.writeUInt16LE(name.length, 28);
  const end = Buffer.alloc(22);
  end.write('PK\u0005\u0006', 'latin1');
  end.writeUInt16LE(1, 8);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(central.length + name.length, 12);
  end.writeUInt32LE(local.length + name.length + data.length, 16);
  return Buffer.concat([local, name, data, central, name, end]);
}

function chunk(type: string, data: Buffer): Buffer {
  const head = Buffer.alloc(8);
  head.writeUInt32BE(data.length);
  head.write(type, 4, 'latin1');
  const tail = Buffer.alloc(4);
  tail.writeUInt32BE(crc32(Buffer.concat([head.subarray(4), data])));
  return Buffer.concat([head, data, tail]);
}

/** A PNG of a few hundred bytes that says it is this large. */
export function bombPng(width: number, height: number): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width);
  header.writeUInt32BE(height, 4);
  header.set([8, 0, 0, 0, 0], 8);
  return Buffer.concat([Buffer.from('\u0089PNG\r\n\u001a\n', 'latin1'), chunk('IHDR', header), chunk('IDAT', deflateSync(Buffer.alloc(100_000))), chunk('IEND', Buffer.alloc(0))]);
}

/** A GIF with this many frames of one pixel. */
export function gif(frames: number): Buffer {
  const header = Buffer.concat([Buffer.from('GIF89a'), Buffer.from([1, 0, 1, 0, 0x80, 0, 0, 0, 0, 0, 255, 255, 255])]);
  // The last but two bytes hold the pixel: black and white in turn, else a writer joins equal frames.
  const frame = (at: number): Buffer => Buffer.from([0x21, 0xf9, 4, 0, 1, 0, 0, 0, 0x2c, 0, 0, 0, 0, 1, 0, 1, 0, 0, 2, 2, at % 2 === 0 ? 0x44 : 0x4c, 1, 0]);
  return Buffer.concat([header, ...Array.from({ length: frames }, (_, at) => frame(at)), Buffer.from([0x3b])]);
}

/** The same GIF, carried by libvips into a moving WebP. */
export const movingWebp = (): Promise<Buffer> => sharp(gif(5), { animated: true }).webp({ loop: 0 }).toBuffer();

/** A JPEG with a page in its comment. */
export async function jpegWithComment(text: string): Promise<Buffer> {
  const whole = await jpeg();
  const data = Buffer.from(text);
  const head = Buffer.from([0xff, 0xfe, 0, 0]);
  head.writeUInt16BE(data.length + 2, 2);
  return Buffer.concat([whole.subarray(0, 2), head, data, whole.subarray(2)]);
}
