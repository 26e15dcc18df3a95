/** XML written by hand for feeds, sitemap and search description. Pure. */

// What XML 1.0 cannot hold, not even escaped.
const NOT_XML = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;
const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' };

/** Text for element content or an attribute in double quotes; characters that XML forbids are dropped. */
export function escapeXml(text: string): string {
  return text.replace(NOT_XML, '').replace(/[&<>"']/g, (char) => ENTITIES[char] ?? char);
}

/** `<name attribute="…">text</name>`, text and values escaped; nothing at all when the text is undefined or empty. */
export function element(name: string, text: string | undefined, attributes: Record<string, string> = {}): string {
  if (text === undefined || text === '') return '';
  return `<${name}${attributeList(attributes)}>${escapeXml(text)}</${name}>`;
}

/** ` a="…" b="…"`, with a leading space when there is any. */
export function attributeList(attributes: Record<string, string>): string {
  return Object.entries(attributes).map(([key, value]) => ` ${key}="${escapeXml(value)}"`).join('');
}
