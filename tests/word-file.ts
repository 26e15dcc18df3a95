/** Makes Word documents for tests: a real package of parts (ECMA-376), with styles, lists, a table, a link and a picture. */
import { crc32 } from 'node:zlib';

/** A ZIP file of stored parts (PKWARE APPNOTE 4.3). `claimed` writes another unpacked size into the list of contents. */
export function zipOf(parts: Record<string, Buffer | string>, claimed?: number): Buffer {
  const local: Buffer[] = [];
  const central: Buffer[] = [];
  let at = 0;
  for (const [name, content] of Object.entries(parts)) {
    const bytes = Buffer.from(content);
    const file = Buffer.from(name);
    const head = Buffer.alloc(30);
    head.writeUInt32LE(0x04034b50, 0);
    head.writeUInt16LE(20, 4);
    head.writeUInt32LE(crc32(bytes), 14);
    head.writeUInt32LE(bytes.length, 18);
    head.writeUInt32LE(bytes.length, 22);
    head.writeUInt16LE(file.length, 26);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt16LE(20, 4);
    entry.writeUInt16LE(20, 6);
    entry.writeUInt32LE(crc32(bytes), 16);
    entry.writeUInt32LE(bytes.length, 20);
    entry.writeUInt32LE(claimed ?? bytes.length, 24);
    entry.writeUInt16LE(file.length, 28);
    entry.writeUInt32LE(at, 42);
    local.push(head, file, bytes);
    central.push(entry, file);
    at += head.length + file.length + bytes.length;
  }
  const list = Buffer.concat(central);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  const count = Object.keys(parts).length;
  end.writeUInt16LE(count, 8);
  end.writeUInt16LE(count, 10);
  end.writeUInt32LE(list.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...local, list, end]);
}

const W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"';
const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
const REL = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

export const wordText = (text: string, marks = ''): string => `<w:r>${marks && `<w:rPr>${marks}</w:rPr>`}<w:t xml:space="preserve">${text}</w:t></w:r>`;
export const wordParagraph = (runs: string, properties = ''): string => `<w:p>${properties && `<w:pPr>${properties}</w:pPr>`}${runs}</w:p>`;
export const wordStyle = (id: string): string => `<w:pStyle w:val="${id}"/>`;
export const wordItem = (level: number, list: 1 | 2): string => `<w:numPr><w:ilvl w:val="${level}"/><w:numId w:val="${list}"/></w:numPr>`;
export const wordLink = (text: string): string => `<w:hyperlink r:id="rLink">${wordText(text)}</w:hyperlink>`;
export const wordTable = (rows: string[][]): string => `<w:tbl>${rows.map((row) => `<w:tr>${row.map((cell) => `<w:tc>${wordParagraph(wordText(cell))}</w:tc>`).join('')}</w:tr>`).join('')}</w:tbl>`;
export const wordPicture = (description: string): string => `<w:r><w:drawing><wp:inline><wp:extent cx="100" cy="100"/><wp:docPr id="1" name="图片 1" descr="${description}"/><a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic><pic:blipFill><a:blip r:embed="rPicture"/></pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>`;

/** A document with this body; list 1 has bullets, list 2 numbers; the link leads to `link`. */
export function wordFile(body: string, { picture, link = 'https://example.org/' }: { picture?: Buffer; link?: string } = {}): Buffer {
  const level = (format: string): string => [0, 1].map((each) => `<w:lvl w:ilvl="${each}"><w:numFmt w:val="${format}"/></w:lvl>`).join('');
  return zipOf({
    '[Content_Types].xml': `${HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`,
    '_rels/.rels': `${HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="${REL}/officeDocument" Target="word/document.xml"/></Relationships>`,
    'word/_rels/document.xml.rels': `${HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rStyles" Type="${REL}/styles" Target="styles.xml"/><Relationship Id="rNumbers" Type="${REL}/numbering" Target="numbering.xml"/><Relationship Id="rLink" Type="${REL}/hyperlink" Target="${link}" TargetMode="External"/>${picture ? `<Relationship Id="rPicture" Type="${REL}/image" Target="media/image1.png"/>` : ''}</Relationships>`,
    'word/styles.xml': `${HEAD}<w:styles ${W}>${[['Title', 'Title'], ['1', 'heading 1'], ['2', 'heading 2']].map(([id, name]) => `<w:style w:type="paragraph" w:styleId="${id}"><w:name w:val="${name}"/></w:style>`).join('')}</w:styles>`,
    'word/numbering.xml': `${HEAD}<w:numbering ${W}><w:abstractNum w:abstractNumId="1">${level('bullet')}</w:abstractNum><w:abstractNum w:abstractNumId="2">${level('decimal')}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="2"/></w:num></w:numbering>`,
    'word/document.xml': `${HEAD}<w:document ${W}><w:body>${body}</w:body></w:document>`,
    ...(picture && { 'word/media/image1.png': picture }),
  });
}
