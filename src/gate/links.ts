/** Which addresses a body may link to: by scheme allow-list, judged after every encoding is undone. */
const SCHEMES = new Set(['https:', 'http:', 'mailto:', 'tel:']);

/** What is wrong with a link, or undefined. Relative addresses and anchors are fine. */
export function checkLink(url: string): { message: string; fix: string } | undefined {
  const fix = '链接只能以 https://、http://、mailto:、tel: 开头，或写站内网址（/…）';
  if (url.trim() === '') return { message: '链接没有网址', fix };
  let decoded = url;
  for (let round = 0; round < 3; round++) {
    try {
      decoded = decodeURIComponent(decoded);
    } catch {
      break;
    }
  }
  // Browsers drop tabs and newlines inside a scheme and white space and controls before it.
  const bare = decoded.replace(/[\t\n\r]/g, '').replace(/^[\u0000-\u0020]+/, '');
  if (/^[\\/]{2}|^\/?\\/.test(bare)) return { message: `链接 ${url.slice(0, 60)} 没有写明协议`, fix };
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(bare)?.[1];
  if (scheme && !SCHEMES.has(`${scheme.toLowerCase()}:`)) return { message: `链接 ${url.slice(0, 60)} 的开头不允许`, fix };
  return undefined;
}
