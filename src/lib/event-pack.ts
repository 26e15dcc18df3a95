/** What a school takes along from each event: addresses, announcement, share pictures. */
import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import sharp from 'sharp';
import { environment } from '#/site.ts';
import { entries, type Entry } from './content.ts';
import { announcementOf, type Announcement } from './event-announcement.ts';
import type { EmbedAddresses } from './event-embed.ts';
import { embedPath, packPath, permanentPath } from './events.ts';
import { qrRows } from './qr.ts';
import { sharePicture, type ShareFormat } from './share-picture.ts';
import { siteSettings } from './settings.ts';
import { absolute } from './urls.ts';

export interface EventPack {
  entry: Entry<'events'>;
  regionTitle: string | undefined;
  announcement: Announcement;
  /** Site paths, not yet below the base path. */
  paths: { permanent: string; pack: string; poster: string; worksheet: string | undefined; embed: string; oembed: string; wide: string; square: string; qrSvg: string; qrPng: string };
}

/** The pack of one event. `regionTitle` is the name of the venue's region. */
export function packOf(entry: Entry<'events'>, regionTitle: string | undefined): EventPack {
  const permanent = permanentPath(entry.data.id);
  return {
    entry,
    regionTitle,
    announcement: announcementOf(entry.data, regionTitle),
    paths: {
      permanent,
      pack: packPath(entry),
      poster: packPath(entry, 'poster'),
      worksheet: entry.data.worksheet && packPath(entry, 'worksheet'),
      embed: embedPath(entry.data.id),
      oembed: `${permanent}oembed.json`,
      wide: `${permanent}share.png`,
      square: `${permanent}square.png`,
      qrSvg: `${permanent}qr.svg`,
      qrPng: `${permanent}qr.png`,
    },
  };
}

/** The packs of all events. */
export async function getEventPacks(): Promise<EventPack[]> {
  const [events, regions] = await Promise.all([entries('events'), entries('regions')]);
  const titles = new Map(regions.map(({ id, data }) => [id, data.title]));
  return events.map((entry) => packOf(entry, entry.data.venue && titles.get(entry.data.venue.region)));
}

/** Full address of the wide share picture. It changes with the entry, because chats keep a picture by its address. */
export function shareAddress({ entry, paths }: EventPack): string {
  return `${absolute(paths.wide)}?v=${createHash('sha256').update(JSON.stringify(entry.data)).digest('hex').slice(0, 8)}`;
}

/** The full addresses that embeds need. */
export function embedAddresses(pack: EventPack): EmbedAddresses {
  const { embed, permanent } = pack.paths;
  return { embed: absolute(embed), permanent: absolute(permanent), share: shareAddress(pack), site: absolute('/'), siteName: siteSettings().name };
}

/**
 * PNG of an SVG drawing. Pictures are kept between builds by what they are drawn from: making one takes some 25 ms.
 * In full colour: a palette of 64 halves the bytes, and libvips's search for it takes as long again as drawing.
 */
async function pngOf(svg: string): Promise<Buffer> {
  const key = createHash('sha256').update(`png 3 ${sharp.versions.vips} ${svg}`).digest('hex').slice(0, 32);
  const file = path.resolve(environment().cache, 'pictures', `${key}.png`);
  const known = await readFile(file).catch(() => undefined);
  if (known) return known;
  const made = await sharp(Buffer.from(svg)).removeAlpha().png({ compressionLevel: 6 }).toBuffer();
  await mkdir(path.dirname(file), { recursive: true });
  const part = `${file}.${process.pid}.part`;
  await writeFile(part, made);
  await rename(part, file);
  return made;
}

/** Side of the QR code as PNG, at least: prints at 10 cm with 300 dpi. */
const QR_PIXELS = 1181;

/** PNG of the QR code of an address, every module the same whole number of pixels. */
export async function qrPng(address: string): Promise<Buffer> {
  const rows = qrRows(address);
  const side = Math.ceil(QR_PIXELS / rows.length) * rows.length;
  const modules = Buffer.from(rows.flatMap((row) => row.map((dark) => (dark ? 0 : 255))));
  return await sharp(modules, { raw: { width: rows.length, height: rows.length, channels: 1 } }).resize(side, side, { kernel: 'nearest' }).toColourspace('b-w').png({ compressionLevel: 6 }).toBuffer();
}

/** The share picture of a pack. Characters for which the face has no letter are named on the console. */
export async function sharePng({ entry, announcement, paths }: EventPack, format: ShareFormat): Promise<Buffer> {
  const { svg, missing } = await sharePicture({ ...announcement, siteName: siteSettings().name, address: absolute(paths.permanent) }, format);
  if (missing.length > 0) console.warn(`提醒 ${entry.id}：分享图的字体里没有 ${missing.join('')}，用〓代替`);
  return await pngOf(svg);
}

/** What a share picture shows, for readers who cannot see it. */
export function shareAlt({ announcement: { change, title, when, where } }: EventPack): string {
  return `${change ? `${change.word}：` : ''}${title}，${when}，${where}`;
}

