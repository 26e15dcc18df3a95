/**
 * The verdict on a file of content/media: what its bytes are, not what its name says. Uploads are made anew
 * before they come here; this judges whatever else puts files into the folder.
 */
import { judgeDrawing } from './drawing.ts';

export interface MediaFault {
  message: string;
  fix: string;
}

const NAME = /^[a-z0-9](?:[a-z0-9_-]|\.(?!\.)){0,120}\.(webp|jpe?g|png|avif|svg)$/;
const MAX_BYTES = 20_000_000;
/** As many as the build takes; beyond it a small file could ask for gigabytes. */
const MAX_PIXELS = 40_000_000;
const AGAIN = '在编辑界面里上传，会自动重新生成';

type Kind = 'webp' | 'jpeg' | 'png' | 'avif' | 'svg' | 'gif';

/** Size in pixels and where the picture ends, as far as the header tells. */
interface Header {
  kind: Kind;
  width?: number | undefined;
  height?: number | undefined;
  /** Offset of the first byte after the picture. */
  end?: number | undefined;
  /** Whether it carries what the camera wrote (place, time, name). */
  metadata?: boolean;
}

function jpegHeader(bytes: Buffer): Header {
  const header: Header = { kind: 'jpeg', metadata: false };
  let at = 2;
  while (at + 4 <= bytes.length && bytes[at] === 0xff) {
    const marker = bytes[at + 1] ?? 0;
    const length = bytes.readUInt16BE(at + 2);
    // APP1 holds Exif and XMP, APP13 IPTC.
    if (marker === 0xe1 || marker === 0xed) header.metadata = true;
    if (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker) && at + 9 <= bytes.length) {
      header.height = bytes.readUInt16BE(at + 5);
      header.width = bytes.readUInt16BE(at + 7);
    }
    if (marker === 0xda) break;
    at += 2 + length;
  }
  const end = bytes.indexOf(Buffer.from([0xff, 0xd9]), at);
  header.end = end < 0 ? bytes.length + 1 : progressiveEnd(bytes, end);
  return header;
}

/** A progressive picture has several scans; the end is the last marker that nothing but padding follows. */
function progressiveEnd(bytes: Buffer, first: number): number {
  let end = first + 2;
  for (let next = end; bytes[next] === 0xff && bytes[next + 1] !== 0xd8 && next < bytes.length;) {
    const later = bytes.indexOf(Buffer.from([0xff, 0xd9]), next);
    if (later < 0) break;
    end = later + 2;
    next = end;
  }
  return end;
}

function pngHeader(bytes: Buffer): Header {
  const header: Header = { kind: 'png', metadata: false };
  let at = 8;
  while (at + 12 <= bytes.length) {
    const length = bytes.readUInt32BE(at);
    const type = bytes.toString('latin1', at + 4, at + 8);
    if (type === 'IHDR' && at + 16 <= bytes.length) {
      header.width = bytes.readUInt32BE(at + 8);
      header.height = bytes.readUInt32BE(at + 12);
    }
    if (/^(?:eXIf|tEXt|iTXt|zTXt)$/.test(type)) header.metadata = true;
    at += 12 + length;
    if (type === 'IEND') return { ...header, end: at };
  }
  return { ...header, end: bytes.length + 1 };
}

function webpHeader(bytes: Buffer): Header {
  const header: Header = { kind: 'webp', metadata: false, end: 8 + bytes.readUInt32LE(4) };
  for (let at = 12; at + 8 <= bytes.length;) {
    const type = bytes.toString('latin1', at, at + 4);
    const body = at + 8;
    if (type === 'VP8X' && body + 10 <= bytes.length) [header.width, header.height] = [1 + bytes.readUIntLE(body + 4, 3), 1 + bytes.readUIntLE(body + 7, 3)];
    if (type === 'VP8 ' && body + 10 <= bytes.length) [header.width, header.height] = [bytes.readUInt16LE(body + 6) & 0x3fff, bytes.readUInt16LE(body + 8) & 0x3fff];
    if (type === 'VP8L' && body + 5 <= bytes.length) {
      const bits = bytes.readUInt32LE(body + 1);
      [header.width, header.height] = [1 + (bits & 0x3fff), 1 + ((bits >>> 14) & 0x3fff)];
    }
    if (type === 'EXIF' || type === 'XMP ') header.metadata = true;
    const size = bytes.readUInt32LE(at + 4);
    at = body + size + (size % 2);
  }
  return header;
}

function headerOf(bytes: Buffer): Header | undefined {
  if (bytes.length < 12) return undefined;
  if (bytes[0] === 0xff && bytes[1] === 0xd8) return jpegHeader(bytes);
  if (bytes.toString('latin1', 0, 8) === '\u0089PNG\r\n\u001a\n') return pngHeader(bytes);
  if (bytes.toString('latin1', 0, 4) === 'RIFF' && bytes.toString('latin1', 8, 12) === 'WEBP') return webpHeader(bytes);
  if (/^ftypavi[fs]$/.test(bytes.toString('latin1', 4, 12))) return { kind: 'avif' };
  if (/^GIF8[79]a/.test(bytes.toString('latin1', 0, 6))) return { kind: 'gif' };
  return /^\ufeff?\s*(?:<\?xml[^>]*>\s*)?(?:<!--[\s\S]{0,2000}?-->\s*)*<svg[\s>]/.test(bytes.toString('utf8', 0, 4000)) ? { kind: 'svg' } : undefined;
}

/** What is wrong with a file of the media folder; nothing when it may be served. */
export function judgeMedia(name: string, bytes: Buffer): MediaFault[] {
  const ending = NAME.exec(name)?.[1]?.replace('jpg', 'jpeg');
  if (ending === undefined) return [{ message: '图片的文件名不对', fix: '用小写字母、数字和短横线，以 .webp、.jpg、.png、.avif 或 .svg 结尾' }];
  if (bytes.length > MAX_BYTES) return [{ message: `图片有 ${Math.round(bytes.length / 1_000_000)} MB，太大`, fix: AGAIN }];
  const header = headerOf(bytes);
  if (!header) return [{ message: '它不是图片，或已经损坏', fix: '换成真正的图片；网页、压缩包和程序不能放在这里' }];
  if (header.kind !== ending) return [{ message: `文件名说是 ${ending}，内容却是 ${header.kind}`, fix: header.kind === 'gif' ? '不收 GIF：静止的图另存为 PNG，动图改用几张图片' : AGAIN }];
  if (header.kind === 'svg') return judgeDrawing(bytes);
  const { width, height, end, metadata } = header;
  const faults: MediaFault[] = [];
  if (width !== undefined && height !== undefined && width * height > MAX_PIXELS) faults.push({ message: `图片有 ${width}×${height} 像素，太多`, fix: '缩小到 4000 万像素以内' });
  if (end !== undefined && end > bytes.length) faults.push({ message: '图片不完整，后面一截没有了', fix: '重新上传完整的图片' });
  if (end !== undefined && end < bytes.length - 1) faults.push({ message: '图片后面还藏着别的内容', fix: AGAIN });
  if (metadata === true) faults.push({ message: '图片里有拍摄信息，可能包含位置和姓名', fix: AGAIN });
  return faults;
}
