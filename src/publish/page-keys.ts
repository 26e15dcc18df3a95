/**
 * A key for what a page shows: the props that its route gave it, and what it read while it was rendered. A
 * page whose key is the same would come out the same, byte for byte.
 */
import { hash } from 'node:crypto';
import { toInstant } from '#/lib/dates.ts';
import { currentSpan, phaseOf, registrationState } from '#/lib/event-state.ts';
import type { HeldContent, HeldEntry } from '#/lib/held-content.ts';
import { rawData } from '#/lib/noted-data.ts';
import { ALL_FIELDS, type PageReads } from '#/lib/page-reads.ts';
import type { Publishable } from '#/lib/visibility.ts';
import type { NounName } from '#/schemas/nouns.ts';
import type { Event } from '#/schemas/events.ts';

/** Digests of data objects by what is looked at of them. */
export type DataDigests = WeakMap<object, Map<string, string>>;

const sha = (text: string): string => hash('sha1', text, 'base64url');

interface EntryLike {
  noun: NounName;
  id: string;
  data: object;
}

const isEntry = (value: object): value is EntryLike => 'noun' in value && 'id' in value && 'data' in value && 'path' in value && 'digest' in value;

/** What a page looks at of the entries that it gets; pages of one kind look at the same. */
interface View {
  /** Fields by noun, as one text for each. */
  fields: ReadonlyMap<NounName, string>;
  /** Digests of parts of props, as seen this way. */
  parts: WeakMap<object, string>;
  nouns: Map<NounName, string>;
}

/** Looked at by every page that has an entry: its address. */
const ALWAYS = 'urlName';

/** How pages look at entries; what a page read stays the same until it is rendered again. */
const looks = new WeakMap<PageReads, { name: string; fields: ReadonlyMap<NounName, string> }>();

function lookOf(reads: PageReads): { name: string; fields: ReadonlyMap<NounName, string> } {
  const fields = new Map([...reads.fields].map(([noun, names]) => [noun, names.has(ALL_FIELDS) ? ALL_FIELDS : [...new Set([...names, ALWAYS])].sort().join(' ')] as const));
  const look = { name: [...fields].sort(([a], [b]) => (a < b ? -1 : 1)).join('|'), fields };
  looks.set(reads, look);
  return look;
}

/** Digests for one publication. Data objects and shared parts of props are digested once for each way of looking at them. */
export class PageKeys {
  readonly #now: number;
  readonly #content: ReadonlyMap<string, HeldEntry>;
  readonly #global: string;
  readonly #data: DataDigests;
  readonly #views = new Map<string, View>();
  readonly #day: string;
  readonly #lists: HeldContent;

  /**
   * `now`: the instant of the publication; `day`: its day in Asia/Shanghai; `global`: digest of what every
   * page may show (settings); `data`: digests of data objects, kept from one publication to the next.
   */
  constructor(options: { content: HeldContent; now: number; day: string; global: string; data: DataDigests }) {
    this.#now = options.now;
    this.#day = options.day;
    this.#global = options.global;
    this.#data = options.data;
    this.#lists = options.content;
    this.#content = new Map([...options.content].flatMap(([noun, list]) => list.map((entry) => [`${noun}/${entry.id}`, entry] as const)));
  }

  #view(reads: PageReads): View {
    const { name, fields } = looks.get(reads) ?? lookOf(reads);
    const known = this.#views.get(name) ?? { fields, parts: new WeakMap(), nouns: new Map() };
    this.#views.set(name, known);
    return known;
  }

  #dataDigest(data: object, fields: string): string {
    const raw = rawData(data) as Record<string, unknown>;
    const digests = this.#data.get(raw) ?? new Map<string, string>();
    this.#data.set(raw, digests);
    const known = digests.get(fields) ?? sha(JSON.stringify(fields === ALL_FIELDS ? raw : fields.split(' ').map((name) => raw[name])));
    digests.set(fields, known);
    return known;
  }

  /** What a page sees of an entry apart from its body; of an event also how it stands at this instant. */
  #entry(noun: NounName, id: string, data: object, view: View): string {
    const own = `${noun}/${id}@${this.#dataDigest(data, view.fields.get(noun) ?? ALWAYS)}`;
    if (noun !== 'events') return own;
    const event = rawData(data) as Event;
    return `${own}+${phaseOf(event, this.#now)} ${currentSpan(event, this.#now).start} ${registrationState(event, this.#now).state}`;
  }

  #value(value: unknown, view: View): string {
    if (typeof value !== 'object' || value === null) return typeof value === 'function' ? 'ƒ' : JSON.stringify(value) ?? 'undefined';
    const known = view.parts.get(value);
    if (known !== undefined) return known;
    const made = isEntry(value)
      ? this.#entry(value.noun, value.id, value.data, view)
      : sha(
          Array.isArray(value) || value instanceof Set
            ? [...value].map((each) => this.#value(each, view)).join(',')
            : (value instanceof Map ? [...value] : Object.entries(value)).map(([name, each]) => `${String(name)}:${this.#value(each, view)}`).join(';'),
        );
    view.parts.set(value, made);
    return made;
  }

  #noun(noun: NounName, view: View): string {
    const known = view.nouns.get(noun) ?? sha((this.#lists.get(noun) ?? []).map((entry) => `${this.#entry(noun, entry.id, entry.data, view)}!${this.#visible(entry.data)}`).join(','));
    view.nouns.set(noun, known);
    return known;
  }

  /** Whether and why readers see an entry: what {@link isVisible} asks, which pages do not read themselves. */
  #visible(data: object): string {
    const { published, draft, sample } = data as Partial<Publishable>;
    return `${published === undefined || toInstant(published) <= this.#now} ${draft ?? false} ${sample ?? false}`;
  }

  /** Key of a page. `reads` is what its last rendering read. */
  of(props: unknown, reads: PageReads): string {
    const view = this.#view(reads);
    const bodies = [...reads.bodies].sort().map((place) => `${place}=${this.#content.get(place)?.digest ?? ''}`);
    const nouns = [...reads.nouns].sort().map((noun) => `${noun}=${this.#noun(noun, view)}`);
    return sha([this.#global, this.#value(props ?? null, view), ...bodies, ...nouns, reads.clock ? this.#day : ''].join('|'));
  }
}
