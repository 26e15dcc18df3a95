/**
 * All response headers that guard a browser, in one place. Three policies: the public site runs nothing
 * but its own files and the inline code that its build wrote (by hash); `/admin/` is looser because the
 * editing interface styles itself inline; answers of the API may not be rendered at all.
 */

/** What a page of the public site may run inline, as CSP sources. */
export interface InlineHashes {
  scripts: readonly string[];
  styles: readonly string[];
}

const COMMON: Readonly<Record<string, string>> = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'strict-origin-when-cross-origin',
  'cross-origin-opener-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()',
};

function policy(parts: Readonly<Record<string, string>>): string {
  return Object.entries(parts).map(([name, value]) => `${name} ${value}`).join('; ');
}

/**
 * Headers of the public site. `style=""` attributes are allowed: only the build writes them, the gate lets
 * none through.
 */
export function publicHeaders(inline: InlineHashes): Record<string, string> {
  return {
    ...COMMON,
    'content-security-policy': policy({
      'default-src': "'none'",
      'script-src': ["'self'", ...inline.scripts].join(' '),
      'style-src': ["'self'", ...inline.styles].join(' '),
      'style-src-attr': "'unsafe-inline'",
      'img-src': "'self' data:",
      'media-src': "'self'",
      'font-src': "'self'",
      'connect-src': "'self'",
      'worker-src': "'self' blob:",
      'manifest-src': "'self'",
      'form-action': "'self'",
      'base-uri': "'none'",
      'frame-ancestors': "'self'",
    }),
  };
}

/** Headers of the editing interface: same origin only, never framed, never indexed. */
export function adminHeaders(): Record<string, string> {
  return {
    ...COMMON,
    'referrer-policy': 'no-referrer',
    'x-frame-options': 'DENY',
    'x-robots-tag': 'noindex, nofollow',
    'content-security-policy': policy({
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
      'frame-ancestors': "'none'",
    }),
  };
}

/** Headers of the API's answers and of media shown to editors. */
export function apiHeaders(): Record<string, string> {
  return {
    ...COMMON,
    'referrer-policy': 'no-referrer',
    'cache-control': 'no-store',
    'x-robots-tag': 'noindex',
    'cross-origin-resource-policy': 'same-origin',
    'content-security-policy': "default-src 'none'; frame-ancestors 'none'; sandbox",
  };
}
