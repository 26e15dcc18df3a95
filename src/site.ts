/**
 * Constants of the site. Imports nothing, so that every room may import it.
 */

/** IANA zone in which all wall-clock strings of the content are to be read. China has had no summer time since 1991. */
export const TIME_ZONE = 'Asia/Shanghai';

/** Fixed offset of {@link TIME_ZONE}, in minutes east of UTC. */
export const UTC_OFFSET_MINUTES = 480;

/** Locale of everything readers and editors see. */
export const LANG = 'zh-CN';

/** Environment variables that steer a build; `astro.config.mjs` and the command line read them here only. */
export const ENV = {
  /** Absolute origin of the published site, such as `https://kepu.example.gov.cn`. Feeds and identifiers need it. */
  url: 'SITE_URL',
  /** Base path, such as `/kepu/`, when the site runs as a column of another one. */
  base: 'SITE_BASE',
  /** Folder that holds the content, default `content`. */
  content: 'SITE_CONTENT',
  /** Folder that receives the build, default `dist`. */
  out: 'SITE_OUT',
  /** ISO instant with offset that stands for "now" (tests, reproducible builds). */
  now: 'SITE_NOW',
  /** Folder for what builds may reuse and anybody may empty, default `.cache`. */
  cache: 'SITE_CACHE',
  /** `off` leaves entries with `sample: true` out of the build. */
  samples: 'SITE_SAMPLES',
  /** `off` leaves the search index to whoever runs the build; the publisher makes it beside the pages. */
  index: 'SITE_INDEX',
  /** `warn` lets a build print only what is wrong. */
  log: 'SITE_LOG',
} as const;

/** Origin used where no {@link ENV.url} is set: the address that `npm start` serves. */
export const DEFAULT_URL = 'http://localhost:4321';

export interface Environment {
  /** Origin without a trailing slash. */
  url: string;
  /** Base path that starts and ends with a slash. */
  base: string;
  /** Content folder as given, relative to the project or absolute. */
  content: string;
  out: string;
  cache: string;
  /** Fixed "now", or undefined for the real clock. */
  now: string | undefined;
  /** Whether sample entries are shown. */
  samples: boolean;
  /** Whether a build makes the search index. */
  index: boolean;
  /** The least that a build prints. */
  log: 'info' | 'warn';
}

type Variables = Record<string, string | undefined>;

// One by one, apart from {@link environment}, what every link and every list of every page asks for: a variable of the process costs a call into the system.

/** Base path that starts and ends with a slash. */
export function basePath(env: Variables = process.env): string {
  return (env[ENV.base] || '/').replace(/^\/*/, '/').replace(/\/*$/, '/');
}

/** See {@link Environment.url}. */
export function siteUrl(env: Variables = process.env): string {
  return (env[ENV.url] || DEFAULT_URL).replace(/\/+$/, '');
}

/** See {@link Environment.content}. */
export function contentFolder(env: Variables = process.env): string {
  return env[ENV.content] || 'content';
}

/** See {@link Environment.now}. */
export function fixedNow(env: Variables = process.env): string | undefined {
  return env[ENV.now] || undefined;
}

/** See {@link Environment.samples}. */
export function showsSamples(env: Variables = process.env): boolean {
  return env[ENV.samples] !== 'off';
}

/** What the environment asks of this run. Read at each call, so that tests can set it; empty strings count as unset. */
export function environment(env: Variables = process.env): Environment {
  return {
    url: siteUrl(env),
    base: basePath(env),
    content: contentFolder(env),
    out: env[ENV.out] || 'dist',
    cache: env[ENV.cache] || '.cache',
    now: fixedNow(env),
    samples: showsSamples(env),
    index: env[ENV.index] !== 'off',
    log: env[ENV.log] === 'warn' ? 'warn' : 'info',
  };
}
