/**
 * What else is in the content, as far as a verdict on one entry needs it: which entries exist, which
 * addresses and event ids are taken, which pictures there are.
 */
import { parseBody } from '#/lib/body.ts';
import { bodyOf, parseEntryFile, type EntryFile } from '#/lib/front-matter.ts';
import { Ledger, missingLines, ownerId, ownerKey, revival, type OwnerKey, type Placed } from '#/lib/ledger.ts';
import { entryPath } from '#/lib/urls.ts';
import { clashingOf, type Clashing } from '#/lib/event-clashes.ts';
import type { LedgerLine } from '#/schemas/ledger.ts';
import type { NounName } from '#/schemas/nouns.ts';
import type { SchoolDays } from '#/schemas/school-days.ts';
import type { Wording } from '#/schemas/wording.ts';
import { isSiteAddress, siteTarget } from './addresses.ts';
import { excessOf } from './limits.ts';

export interface IndexedEntry {
  noun: NounName;
  id: string;
  urlName: string;
  /** Only events have one. */
  eventId: string | undefined;
  /** Readers do not see it. */
  draft?: boolean;
  /** Names of the headings in its body, for links that lead to one of them. */
  anchors?: () => ReadonlySet<string>;
  /** Front matter as it was read, not judged. */
  data?: Readonly<Record<string, unknown>>;
}

const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

/** An entry as the ledger of addresses sees it. */
export function placedEntry({ noun, id, urlName, eventId, draft = false, data = {} }: IndexedEntry): Placed {
  const month = noun === 'events' ? /^\d{4}-\d{2}(?=-)/.exec(text(data['start']) ?? '')?.[0] : undefined;
  return { noun, id: ownerId(noun, id, eventId), address: entryPath(noun, urlName), draft, published: text(data['published']), month, sample: data['sample'] === true };
}

/** Where a link stands: the page's address below the root, and whether readers do not see that page. */
export interface LinkPlace {
  path: string;
  draft: boolean;
}

export class ContentIndex {
  readonly #entries = new Map<string, IndexedEntry>();
  readonly #byUrlName = new Map<string, Set<string>>();
  readonly #byPath = new Map<string, Set<string>>();
  readonly #byEventId = new Map<string, Set<string>>();
  readonly #media: Set<string>;
  readonly #revived = new Set<OwnerKey>();
  #clashing: Map<string, Clashing[]> | undefined;
  /** Names and words that the help with the writing looks for. */
  readonly wording: Wording;
  /** Holidays, 调休 and exams. */
  schoolDays: SchoolDays = { years: [], exams: [] };
  /** Every address that was ever published. */
  ledger: Ledger;

