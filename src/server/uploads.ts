/**
 * Pictures that editors upload: judged by their bytes, never by name, and made anew, so that nothing of the
 * file but its picture survives (no places, names, scripts, tails).
 */
import { createHash } from 'node:crypto';
import sharp, { type Sharp } from 'sharp';
import { asciiName } from './url-name.ts';

const MAX_BYTES = 20_000_000;
const MAX_PIXELS = 40_000_000;
const MAX_SIDE = 2400;
const QUALITY = 82;
const ALLOWED = new Set(['jpeg', 'png', 'webp', 'heif']);

/** A file that is no picture we take: why, and what to do. */
export class UploadRefused extends Error {
  readonly fix: string;
  constructor(message: string, fix: string) {
    super(message);
    this.fix = fix;
  }
}

export interface Picture {
  /** `media/<name>-<hash>.webp` */
  src: string;
  bytes: Buffer;
}

/** The name that the server gives a picture: `media/<pinyin of its name>-<digest>.webp`. */
export function storedAs(name: string, digested: Uint8Array | string): string {
  const hash = createHash('sha256').update(digested).digest('hex').slice(0, 8);
  return `media/${asciiName(name.replace(/\.[^.]*$/, ''), 40) || 'tupian'}-${hash}.webp`;
}

/** Makes a picture for the media folder from uploaded bytes. Throws {@link UploadRefused}. */
export async function cleanPicture(bytes: Uint8Array, name: string): Promise<Picture> {
  const shown = name.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, '').slice(0, 60);
  const refuse = (why: string, fix: string): never => {
    throw new UploadRefused(`图片“${shown}”没有收下：${why}`, fix);
  };
  if (bytes.byteLength === 0) refuse('文件是空的', '重新选择文件');
  if (bytes.byteLength > MAX_BYTES) refuse(`有 ${Math.round(bytes.byteLength / 1_000_000)} MB，最多 20 MB`, '先用看图软件缩小');
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, 512)).toString('latin1').replace(/^\u00ef\u00bb\u00bf/, '').trimStart().toLowerCase();
  if (/^(?:<\?xml|<!doctype|<svg|<html|<script|<!--)/.test(head)) refuse('它是 SVG 或网页文件，里面可能有程序', '另存为 PNG 或 JPEG');
  if (head.startsWith('gif8')) refuse('不收 GIF', '静止的图另存为 PNG；动图改用几张图片');
  const open = (): Sharp => sharp(bytes, { limitInputPixels: MAX_PIXELS, failOn: 'error' });
  try {
    const { format, pages = 1 } = await open().metadata();
    if (!ALLOWED.has(format)) refuse(`不收 ${format} 格式`, '另存为 JPEG、PNG 或 WebP');
    if (pages > 1) refuse(`它是有 ${pages} 帧的动图`, '改用几张静止的图片');
    const made = await open().autoOrient().resize({ width: MAX_SIDE, height: MAX_SIDE, fit: 'inside', withoutEnlargement: true }).webp({ quality: QUALITY }).toBuffer();
    return { src: storedAs(name, made), bytes: made };
  } catch (error) {
    if (error instanceof UploadRefused) throw error;
    const reason = error instanceof Error ? error.message : '';
    if (/pixel limit/i.test(reason)) return refuse('像素太多（最多 4000 万）', '先用看图软件缩小');
    return refuse('读不出图片，文件可能损坏或不是图片', '用看图软件另存为 JPEG 或 PNG 再上传');
  }
}
