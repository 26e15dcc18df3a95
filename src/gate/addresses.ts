/** Addresses of the site besides entries: which ones a body may link to, and which names at the root are taken. */
import { listPath } from '#/lib/urls.ts';
import { EVENT_KINDS } from '#/schemas/events.ts';
import { RESERVED_URL_NAMES } from '#/schemas/fields.ts';
import { NOUN_NAMES, NOUNS } from '#/schemas/nouns.ts';
import { PARTNER_KINDS } from '#/schemas/partners.ts';
import { SCIENCE_KINDS } from '#/schemas/science.ts';
import { TOPICS } from '#/schemas/vocabulary.ts';

/** Routes without parameters; a unit test compares them with src/pages. */
const FIXED = new Set([
  '/', '/about/design/', '/data/', '/events/all.json', '/events/months/', '/events/my/', '/events/past/', '/events/subscribe/', '/events/weeks/', '/partners/kinds/', '/science/kinds/', '/science/topics/', '/teachers/',
  '/offline/', '/search/', '/sitemap/', '/subscribe/', '/favicon.svg', '/offline-worker.js', '/reading-help.js', '/search-suggestions.js', '/site.webmanifest',
  ...NOUN_NAMES.filter((noun) => NOUNS[noun].path !== '').map((noun) => listPath(noun)),
]);

/** Shelves whose last part is a word of a closed list. */
const SHELVES: Readonly<Record<string, object>> = {
  '/science/topics/': TOPICS,
  '/science/kinds/': SCIENCE_KINDS,
  '/events/topics/': TOPICS,
  '/events/kinds/': EVENT_KINDS,
  '/partners/kinds/': PARTNER_KINDS,
};

/** Files and families of addresses that only the build knows in full; its link check judges them. */
const FAMILIES = [/^\/teachers\/(?:c\d+\/)?(?:(?:g[\d-]+|public)\/)?$/, /^\/[a-z]+\.(?:ics|xml|json|txt)$/, /^\/events\/months\/\d{4}-(?:0[1-9]|1[0-2])\/$/, /^\/events\/past\/\d{4}\/$/, /^\/events\/weeks\/\d{4}-W[0-5]\d\/$/, /^\/events\/[a-z0-9-]+\/(?:pack|poster|worksheet)\/$/, /^\/e\/[a-z0-9]+\/(?:share|square|qr)\.(?:png|svg)$/, /^\/data\/(?:schema\/)?[a-z]+\.(?:csv|json)$/, /^\/calendars\/[a-z0-9/-]+\.ics$/, /^\/embed\/[a-z0-9/-]+$/];

/** Names at the root that are no entry's to take, besides those that no entry may take anywhere. */
const ROOT_NAMES: ReadonlySet<string> = new Set([...FIXED, ...NOUN_NAMES.map((noun) => listPath(noun)), '/admin/', '/api/', '/calendars/', '/e/', '/embed/', '/404/', '/icons/', '/media/', '/pagefind/', '/qr/', '/gone/', '/host/', '/my/', '/print/'].map((path) => path.split('/')[1] ?? '').filter((name) => name !== 'about'));

/** Whether an address below the root is a page or file of the site that is no entry. */
export function isSiteAddress(path: string): boolean {
  if (FIXED.has(path)) return true;
  const [, noun = '', shelf = '', word = ''] = /^\/([a-z]+)\/([a-z]+)\/(?:(.+)\/)?$/.exec(path) ?? [];
  const words = SHELVES[`/${noun}/${shelf}/`];
  if (words) return Object.hasOwn(words, word);
  // No entry may take such a name, so what stands there is the site's own.
  const kept = Object.hasOwn(NOUNS, noun) && RESERVED_URL_NAMES.includes(shelf) && !['months', 'past'].includes(shelf) && /^[a-z0-9-]*$/.test(word);
  return kept || FAMILIES.some((family) => family.test(path));
}

/** Whether an entry at the root (`pages`) may have this name. */
export function isFreeAtRoot(urlName: string): boolean {
  return !ROOT_NAMES.has(urlName);
}

/** The name of a heading as it is written in an address; what is no encoding stays as it was typed. */
export function decodeAnchor(anchor: string): string {
  try {
    return decodeURIComponent(anchor);
  } catch {
    return anchor;
  }
}

/** A link of a body as an address below the root, or undefined when it leads elsewhere. `from` is the address of the page it stands on. */
export function siteTarget(url: string, from: string): { path: string; anchor: string } | undefined {
  const base = 'https://site.invalid';
  const target = URL.parse(url, base + from);
  if (target?.origin !== base) return undefined;
  return { path: target.pathname, anchor: decodeAnchor(target.hash.slice(1)) };
}
