/** exifr and sharp: no picture of the site carries metadata (place, time, camera, names). */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import exifr from 'exifr';
import sharp from 'sharp';
import { filesOf, textOf, type BuiltSite, type Judge, type Verdict } from './judge.ts';

const RASTER = /\.(?:webp|jpe?g|png|gif|avif|tiff?)$/i;
/** Text chunks of PNG and the metadata chunks of WebP, by their names in the file. */
const CHUNKS: Record<string, readonly string[]> = { png: ['tEXt', 'iTXt', 'zTXt', 'eXIf', 'tIME'], webp: ['EXIF', 'XMP '] };

async function ofRaster(file: string, name: string): Promise<string[]> {
  const bytes = readFileSync(file);
  const { format = '', exif, xmp, iptc, comments } = await sharp(bytes).metadata();
  const found = [exif && 'EXIF', xmp && 'XMP', iptc && 'IPTC', comments && comments.length > 0 && 'comment'].filter((each): each is string => Boolean(each));
  const parsed = (await exifr.parse(bytes, { tiff: true, gps: true, xmp: true, iptc: true, icc: false, jfif: false, ihdr: false, mergeOutput: true }).catch(() => undefined)) as object | undefined;
  found.push(...Object.keys(parsed ?? {}));
  found.push(...(CHUNKS[format] ?? []).filter((chunk) => bytes.subarray(0, -4).includes(chunk, 8, 'latin1') && chunkNames(bytes, format).includes(chunk)));
  return found.length > 0 ? [`${name} ${[...new Set(found)].join('、')}`] : [];
}

/** Names of a file's chunks: PNG has big-endian lengths before the name, WebP (RIFF) little-endian ones after it. */
function chunkNames(bytes: Buffer, format: string): string[] {
  const names: string[] = [];
  if (format === 'png') for (let at = 8; at + 8 <= bytes.length; at += 12 + bytes.readUInt32BE(at)) names.push(bytes.toString('latin1', at + 4, at + 8));
  if (format === 'webp') for (let at = 12; at + 8 <= bytes.length; at += 8 + bytes.readUInt32LE(at + 4) + (bytes.readUInt32LE(at + 4) % 2)) names.push(bytes.toString('latin1', at, at + 4));
  return names;
}

async function judge(site: BuiltSite): Promise<Verdict> {
  const files = filesOf(site).filter((name) => RASTER.test(name) || name.endsWith('.svg'));
  const findings: string[] = [];
  for (const name of files) {
    if (name.endsWith('.svg')) {
      if (/<metadata\b|<rdf:|inkscape:|sodipodi:|<!--/i.test(textOf(site, name))) findings.push(`${name} SVG metadata`);
    } else findings.push(...(await ofRaster(path.join(site.folder, name), name)));
  }
  return { checked: files.length, findings };
}

const gps = await sharp({ create: { width: 8, height: 8, channels: 3, background: '#3a7' } }).withExif({ IFD0: { Copyright: '某人' }, IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '41/1 43/1 0/1' } }).jpeg().toBuffer();

export const pictures: Judge = {
  name: 'pictures without metadata',
  by: 'exifr 7.1.3, sharp',
  quick: true,
  judge,
  faults: [
    { name: 'a photograph that says where', files: { 'media/x.jpg': gps }, says: /x\.jpg .*EXIF/ },
    { name: 'a drawing with its editor’s notes', files: { 'x.svg': '<svg xmlns="http://www.w3.org/2000/svg"><metadata>某人</metadata></svg>' }, says: /x\.svg/ },
  ],
};
