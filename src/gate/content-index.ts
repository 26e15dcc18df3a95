/**
 * What else is in the content, as far as a verdict on one entry needs it: which entries exist, which
 * addresses and event ids are taken, which pictures there are.
 */
import { parseEntryFile } from '#/lib/front-matter.ts';
import { listPath } from '#/lib/urls.ts';
import { NOUN_NAMES, type NounName } from '#/schemas/nouns.ts';
import type { Wording } from '#/schemas/wording.ts';

export interface IndexedEntry {
  noun: NounName;
  id: string;
  urlName: string;
  /** Only events have one. */
  eventId: string | undefined;
}

/** Fixed addresses of the site that a body may link to besides entries and lists. */
const FIXED = new Set(['/', '/search/', '/sitemap/', '/events/past/', '/data/', '/subscribe/', '/rss.xml', '/events.ics']);
const OPEN_PREFIXES = ['/data/', '/science/topics/', '/science/kinds/', '/events/months/', '/media/'];

export class ContentIndex {
  readonly #entries = new Map<string, IndexedEntry>();
  readonly #byUrlName = new Map<string, Set<string>>();
  readonly #byEventId = new Map<string, Set<string>>();
  readonly #media: Set<string>;
  /** Names and words that the help with the writing looks for. */
  readonly wording: Wording;

  constructor(entries: Iterable<IndexedEntry>, media: Iterable<string>, words: Wording = { names: [], superlatives: [] }) {
    this.wording = words;
    this.#media = new Set(media);
    for (const entry of entries) this.set(entry);
  }

  set(entry: IndexedEntry): void {
    this.delete(entry.noun, entry.id);
    this.#entries.set(`${entry.noun}/${entry.id}`, entry);
    const claim = (map: Map<string, Set<string>>, key: string): void => {
      const owners = map.get(key) ?? new Set();
      map.set(key, owners.add(entry.id));
    };
    claim(this.#byUrlName, `${entry.noun}/${entry.urlName.normalize('NFKC').toLowerCase()}`);
    if (entry.eventId) claim(this.#byEventId, entry.eventId);
  }

  delete(noun: NounName, id: string): void {
    const old = this.#entries.get(`${noun}/${id}`);
    if (!old) return;
    this.#entries.delete(`${noun}/${id}`);
    this.#byUrlName.get(`${noun}/${old.urlName.normalize('NFKC').toLowerCase()}`)?.delete(id);
    if (old.eventId) this.#byEventId.get(old.eventId)?.delete(id);
  }

  addMedia(path: string): void {
    this.#media.add(path.replace(/^\//, ''));
  }

  has(noun: NounName, id: string): boolean {
    return this.#entries.has(`${noun}/${id}`);
  }

  /** Whether `media/x.webp` (with or without a leading slash) exists. */
  hasMedia(src: string): boolean {
    return this.#media.has(src.replace(/^\//, ''));
  }

  /** File of another entry of the noun that has this urlName. */
  urlNameTaken(noun: NounName, urlName: string, id: string): string | undefined {
    const owners = this.#byUrlName.get(`${noun}/${urlName.normalize('NFKC').toLowerCase()}`) ?? [];
    const other = [...owners].find((owner) => owner !== id);
    return other && `content/${noun}/${other}.mdx`;
  }

  /** File of another event that has this permanent id. */
  eventIdTaken(eventId: string, id: string): string | undefined {
    const other = [...(this.#byEventId.get(eventId) ?? [])].find((owner) => owner !== id);
    return other && `content/events/${other}.mdx`;
  }

  /** The path when a link points into the site and nothing is there. */
  brokenLink(url: string): string | undefined {
    if (!url.startsWith('/') || url.startsWith('//')) return undefined;
    const path = url.replace(/[?#].*$/, '');
    if (FIXED.has(path) || OPEN_PREFIXES.some((prefix) => path.startsWith(prefix))) return undefined;
    for (const noun of NOUN_NAMES) {
      if (path === listPath(noun) && noun !== 'pages') return undefined;
      const first = noun === 'pages' ? '/' : listPath(noun);
      const name = path.startsWith(first) ? /^([a-z0-9-]+)\/$/.exec(path.slice(first.length))?.[1] : undefined;
      if (name && (this.#byUrlName.get(`${noun}/${name}`)?.size ?? 0) > 0) return undefined;
    }
    return path;
  }
}

/** Index row of an entry's text; tolerant, because the verdict itself comes later. */
export function indexEntry(noun: NounName, id: string, text: string): IndexedEntry {
  const { data } = parseEntryFile(text);
  const { urlName, id: eventId } = data as { urlName?: unknown; id?: unknown };
  return { noun, id, urlName: typeof urlName === 'string' ? urlName : id, eventId: noun === 'events' && typeof eventId === 'string' ? eventId : undefined };
}
