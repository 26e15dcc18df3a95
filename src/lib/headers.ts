/**
 * The one description of response headers: which kind of address gets which. Our server reads it as it is;
 * `npm run hosts` writes it as configurations of nginx and Caddy; a test asks all three and compares.
 */
import { ADMIN_POLICY, API_POLICY, FILE_POLICY, HOSTED_ADMIN_FRAME_POLICY, pagePolicy, WORKER_POLICY, type InlineHashes } from './csp.ts';

/** Header names in lower case. */
export type Headers = Readonly<Record<string, string>>;

/** Kinds of files of a built site. */
export type FileKind = 'admin' | 'page' | 'embed' | 'asset' | 'index' | 'worker' | 'open';

/**
 * Which kind a file is: the first pattern that its path below the base matches, without a leading slash.
 * JavaScript, PCRE (nginx) and RE2 (Caddy) read these patterns alike.
 */
export const FILE_KINDS: readonly { kind: FileKind; pattern: string }[] = [
  // Pages that other sites may show in a frame.
  { kind: 'embed', pattern: '^embed/(?:.*/)?(?:[^/]*\\.html)?$' },
  // The editing page of a site whose content is on a git host; its policy stands in the page.
  { kind: 'admin', pattern: '^admin/' },
  { kind: 'page', pattern: '(?:^|/|\\.html)$' },
  // Files whose name holds a hash of their bytes, loaded by our own pages.
  { kind: 'asset', pattern: '^(?:_assets|media)/' },
  // The same, of the search index.
  { kind: 'index', pattern: '^pagefind/(?:fragment|zh)/' },
  // The service worker: browsers ask for it by themselves, to see whether there is another one.
  { kind: 'worker', pattern: '^offline-worker\\.js$' },
  // Feeds, calendars, open data: for everybody.
  { kind: 'open', pattern: '' },
];

const PATTERNS = FILE_KINDS.map(({ kind, pattern }) => ({ kind, pattern: new RegExp(pattern) }));

/** Kind of a file of the site by its path below the base, such as `science/x/index.html`. */
export function fileKind(file: string): FileKind {
  return PATTERNS.find(({ pattern }) => pattern.test(file))?.kind ?? 'open';
}

/** Whether a file never changes under its name. */
export function isImmutable(file: string): boolean {
  return CACHED[fileKind(file)] === FOREVER;
}

const FOREVER = 'public, max-age=31536000, immutable';
const CACHED: Record<FileKind, string> = { admin: 'no-cache', page: 'no-cache', embed: 'no-cache', asset: FOREVER, index: FOREVER, worker: 'no-cache', open: 'no-cache' };

/** On every answer whatsoever. */
const ALWAYS: Headers = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'strict-origin-when-cross-origin',
  'cross-origin-opener-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()',
};

const OURS: Headers = { 'cross-origin-resource-policy': 'same-origin', 'x-frame-options': 'DENY' };
const ANYBODYS: Headers = { 'cross-origin-resource-policy': 'cross-origin', 'access-control-allow-origin': '*', 'x-frame-options': 'DENY' };

/**
 * Two years of https only. Not for subdomains and not for the browsers' built-in list: the site may be a column
 * of another one and must not decide for its neighbours. Over http the header must not be sent (RFC 6797, 7.2).
 */
export const HSTS: Headers = { 'strict-transport-security': 'max-age=63072000' };

/** {@link HSTS} where readers come by https, else nothing. `url` is the origin that they see. */
export function transportHeaders(url: string): Headers {
  return url.startsWith('https:') ? HSTS : {};
}

/** Headers of a file of the site; `inline` is what it runs inline when it is a page. */
export function fileHeaders(file: string, inline: InlineHashes): Headers {
  const kind = fileKind(file);
  const cached = { 'cache-control': CACHED[kind] };
  switch (kind) {
    case 'admin':
      return { ...ALWAYS, ...OURS, ...cached, 'referrer-policy': 'no-referrer', 'cross-origin-opener-policy': 'same-origin-allow-popups', 'x-robots-tag': 'noindex, nofollow', 'content-security-policy': HOSTED_ADMIN_FRAME_POLICY };
    case 'page':
      return { ...ALWAYS, ...OURS, ...cached, 'content-security-policy': pagePolicy(inline) };
    case 'embed':
      return { ...ALWAYS, ...cached, 'cross-origin-resource-policy': 'cross-origin', 'content-security-policy': pagePolicy(inline, '*') };
    case 'asset':
      return { ...ALWAYS, ...OURS, ...cached, 'content-security-policy': FILE_POLICY };
    case 'worker':
      return { ...ALWAYS, ...OURS, ...cached, 'content-security-policy': WORKER_POLICY };
    case 'index':
    case 'open':
      return { ...ALWAYS, ...ANYBODYS, ...cached, 'content-security-policy': FILE_POLICY };
  }
}

/** Headers of the editing interface: same origin only, never framed, never indexed. */
export const ADMIN_HEADERS: Headers = { ...ALWAYS, ...OURS, 'referrer-policy': 'no-referrer', 'x-robots-tag': 'noindex, nofollow', 'content-security-policy': ADMIN_POLICY };

/** Headers of the page of an unsaved entry: shown in a frame of the editing interface, or alone to whoever was sent its link; never kept, never indexed. */
export function previewHeaders(inline: InlineHashes, framed: boolean): Headers {
  return { ...ALWAYS, ...OURS, 'x-frame-options': framed ? 'SAMEORIGIN' : 'DENY', 'referrer-policy': 'no-referrer', 'cache-control': 'no-store', 'x-robots-tag': 'noindex, nofollow', 'content-security-policy': pagePolicy(inline, framed ? "'self'" : "'none'") };
}

/** Headers of the API's answers and of media shown to editors. */
export const API_HEADERS: Headers = { ...ALWAYS, ...OURS, 'referrer-policy': 'no-referrer', 'cache-control': 'no-store', 'x-robots-tag': 'noindex', 'content-security-policy': API_POLICY };
