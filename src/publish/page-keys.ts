/**
 * A key for what a page shows: the props that its route gave it, and what it read while it was rendered. A
 * page whose key is the same would come out the same, byte for byte.
 */
import { createHash } from 'node:crypto';
import { toInstant } from '#/lib/dates.ts';
import { currentSpan, phaseOf, registrationState } from '#/lib/event-state.ts';
import type { HeldContent, HeldEntry } from '#/lib/held-content.ts';
import type { PageReads } from '#/lib/page-reads.ts';
import type { NounName } from '#/schemas/nouns.ts';
import type { Event } from '#/schemas/events.ts';

const sha = (text: string): string => createHash('sha1').update(text).digest('base64url');

interface EntryLike {
  noun: NounName;
  id: string;
  data: object;
}

const isEntry = (value: object): value is EntryLike => 'noun' in value && 'id' in value && 'data' in value && 'path' in value && 'digest' in value;

/** Digests for one publication. Data objects and shared parts of props are digested once. */
export class PageKeys {
  readonly #now: number;
  readonly #content: ReadonlyMap<string, HeldEntry>;
  readonly #global: string;
  readonly #data: WeakMap<object, string>;
  readonly #parts = new WeakMap<object, string>();
  readonly #nouns = new Map<NounName, string>();
  readonly #day: string;
  readonly #lists: HeldContent;

  /**
   * `now`: the instant of the publication; `day`: its day in Asia/Shanghai; `global`: digest of what every
   * page may show (settings); `data`: digests of data objects, kept from one publication to the next.
   */
  constructor(options: { content: HeldContent; now: number; day: string; global: string; data: WeakMap<object, string> }) {
    this.#now = options.now;
    this.#day = options.day;
    this.#global = options.global;
    this.#data = options.data;
    this.#lists = options.content;
    this.#content = new Map([...options.content].flatMap(([noun, list]) => list.map((entry) => [`${noun}/${entry.id}`, entry] as const)));
  }

  #dataDigest(data: object): string {
    const known = this.#data.get(data) ?? sha(JSON.stringify(data));
    this.#data.set(data, known);
    return known;
  }

  /** What an entry says of itself, apart from its body; for an event also how it stands at this instant. */
  #entry(noun: NounName, id: string, data: object): string {
    const own = `${noun}/${id}@${this.#dataDigest(data)}`;
    if (noun !== 'events') return own;
    const event = data as Event;
    return `${own}+${phaseOf(event, this.#now)} ${currentSpan(event, this.#now).start} ${registrationState(event, this.#now).state}`;
  }

  #value(value: unknown): string {
    if (typeof value !== 'object' || value === null) return typeof value === 'function' ? 'ƒ' : JSON.stringify(value) ?? 'undefined';
    const known = this.#parts.get(value);
    if (known !== undefined) return known;
    const made = isEntry(value)
      ? this.#entry(value.noun, value.id, value.data)
      : sha(
          Array.isArray(value) || value instanceof Set
            ? [...value].map((each) => this.#value(each)).join(',')
            : (value instanceof Map ? [...value] : Object.entries(value)).map(([name, each]) => `${String(name)}:${this.#value(each)}`).join(';'),
        );
    this.#parts.set(value, made);
    return made;
  }

  #noun(noun: NounName): string {
    const known = this.#nouns.get(noun) ?? sha((this.#lists.get(noun) ?? []).map((entry) => `${this.#entry(noun, entry.id, entry.data)}!${this.#visible(entry.data)}`).join(','));
    this.#nouns.set(noun, known);
    return known;
  }

  #visible(data: object): boolean {
    const { published } = data as { published?: string };
    return published === undefined || toInstant(published) <= this.#now;
  }

  /** Key of a page. `reads` is what its last rendering read. */
  of(props: unknown, reads: PageReads): string {
    const bodies = [...reads.bodies].sort().map((place) => `${place}=${this.#content.get(place)?.digest ?? ''}`);
    const nouns = [...reads.nouns].sort().map((noun) => `${noun}=${this.#noun(noun)}`);
    return sha([this.#global, this.#value(props ?? null), ...bodies, ...nouns, reads.clock ? this.#day : ''].join('|'));
  }
}
