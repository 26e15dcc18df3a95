/** Which addresses a body may link to: by scheme allow-list, judged after every encoding is undone. */
import { isWebAddress } from '#/schemas/fields.ts';

const SCHEMES = new Set(['https:', 'http:', 'mailto:', 'tel:']);
const FIX = '链接只能以 https://、http://、mailto:、tel: 开头，或写站内网址（/…）';

/** An address with its percent signs undone, however often it was encoded. */
function decoded(url: string): string {
  let text = url;
  for (let round = 0; round < 5; round++) {
    try {
      const next = decodeURIComponent(text);
      if (next === text) break;
      text = next;
    } catch {
      break;
    }
  }
  return text;
}

/** What is wrong with a link, or undefined. Relative addresses and anchors are fine. */
export function checkLink(url: string): { message: string; fix: string } | undefined {
  if (url.trim() === '') return { message: '链接没有网址', fix: FIX };
  const shown = url.slice(0, 60);
  // Browsers drop tabs and newlines inside a scheme and white space and controls before it.
  const bare = decoded(url).replace(/[\t\n\r]/g, '').replace(/^[\u0000-\u0020\u007f-\u009f]+/, '');
  if (/^[\\/]{2}|^\/?\\/.test(bare)) return { message: `链接 ${shown} 没有写明协议`, fix: FIX };
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(bare)?.[1]?.toLowerCase();
  if (!scheme) return undefined;
  if (!SCHEMES.has(`${scheme}:`)) return { message: `链接 ${shown} 的开头不允许`, fix: FIX };
  if (scheme.startsWith('http') && !(/^https?:\/\//i.test(bare) && isWebAddress(url))) return { message: `链接 ${shown} 不是完整的网址，或在主机名前藏着 @`, fix: '写成 https://主机名/… 的样子' };
  if (scheme === 'mailto' && !/^mailto:[^\s@:/?&,]+@[^\s@:/?&,]+\.[^\s@:/?&,]+$/i.test(bare)) return { message: `链接 ${shown} 不是一个邮箱`, fix: '写成 mailto:名称@主机名，不带其他内容' };
  if (scheme === 'tel' && !/^tel:\+?[\d-]{3,20}$/i.test(bare)) return { message: `链接 ${shown} 不是一个电话号码`, fix: '写成 tel:0435-1234567，只用数字和短横线' };
  return undefined;
}
