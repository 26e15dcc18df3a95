/**
 * Reads a Word document (.docx) in the browser, apart from the rest because it is large and seldom wanted. The
 * server never opens such a file: what reaches it is text, and pictures one by one.
 */
import type { Block } from '#/cms/blocks.ts';
import { readPage } from '#/cms/pasted-page.ts';
import mammoth from 'mammoth';
import { unpackedSize } from '#/cms/zip-size.ts';
import { parseMarkup } from './markup.ts';

const MAX_BYTES = 30_000_000;
/** What the parts of the document may come to when they are unpacked. */
const MAX_UNPACKED = 300_000_000;
const STYLES = ["p[style-name='Title'] => h1:fresh", "p[style-name='标题'] => h1:fresh", "p[style-name='Subtitle'] => p:fresh", "p[style-name='副标题'] => p:fresh", "p[style-name='Quote'] => blockquote:fresh", "p[style-name='引用'] => blockquote:fresh"];

/** The document's blocks; pictures are `data:` addresses. Throws a Chinese sentence. */
export async function readWordDocument(file: File): Promise<Block[]> {
  if (file.size > MAX_BYTES) throw new Error(`文件有 ${Math.round(file.size / 1_000_000)} MB，最多 30 MB；先在 Word 里压缩图片`);
  const arrayBuffer = await file.arrayBuffer();
  const size = unpackedSize(new Uint8Array(arrayBuffer));
  if (size === undefined) throw new Error(/\.doc$/i.test(file.name) ? '这是旧的 .doc 格式，请在 Word 或 WPS 里另存为 .docx' : '这不是 Word 文档（.docx），或者文件坏了');
  if (size > MAX_UNPACKED) throw new Error('文件解开以后太大，不打开它；请把内容复制粘贴进来');
  const convertImage = mammoth.images.imgElement(async (image) => ({ src: `data:${image.contentType};base64,${await image.readAsBase64String()}` }));
  try {
    const { value } = await mammoth.convertToHtml({ arrayBuffer }, { styleMap: STYLES, convertImage, ignoreEmptyParagraphs: true });
    return readPage(parseMarkup(value));
  } catch {
    throw new Error('这个文档读不出来；请在 Word 或 WPS 里打开，另存为 .docx 再试');
  }
}
