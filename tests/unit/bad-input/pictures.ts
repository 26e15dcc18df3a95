/** Pictures that editors upload and files that stand in the media folder. */
import { gzipSync } from 'node:zlib';
import sharp from 'sharp';
import { judgeMedia } from '#/gate/media.ts';
import { cleanPicture, UploadRefused } from '#/server/uploads.ts';
import { bombPng, cmykJpeg, gif, jpeg, jpegWithComment, movingWebp, phonePhoto, png, webp, zip } from './make-picture.ts';
import type { Case, Expected, Outcome } from './case.ts';

const errorAt = (path: string, message: string, fix: string): Outcome => ({ kind: 'refused', findings: [{ path, field: 'media', label: '图片', line: 1, message, fix, severity: 'error' }] });

/** What the upload makes of bytes: the format, size and what is left of the file besides its picture. */
async function upload(bytes: Buffer, name: string): Promise<Outcome> {
  try {
    const made = await cleanPicture(bytes, name);
    const { format, width, height, exif, icc, xmp, iptc, space } = await sharp(made.bytes).metadata();
    const raw = made.bytes.toString('latin1');
    const left = [exif && 'EXIF', xmp && 'XMP', iptc && 'IPTC', icc && 'ICC', /PK\u0001\u0002|<script|SecretPhone/.test(raw) && '尾巴'].filter(Boolean);
    const { data } = await sharp(made.bytes).resize(1, 1).removeAlpha().raw().toBuffer({ resolveWithObject: true });
    return { kind: 'cleaned', result: `${made.src} ${format} ${width}×${height} ${space} rgb(${[...data].map((value) => Math.round(value / 64)).join(',')})${left.length > 0 ? ` 还有 ${left.join('、')}` : ''}` };
  } catch (error) {
    if (error instanceof UploadRefused) return errorAt(name.replace(/\P{ASCII}|[\u0000-\u001f]/gu, '?').slice(0, 60), error.message, error.fix);
    throw error;
  }
}

const up = (name: string, make: () => Buffer | Promise<Buffer>, expected: Expected, file = '照片.jpg'): Case => ({ group: '图片：上传', name, expected, run: async () => upload(await make(), file) });
const no = (refused: string): Expected => ({ refused });

