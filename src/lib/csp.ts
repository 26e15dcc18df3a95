/**
 * Content security policies. A policy names what a page may load and run; whatever it does not name is
 * refused (`default-src 'none'`). Pure: the build writes the policy of a page into its head, the server and
 * the configurations of other hosts send the same one as a header.
 */
import { createHash } from 'node:crypto';

/** What a page runs inline, as CSP sources (`'sha256-…'`), each list sorted. */
export interface InlineHashes {
  scripts: readonly string[];
  styles: readonly string[];
  /** Name of the one Trusted Types policy that the page's scripts may make, to start a worker; see {@link inlineHashes}. */
  trusted?: string;
}

export const NO_INLINE: InlineHashes = { scripts: [], styles: [] };

type Directives = Readonly<Record<string, string>>;

function policy(directives: Directives): string {
  return Object.entries(directives).map(([name, value]) => `${name} ${value}`).join('; ');
}

const source = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

/**
 * CSP sources of the inline scripts and styles of a page. Data blocks (JSON-LD) need none. A page that starts a worker
 * says so itself, by `data-trusted` with the name of its Trusted Types policy.
 */
export function inlineHashes(html: string): InlineHashes {
  const scripts = new Set<string>();
  const styles = new Set<string>();
  for (const [, attributes = '', text = ''] of html.matchAll(/<script\b([^>]*)>([\s\S]*?)<\/script>/gi)) {
    const type = /\btype\s*=\s*["']?([^"'\s>]+)/i.exec(attributes)?.[1]?.toLowerCase();
    const runs = type === undefined || type === 'module' || type === 'importmap' || type === 'speculationrules' || type.includes('javascript');
    if (runs && !/\bsrc\s*=/i.test(attributes)) scripts.add(source(text));
  }
  for (const [, text = ''] of html.matchAll(/<style\b[^>]*>([\s\S]*?)<\/style>/gi)) styles.add(source(text));
  const trusted = /\sdata-trusted="([a-z]+)"/.exec(html)?.[1];
  return { scripts: [...scripts].sort(), styles: [...styles].sort(), ...(trusted && { trusted }) };
}

/**
 * What a public page may do. The search fetches its index; nothing on the site plays media, brings fonts or runs
 * WebAssembly, and one page only starts a worker (`trusted`): whoever adds such a thing names it here. No string
 * becomes code or markup in the browser: Trusted Types with no policy at all refuse `innerHTML` and its like.
 */
function pageDirectives({ scripts, styles, trusted }: InlineHashes): Directives {
  return {
    'default-src': "'none'",
    'script-src': ["'self'", ...scripts].join(' '),
    'style-src': ["'self'", ...styles].join(' '),
    'img-src': "'self'",
    'connect-src': "'self'",
    'manifest-src': "'self'",
    ...(trusted && { 'worker-src': "'self'" }),
    'form-action': "'self'",
    'base-uri': "'none'",
    'require-trusted-types-for': "'script'",
    'trusted-types': trusted ?? "'none'",
  };
}

/** The policy of a page as a header; `framedBy` names the sites that may show it in a frame. */
export function pagePolicy(inline: InlineHashes, framedBy: "'none'" | "'self'" | '*' = "'none'"): string {
  return policy({ ...pageDirectives(inline), 'frame-ancestors': framedBy });
}

/** The policy of a page as `<meta>`, for hosts that send no headers. There, browsers take no `frame-ancestors`. */
export function metaPolicy(inline: InlineHashes): string {
  return policy(pageDirectives(inline));
}

/** The page with its own policy in the head, before anything that it governs. Throws when the page has no `<meta charset>`, behind which it belongs. */
export function withMetaPolicy(html: string): string {
  const at = /<meta charset="?utf-8"?\s*\/?>/i.exec(html);
  if (!at) throw new Error('页面开头没有 <meta charset>，安全策略没有地方写');
  const end = at.index + at[0].length;
  return `${html.slice(0, end)}<meta http-equiv="content-security-policy" content="${metaPolicy(inlineHashes(html))}">${html.slice(end)}`;
}

/** For files that are no pages: should a browser be talked into rendering one, it runs nothing. */
export const FILE_POLICY = policy({ 'default-src': "'none'", 'frame-ancestors': "'none'" });

/** For the service worker: what it may load is what its own file's policy says, whatever page it answers for. */
export const WORKER_POLICY = policy({ 'default-src': "'none'", 'connect-src': "'self'", 'frame-ancestors': "'none'" });

/** For answers of the API and pictures of drafts: as {@link FILE_POLICY}, and in an origin of their own. */
export const API_POLICY = policy({ 'default-src': "'none'", 'frame-ancestors': "'none'", sandbox: '' }).trim();

/**
 * The editing interface. Stricter than what Decap's own documentation advises (`unsafe-eval` and two foreign
 * hosts): its configuration comes as JSON, so nothing is evaluated, and everything is our own origin. Its
 * styles are written by script while it runs, so inline styles stay allowed.
 */
const ADMIN: Directives = {
  'default-src': "'none'",
  'script-src': "'self' 'wasm-unsafe-eval'",
  'style-src': "'self' 'unsafe-inline'",
  'img-src': "'self' data: blob:",
  'font-src': "'self' data:",
  'connect-src': "'self' blob: data:",
  'worker-src': "'self' blob:",
  'frame-src': "'self'",
  'form-action': "'self'",
  'base-uri': "'none'",
};
export const ADMIN_POLICY = policy({ ...ADMIN, 'frame-ancestors': "'none'" });

/** The same for an editing page that speaks with a git host at these origins, as `<meta>` of the page itself. */
export function hostedAdminPolicy(origins: readonly string[]): string {
  const more = origins.map((origin) => ` ${origin}`).join('');
  return policy({ ...ADMIN, 'connect-src': `${ADMIN['connect-src']}${more}`, 'img-src': `${ADMIN['img-src']}${more}` });
}

/** What the host adds to such a page as a header: the rest stands in the page. */
export const HOSTED_ADMIN_FRAME_POLICY = policy({ 'frame-ancestors': "'none'" });
