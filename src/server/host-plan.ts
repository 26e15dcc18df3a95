/** What a host of the built site has to send, worked out from its list of files and free of any host's own words. */
import { NO_INLINE } from '#/lib/csp.ts';
import { BELOW_A_LIST } from '#/lib/list-above.ts';
import { FILE_KINDS, fileHeaders, transportHeaders, type FileKind, type Headers } from '#/lib/headers.ts';
import type { Manifest } from '#/publish/manifest.ts';

/** A set of headers that some files share. */
export interface HeaderClass {
  /** Letters, digits and hyphens. */
  name: string;
  headers: Headers;
}

/** All that a host's configuration says, free of the host's own words. */
export interface HostPlan {
  /** Origin that readers see, and base path with both slashes. */
  url: string;
  base: string;
  /** Absolute folder of the built site. */
  root: string;
  /** Folder of the configurations, in which files of redirects may stand. */
  folder: string;
  classes: HeaderClass[];
  /** Class of what is not listed: redirects and the like. */
  fallback: string;
  /** Class of the page for unknown addresses. */
  missing: string;
  /** Patterns over the path below the base, the first that matches counts; for files that are no pages. */
  patterns: { pattern: string; name: string }[];
  /** Each page's file below the base and its class. */
  pages: { file: string; name: string }[];
  /** Certificate and key; without them Caddy gets its own and nginx looks where certbot puts them. */
  certificate?: { cert: string; key: string } | undefined;
  /** Where the editing server listens, for the `proxy` configurations. */
  upstream: string;
}

/** What readers get of a proxy while the editing server does not answer: it is started anew, or has stopped. */
export const DOWN = {
  status: 503,
  headers: { 'retry-after': '15', 'cache-control': 'no-store', 'content-security-policy': "default-src 'none'; frame-ancestors 'none'", 'x-content-type-options': 'nosniff' },
  page: '<!doctype html><html lang=zh-CN><meta charset=utf-8><meta name=viewport content=width=device-width><title>网站正在重启</title><h1>网站正在重启</h1><p>请过一会儿再刷新这一页。',
} as const;

/** A file of each kind. */
const REPRESENTATIVE: Record<FileKind, string> = { admin: 'admin/x.js', page: '', embed: 'embed/', asset: '_assets/x.js', index: 'pagefind/zh/x', worker: 'offline-worker.js', open: 'robots.txt' };

/** Makes the plan of a sealed site. */
export function hostPlan(manifest: Manifest, place: Pick<HostPlan, 'url' | 'base' | 'root' | 'folder' | 'upstream' | 'certificate'>): HostPlan {
  const classes = new Map<string, HeaderClass>();
  const classOf = (stem: string, file: string, inline = NO_INLINE): string => {
    const headers = { ...fileHeaders(file, inline), ...transportHeaders(place.url) };
    const key = JSON.stringify(headers);
    const known = classes.get(key) ?? { name: `${stem}${classes.size}`, headers };
    classes.set(key, known);
    return known.name;
  };
  const fallback = classOf('page', '');
  const patterns = FILE_KINDS.filter(({ kind }) => kind !== 'page' && kind !== 'embed').map(({ kind, pattern }) => ({ pattern, name: classOf(kind, REPRESENTATIVE[kind]) }));
  const pages = Object.entries(manifest.files)
    .filter(([file]) => file.endsWith('.html'))
    .map(([file, { inline }]) => ({ file, name: classOf('page', file, inline === undefined ? NO_INLINE : manifest.inline[inline]) }));
  const missing = pages.find(({ file }) => file === '404.html')?.name ?? fallback;
  return { ...place, classes: [...classes.values()], fallback, missing, patterns, pages };
}

/** Header names of a plan, with the value that all classes share or a value for each class that has one. */
export function byHeader(plan: HostPlan): { name: string; shared: string | undefined; values: { name: string; value: string }[] }[] {
  const names = [...new Set(plan.classes.flatMap(({ headers }) => Object.keys(headers)))].sort();
  return names.map((name) => {
    const values = plan.classes.flatMap((each) => (each.headers[name] === undefined ? [] : [{ name: each.name, value: each.headers[name] }]));
    const first = values[0]?.value;
    const shared = values.length === plan.classes.length && values.every(({ value }) => value === first) ? first : undefined;
    return { name, shared, values };
  });
}

/** Site paths of the pages that stand below a list: what the patterns of {@link BELOW_A_LIST} must leave alone. */
export function pagesBelowLists(plan: HostPlan): string[] {
  const patterns = BELOW_A_LIST.map((source) => new RegExp(source));
  return plan.pages.map(({ file }) => `/${file.replace(/index\.html$/, '')}`).filter((path) => patterns.some((pattern) => pattern.test(path)));
}