  constructor(entries: Iterable<IndexedEntry>, media: Iterable<string>, words: Wording = { names: [], superlatives: [] }, ledger = new Ledger()) {
    this.wording = words;
    this.ledger = ledger;
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
    const path = entryPath(entry.noun, entry.urlName);
    this.#byPath.set(path, (this.#byPath.get(path) ?? new Set()).add(`${entry.noun}/${entry.id}`));
    if (entry.eventId) claim(this.#byEventId, entry.eventId);
  }

  delete(noun: NounName, id: string): void {
    if (noun === 'events') this.#clashing = undefined;
    const old = this.#entries.get(`${noun}/${id}`);
    if (!old) return;
    this.#entries.delete(`${noun}/${id}`);
    this.#byUrlName.get(`${noun}/${old.urlName.normalize('NFKC').toLowerCase()}`)?.delete(id);
    this.#byPath.get(entryPath(noun, old.urlName))?.delete(`${noun}/${id}`);
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

  /** Whether a new entry may be called so: no entry has the name, and none ever had its address. */
  isFree(noun: NounName, name: string): boolean {
    return this.urlNameTaken(noun, name, '') === undefined && !this.has(noun, name) && this.retired({ noun, id: name, urlName: name, eventId: undefined }) === undefined;
  }

  /** Whether no event has or ever had this permanent id. */
  isFreeEventId(eventId: string): boolean {
    return this.eventIdTaken(eventId, '') === undefined && this.ledger.latest(ownerKey('events', eventId)) === undefined;
  }

  /** The events of a region that take place, for finding those that meet. */
  eventsIn(region: string): readonly Clashing[] {
    this.#clashing ??= Map.groupBy(
      [...this.#entries.values()].flatMap(({ noun, id, data = {} }) => (noun === 'events' ? (clashingOf(id, data) ?? []) : [])),
      (event) => event.region ?? '',
    );
    return this.#clashing.get(region) ?? [];
  }

  /** All entries, in the order in which they came. */
  entries(): IterableIterator<IndexedEntry> {
    return this.#entries.values();
  }

  /** The lines that the ledger lacks so that it says what the content says. `now` in milliseconds since the epoch. */
  unrecorded(now: number): LedgerLine[] {
    const placed = [...this.#entries.values()].map(placedEntry);
    const back = placed.flatMap((entry) => (this.#revived.has(ownerKey(entry.noun, entry.id)) ? (revival(this.ledger, entry, now) ?? []) : []));
    return [...missingLines(this.ledger, placed, now), ...back];
  }

  /** Says that an entry which was deleted comes back as what it was, at its own address. */
  revive(noun: NounName, id: string, eventId?: string): void {
    this.#revived.add(ownerKey(noun, ownerId(noun, id, eventId)));
  }

  /**
   * Why an entry may not stand at its address although no other entry does: the address once belonged to
   * something else (`taken`), or the entry itself was deleted (`gone`).
   */
  retired({ noun, id, urlName, eventId }: IndexedEntry): { why: 'taken' | 'gone'; address: string } | undefined {
    const key = ownerKey(noun, ownerId(noun, id, eventId));
    const address = entryPath(noun, urlName);
    const owner = this.ledger.ownerOf(address);
    if (owner !== undefined && owner !== key) return { why: 'taken', address };
    return this.ledger.latest(key)?.status === 'gone' && !this.#revived.has(key) ? { why: 'gone', address } : undefined;
  }

  /** File of another event that has this permanent id. */
  eventIdTaken(eventId: string, id: string): string | undefined {
    const other = [...(this.#byEventId.get(eventId) ?? [])].find((owner) => owner !== id);
    return other && `content/events/${other}.mdx`;
  }

  /** What is wrong with a link that points into the site and reaches nothing that readers see; undefined when all is well. */
  brokenLink(url: string, place: LinkPlace): { message: string; fix: string } | undefined {
    const target = siteTarget(url, place.path);
    if (!target || target.path === place.path) return undefined;
    const { path, anchor } = target;
    const event = /^\/e\/([a-z0-9]+)\/$/.exec(path)?.[1];
    if (isSiteAddress(path) || (event !== undefined && (this.#byEventId.get(event)?.size ?? 0) > 0)) return undefined;
    const owners = [...(this.#byPath.get(path) ?? [])].flatMap((key) => this.#entries.get(key) ?? []);
    if (owners.length === 0) {
      const closed = (this.#byPath.get(`${path}/`)?.size ?? 0) > 0 || isSiteAddress(`${path}/`);
      return { message: `站内没有 ${path.slice(0, 100)} 这个页面`, fix: closed ? `写成 ${path}/（末尾有斜线）` : '改成正确的网址，或删掉链接' };
    }
    if (!place.draft && owners.every((owner) => owner.draft)) return { message: `${path} 还是草稿，读者打不开`, fix: '先发布那个条目，或删掉链接' };
    // Sections that the page's layout adds have Latin names; only the build knows those.
    if (/\P{ASCII}/u.test(anchor) && owners.every((owner) => owner.anchors && !owner.anchors().has(anchor))) {
      return { message: `${path} 那一页没有 #${anchor.slice(0, 60)} 这个小标题`, fix: '改成正确的小标题，或去掉 # 和后面的字' };
    }
    return undefined;
  }
}

const URL_NAME = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;

/**
 * Index row of an entry's text; tolerant, because the verdict itself comes later. An address that cannot be
 * one, or cannot be read, is taken to be the file's name, so that a fault in one entry is not told of all
 * that link to it. `again` gives the text once more when its headings
 * are asked for; `file` is the text taken apart, where the caller has it.
 */
export function indexEntry(noun: NounName, id: string, text: string, again: () => string = () => text, file: EntryFile = parseEntryFile(text)): IndexedEntry {
  const { data, faults } = file;
  const { urlName, id: eventId, draft } = data as { urlName?: unknown; id?: unknown; draft?: unknown };
  const named = faults.length > 0 ? /^urlName:[ \t]*['"]?([a-z0-9-]+)['"]?[ \t]*\r?$/m.exec(text.slice(0, 10_000))?.[1] : urlName;
  let anchors: ReadonlySet<string> | undefined;
  return {
    noun,
    id,
    urlName: typeof named === 'string' && URL_NAME.test(named) ? named : id,
    eventId: noun === 'events' && typeof eventId === 'string' ? eventId : undefined,
    draft: draft === true,
    anchors: () => (anchors ??= anchorsOf(bodyOf(again()))),
    data,
  };
}

function anchorsOf(body: string): ReadonlySet<string> {
  return new Set(excessOf(body) ? [] : parseBody(body).headings.map((heading) => heading.id));
}