export const UPLOADS: Case[] = [
  up('截断的 JPEG', async () => { const whole = await jpeg(800, 600); return whole.subarray(0, whole.length / 2); }, no('损坏')),
  up('截断的 PNG', async () => { const whole = await png(400, 300); return whole.subarray(0, whole.length / 2); }, no('损坏')),
  up('截断的 WebP', async () => { const whole = await webp(400, 300); return whole.subarray(0, whole.length / 2); }, no('损坏')),
  up('只有头的 JPEG', () => Buffer.from([0xff, 0xd8, 0xff, 0xe0]), no('损坏')),
  up('HTML 叫作 .jpg', () => Buffer.from('<!DOCTYPE html><script>alert(1)</script>'), no('网页')),
  up('前面有空白的 HTML', () => Buffer.from(`${' \n'.repeat(150)}<html>`), no('网页')),
  up('前面有六百个空格的 SVG', () => Buffer.from(`${' '.repeat(600)}<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>`), no('')),
  up('SVG', () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'), no('SVG')),
  up('有 BOM 和注释的 SVG', () => Buffer.from('\ufeff<!-- x --><svg xmlns="http://www.w3.org/2000/svg"/>'), no('SVG')),
  up('UTF-16 的 SVG', () => Buffer.from('\ufeff<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>', 'utf16le'), no('')),
  up('压缩的 SVG', () => gzipSync('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><script>1</script></svg>'), no('')),
  up('GIF', () => gif(1), no('GIF')),
  up('两千帧的 GIF', () => gif(2000), no('GIF')),
  up('会动的 WebP', movingWebp, no('5 帧的动图')),
  up('30000×30000 的 PNG（炸弹）', () => bombPng(30_000, 30_000), no('像素太多')),
  up('4294967295 像素宽的 PNG', () => bombPng(0x7fffffff, 1), no('')),
  up('零像素的 PNG', () => bombPng(0, 0), no('')),
  up('TIFF', () => sharp({ create: { width: 9, height: 9, channels: 3, background: '#fff' } }).tiff().toBuffer(), no('不收 tiff')),
  up('BMP', () => Buffer.concat([Buffer.from('BM'), Buffer.alloc(100)]), no('读不出')),
  up('PDF', () => Buffer.from('%PDF-1.7\n%âãÏÓ\n1 0 obj'), no('')),
  up('ZIP', () => zip(), no('读不出')),
  up('可执行文件', () => Buffer.concat([Buffer.from('\u007fELF', 'latin1'), Buffer.alloc(200)]), no('读不出')),
  up('空文件', () => Buffer.alloc(0), no('空的')),
  up('一个字节', () => Buffer.from([0xff]), no('读不出')),
  up('21 MB', () => Buffer.alloc(21_000_000, 0xff), no('最多 20 MB')),
  up('JPEG 后面接着 ZIP', async () => Buffer.concat([await jpeg(), zip()]), { cleaned: /^media\/zhao-pian-[0-9a-f]{8}\.webp webp 200×150 srgb rgb\([^)]*\)$/ }),
  up('PNG 后面接着网页', async () => Buffer.concat([await png(), Buffer.from('<script>alert(1)</script>')]), { cleaned: /webp 60×40 srgb rgb\([^)]*\)$/ }),
  up('注释里有网页的 JPEG', () => jpegWithComment('<script>alert(1)</script>'), { cleaned: /webp 200×150 srgb rgb\([^)]*\)$/ }),
  up('手机照片：位置、姓名、方向', phonePhoto, { cleaned: /webp 100×300 srgb rgb\([^)]*\)$/ }),
  up('CMYK 的 JPEG 还是红色', cmykJpeg, { cleaned: /webp 80×80 srgb rgb\(3,[01],[01]\)$/ }),
  up('16 位灰度 PNG', () => sharp({ create: { width: 30, height: 20, channels: 3, background: '#fff' } }).toColourspace('grey16').png().toBuffer(), { cleaned: /webp 30×20 srgb rgb\(4,4,4\)$/ }),
  up('3000 像素宽', () => png(3000, 30), { cleaned: /webp 2400×24 srgb/ }),
  up('一个像素', () => png(1, 1), { cleaned: /webp 1×1 srgb/ }),
  up('AVIF', () => sharp({ create: { width: 32, height: 32, channels: 3, background: '#3a7' } }).avif().toBuffer(), { cleaned: /webp 32×32 srgb/ }),
];

const named = (name: string, result: RegExp): Case => up(`文件名 ${JSON.stringify(name).slice(0, 50)}`, () => png(), { cleaned: result }, name);
const SAFE = (stem: string): RegExp => new RegExp(`^media/${stem}-[0-9a-f]{8}\\.webp `);

export const PICTURE_NAMES: Case[] = [
  named('../../x.jpg', SAFE('x')), named('..\\..\\x.jpg', SAFE('x')), named('-rf.jpg', SAFE('rf')), named('a\u0000b.jpg', SAFE('a-b')), named('x\u202egpj.exe', SAFE('x-gpj')), named(`${'长'.repeat(100)}.jpg`, SAFE('chang(?:-chang){1,7}')), named('x'.repeat(300), SAFE('x{40}')),
  named('.htaccess', SAFE('tupian')), named('x.php.jpg', SAFE('x-php')), named('a b?c*.jpg', SAFE('a-b-c')), named('＜script＞.jpg', SAFE('script')), named('', SAFE('tupian')), named('👩🏽‍🔬.jpg', SAFE('tupian')), named('CON.jpg', SAFE('con')), named('$(reboot).jpg', SAFE('reboot')), named('index.html', SAFE('index')), named('人参 2026.JPG', SAFE('ren-shen-2026')),
];

const inFolder = (name: string, file: string, make: () => Buffer | Promise<Buffer>, expected: Expected): Case => ({
  group: '图片：媒体文件夹',
  name,
  expected,
  run: async () => {
    const faults = judgeMedia(file, await make());
    return faults.length > 0 ? { kind: 'refused', findings: faults.map(({ message, fix }) => ({ path: `content/media/${file}`, field: '', label: '', line: 1, message, fix, severity: 'error' })) } : { kind: 'cleaned', result: '收下' };
  },
});
const svg = (inner: string, attributes = ''): (() => Buffer) => () => Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"${attributes}>${inner}</svg>`);

