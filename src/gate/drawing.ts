/** The verdict on a drawing (SVG) of the repository: an allow-list of elements and attributes, because it is served as it is. */
import type { MediaFault } from './media.ts';

const ELEMENTS = new Set('svg g path rect circle ellipse line polyline polygon text tspan textPath title desc defs use symbol marker clipPath mask pattern linearGradient radialGradient stop'.split(' '));
/** Beside these: presentation attributes, which are letters and hyphens. */
const FORBIDDEN_ATTRIBUTE = /^(?:on.*|style|src|action|formaction|from|to|values|begin|base|xml:base|xmlns:(?!xlink$).+)$/i;
const TAG = /<(\/?)([A-Za-z_][\w:.-]*)((?:\s+[A-Za-z_][\w:.-]*\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>/y;
const ATTRIBUTE = /([A-Za-z_][\w:.-]*)\s*=\s*(?:"([^"<]*)"|'([^'<]*)')/g;
const MAX_BYTES = 500_000;

/** What is wrong with a drawing's bytes. */
export function judgeDrawing(bytes: Buffer): MediaFault[] {
  const fix = '只画图形和文字：不要脚本、样式、动画、外部文件和网页内容';
  const bad = (message: string): MediaFault[] => [{ message, fix }];
  if (bytes.length > MAX_BYTES) return [{ message: `图形有 ${Math.round(bytes.length / 1000)} kB，太大`, fix: '简化图形，或导出成 PNG' }];
  const text = bytes.toString('utf8').replace(/^\ufeff?\s*<\?xml[^>]*\?>/, '').replace(/<!--(?:(?!--)[\s\S])*-->/g, '');
  let at = 0;
  while (at < text.length) {
    const next = text.indexOf('<', at);
    const between = text.slice(at, next < 0 ? text.length : next);
    if (/&(?!amp;|lt;|gt;|quot;|apos;|#\d+;|#x[\da-f]+;)/i.test(between)) return bad('图形里有未知的字符引用');
    if (next < 0) break;
    TAG.lastIndex = next;
    const [whole, , name = '', attributes = ''] = TAG.exec(text) ?? [];
    if (whole === undefined) return bad(`图形里有不允许的标记：${text.slice(next, next + 30)}`);
    if (!ELEMENTS.has(name)) return bad(`图形里不能用 <${name}>`);
    for (const [, key = '', double, single] of attributes.matchAll(ATTRIBUTE)) {
      const value = double ?? single ?? '';
      if (FORBIDDEN_ATTRIBUTE.test(key)) return bad(`图形里不能用 ${key} 属性`);
      if (/^(?:xlink:)?href$/i.test(key) && !/^#[\w-]+$/.test(value)) return bad('图形只能引用它自己里面的部分');
      if (/url\s*\((?!\s*#[\w-]+\s*\))/i.test(value) || (!/^xmlns(?::|$)/.test(key) && /[a-z]+script:|data:|&/i.test(value))) return bad(`图形的 ${key} 属性引用了外部内容`);
    }
    at = next + whole.length;
  }
  return [];
}