export const MEDIA_FILES: Case[] = [
  inFolder('HTML 叫作 .jpg', 'x.jpg', () => Buffer.from('<!doctype html><script>1</script>'), no('不是图片')),
  inFolder('PNG 叫作 .webp', 'x.webp', () => png(), no('内容却是 png')),
  inFolder('GIF 叫作 .png', 'x.png', () => gif(3), no('内容却是 gif')),
  inFolder('.gif', 'x.gif', () => gif(3), no('文件名不对')),
  inFolder('.html', 'x.html', () => Buffer.from('<p>'), no('文件名不对')),
  inFolder('往上走的名字', 'a..webp', () => webp(), no('文件名不对')),
  inFolder('截断的 JPEG', 'x.jpg', async () => { const whole = await jpeg(); return whole.subarray(0, whole.length / 2); }, no('不完整')),
  inFolder('截断的 PNG', 'x.png', async () => { const whole = await png(); return whole.subarray(0, whole.length - 20); }, no('不完整')),
  inFolder('截断的 WebP', 'x.webp', async () => { const whole = await webp(); return whole.subarray(0, whole.length - 20); }, no('不完整')),
  inFolder('JPEG 加 ZIP', 'x.jpg', async () => Buffer.concat([await jpeg(), zip()]), no('藏着别的')),
  inFolder('PNG 加 ZIP', 'x.png', async () => Buffer.concat([await png(), zip()]), no('藏着别的')),
  inFolder('WebP 加 ZIP', 'x.webp', async () => Buffer.concat([await webp(), zip()]), no('藏着别的')),
  inFolder('带位置的照片', 'x.jpg', phonePhoto, no('拍摄信息')),
  inFolder('30000×30000 的 PNG', 'x.png', () => bombPng(30_000, 30_000), no('像素')),
  inFolder('SVG 里的脚本', 'x.svg', svg('<script>alert(1)</script>'), no('<script>')),
  inFolder('SVG 的 onload', 'x.svg', svg('<path d="M0 0"/>', ' onload="alert(1)"'), no('onload')),
  inFolder('SVG 里的网页', 'x.svg', svg('<foreignObject><body/></foreignObject>'), no('foreignObject')),
  inFolder('SVG 里的动画', 'x.svg', svg('<set attributeName="href" to="javascript:alert(1)"/>'), no('<set>')),
  inFolder('SVG 的外部引用', 'x.svg', svg('<use href="https://example.org/x.svg#a"/>'), no('自己里面')),
  inFolder('SVG 的 javascript: 引用', 'x.svg', svg('<use xlink:href="javascript:alert(1)"/>'), no('自己里面')),
  inFolder('SVG 的外部填充', 'x.svg', svg('<rect fill="url(https://example.org/x)"/>'), no('外部')),
  inFolder('SVG 的样式', 'x.svg', svg('<style>@import "https://example.org"</style>'), no('<style>')),
  inFolder('SVG 的实体炸弹', 'x.svg', () => Buffer.from('<!DOCTYPE svg [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><svg xmlns="http://www.w3.org/2000/svg"><text>&b;</text></svg>'), no('')),
  inFolder('SVG 里的链接', 'x.svg', svg('<a href="https://example.org"><path d="M0 0"/></a>'), no('<a>')),
  inFolder('干净的 WebP', 'x.webp', () => webp(), { cleaned: '收下' }),
  inFolder('干净的 JPEG', 'x.jpg', () => jpeg(), { cleaned: '收下' }),
  inFolder('渐进的 JPEG', 'x.jpeg', () => sharp({ create: { width: 300, height: 200, channels: 3, background: '#3a7', noise: { type: 'gaussian', mean: 99, sigma: 40 } } }).jpeg({ progressive: true }).toBuffer(), { cleaned: '收下' }),
  inFolder('干净的 SVG', 'x.svg', svg('<title>一片叶</title><defs><linearGradient id="g"><stop offset="0" stop-color="#fff"/></linearGradient></defs><path d="M0 0h9v9z" fill="url(#g)" fill-rule="evenodd"/>'), { cleaned: '收下' }),
];
